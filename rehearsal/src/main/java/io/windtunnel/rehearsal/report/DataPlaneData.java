package io.windtunnel.rehearsal.report;

import io.windtunnel.rehearsal.measure.Account;
import io.windtunnel.rehearsal.measure.DataPlane;
import io.windtunnel.rehearsal.measure.QueueTrack;
import io.windtunnel.rehearsal.measure.StepFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The part of [ReportData] that is about services: queues over time, steps, and what became of what was written.
final class DataPlaneData {
    /// Points of a queue's track that are drawn at most.
    private static final int MOST_POINTS = 2_000;

    private DataPlaneData() {}

    static void put(ObjectNode design, DataPlane plane) {
        ArrayNode queues = design.putArray("queues");
        plane.queues().forEach(queue -> queue(queues.addObject(), queue));
        ArrayNode steps = design.putArray("steps");
        plane.steps().forEach(step -> step(steps.addObject(), step));
        account(design.putObject("account"), plane.account());
    }

    private static void queue(ObjectNode node, QueueTrack queue) {
        node.put("name", queue.name())
                .put("deepest", queue.deepest())
                .put("oldest", ReportData.seconds(queue.oldestNanos()))
                .put("deleted", queue.deleted())
                .put("dropped", queue.dropped());
        int stride = Math.max(1, (queue.samples().size() + MOST_POINTS - 1) / MOST_POINTS);
        List<QueueTrack.Sample> points = new ArrayList<>();
        for (int i = 0; i < queue.samples().size(); i += stride)
            points.add(queue.samples().get(i));
        column(node, "at", points, sample -> ReportData.seconds(sample.atNanos()));
        column(node, "visible", points, QueueTrack.Sample::visible);
        column(node, "inFlight", points, QueueTrack.Sample::inFlight);
        column(node, "delayed", points, QueueTrack.Sample::delayed);
        column(node, "age", points, sample -> ReportData.seconds(sample.oldestNanos()));
        ArrayNode consumed = node.putArray("consumed");
        for (int i = 0; i < points.size(); i++) {
            QueueTrack.Sample before = points.get(Math.max(0, i - 1));
            double seconds = (points.get(i).atNanos() - before.atNanos()) / 1e9;
            double rate = seconds > 0 ? (points.get(i).deleted() - before.deleted()) / seconds : 0;
            ReportData.putNumber(consumed, Math.rint(rate * 10) / 10);
        }
    }

    private static void column(
            ObjectNode node, String name, List<QueueTrack.Sample> points, ToDoubleFunction<QueueTrack.Sample> value) {
        ArrayNode column = node.putArray(name);
        for (QueueTrack.Sample point : points) ReportData.putNumber(column, value.applyAsDouble(point));
    }

    private static void step(ObjectNode node, StepFigures step) {
        node.put("name", step.name())
                .put("taken", step.taken())
                .put("done", step.done())
                .put("retries", step.retries())
                .put("p50", ReportData.seconds(step.latency().p50()))
                .put("p99", ReportData.seconds(step.latency().p99()));
        ObjectNode refusals = node.putObject("refusals");
        step.refusals().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> refusals.put(entry.getKey(), entry.getValue()));
    }

    private static void account(ObjectNode node, Account account) {
        node.put("acknowledged", account.acknowledged())
                .put("gone", account.gone())
                .put("goneSeconds", ReportData.seconds(account.goneNanos()))
                .put("reads", account.reads())
                .put("stale", account.stale())
                .put("divided", account.divided())
                .put("untold", account.untold());
        ArrayNode histories = node.putArray("histories");
        for (Account.History history : account.histories())
            histories
                    .addObject()
                    .put("target", history.target())
                    .put("operations", history.operations())
                    .put("items", history.items())
                    .put("violated", history.violated())
                    .put("unchecked", history.unchecked())
                    .put("first", history.first());
    }
}
