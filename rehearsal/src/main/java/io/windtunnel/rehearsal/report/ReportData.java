package io.windtunnel.rehearsal.report;

import io.windtunnel.rehearsal.measure.AlarmTrack;
import io.windtunnel.rehearsal.measure.Capacity;
import io.windtunnel.rehearsal.measure.Checks;
import io.windtunnel.rehearsal.measure.Happening;
import io.windtunnel.rehearsal.measure.Measured;
import io.windtunnel.rehearsal.measure.Second;
import io.windtunnel.rehearsal.measure.Spend;
import io.windtunnel.rehearsal.measure.Totals;
import io.windtunnel.rehearsal.plan.Change;
import io.windtunnel.rehearsal.plan.Promise;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.verdict.Judgement;
import io.windtunnel.rehearsal.verdict.Recovery;
import io.windtunnel.rehearsal.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The figures of a rehearsal as one JSON document: what the page draws and what `--json` prints. Times
/// are seconds from the begin of the wind, latencies seconds; null for what did not happen.
public final class ReportData {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final RehearsalPlan plan;
    private final List<Verdict> verdicts;

    public ReportData(RehearsalPlan plan, List<Verdict> verdicts) {
        this.plan = plan;
        this.verdicts = List.copyOf(verdicts);
    }

    /// The document.
    ///
    /// @param meta what stands under the title
    /// @param notes what the reader should know of the figures' worth
    /// @param notHonoured what was asked for and no service honours
    /// @param exhibits further tables
    public ObjectNode json(
            String version, List<String> meta, List<String> notes, List<String> notHonoured, List<Exhibit> exhibits) {
        ObjectNode root = JSON.createObjectNode();
        root.put("title", plan.title()).put("version", version).put("seed", plan.seed());
        root.put("region", plan.region().code()).put("speed", plan.speed());
        root.put("wind", seconds(plan.windLasts().toNanos()));
        root.put("kept", verdicts.stream().allMatch(Verdict::kept));
        meta.forEach(root.putArray("meta")::add);
        notes.forEach(root.putArray("notes")::add);
        notHonoured.forEach(root.putArray("notHonoured")::add);
        ArrayNode tables = root.putArray("exhibits");
        for (Exhibit exhibit : exhibits) {
            ObjectNode table = tables.addObject().put("title", exhibit.title()).put("note", exhibit.note());
            ArrayNode rows = table.putArray("rows");
            for (List<String> row : exhibit.rows()) row.forEach(rows.addArray()::add);
        }
        plan.promises().stream().map(Promise::text).forEach(root.putArray("promises")::add);
        ArrayNode faults = root.putArray("faults");
        plan.faults()
                .forEach(strike -> faults.addObject()
                        .put("at", seconds(strike.at().toNanos()))
                        .put("until", seconds(strike.until().toNanos()))
                        .put("action", strike.fault().action())
                        .put("words", strike.fault().words()));
        ArrayNode changes = root.putArray("changes");
        for (Change change : plan.changes())
            changes.addObject().put("at", seconds(change.at().toNanos())).put("design", change.design());
        ArrayNode designs = root.putArray("designs");
        verdicts.forEach(verdict -> design(designs.addObject(), verdict));
        return root;
    }

    private void design(ObjectNode node, Verdict verdict) {
        Measured measured = verdict.measured();
        node.put("name", measured.design()).put("kept", verdict.kept()).put("setUp", seconds(measured.setUp()));
        ObjectNode parameters = node.putObject("parameters");
        measured.parameters().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> parameters.put(entry.getKey(), entry.getValue()));
        ArrayNode judgements = node.putArray("judgements");
        verdict.judgements().forEach(judgement -> judgement(judgements.addObject(), judgement));
        ArrayNode recoveries = node.putArray("recoveries");
        verdict.recoveries().forEach(recovery -> recovery(recoveries.addObject(), recovery));
        ArrayNode checks = node.putArray("checks");
        measured.checks().forEach(check -> check(checks.addObject(), check));
        totals(node.putObject("totals"), measured.totals());
        ObjectNode streams = node.putObject("streams");
        measured.streams().forEach((name, totals) -> totals(streams.putObject(name), totals));
        spend(node.putObject("spend"), measured.spend());
        DataPlaneData.put(node, measured.dataPlane());
        List<Second> seconds = measured.seconds().stream()
                .filter(second ->
                        second.at() < Math.ceil(seconds(plan.windLasts().toNanos())))
                .toList();
        List<Second> points = Coarse.of(seconds);
        node.put("pointSeconds", Coarse.seconds(seconds.size()));
        seconds(node.putObject("seconds"), points);
        errors(node.putObject("errors"), points);
        capacity(node.putObject("capacity"), measured.capacity());
        ArrayNode alarms = node.putArray("alarms");
        measured.alarms().forEach(track -> alarm(alarms.addObject(), track));
        ArrayNode happenings = node.putArray("happenings");
        measured.happenings().forEach(happening -> happening(happenings.addObject(), happening));
    }

    private static void judgement(ObjectNode node, Judgement judgement) {
        node.put("promise", judgement.promise().text())
                .put("outcome", judgement.outcome().name().replace('_', ' '))
                .put("words", judgement.words());
    }

    private static void recovery(ObjectNode node, Recovery recovery) {
        node.put("at", seconds(recovery.strike().at().toNanos()))
                .put("words", recovery.strike().fault().words())
                .put("bound", recovery.bound())
                .put("detectedBy", recovery.detectedBy())
                .put("byBalancer", recovery.detectedByBalancer());
        putTime(node, "rto", recovery.rto());
        putTime(node, "detected", recovery.detected());
        putTime(node, "launched", recovery.launched());
        putTime(node, "answering", recovery.answering());
        putTime(node, "healthy", recovery.healthy());
    }

    private static void putTime(ObjectNode node, String name, long nanos) {
        if (nanos == Recovery.NEVER) node.putNull(name);
        else node.put(name, seconds(nanos));
    }

    private static void check(ObjectNode node, Checks checks) {
        node.put("targetGroup", checks.targetGroup())
                .put("path", checks.path())
                .put("interval", seconds(checks.interval().toNanos()))
                .put("timeout", seconds(checks.timeout().toNanos()))
                .put("healthyAfter", checks.healthyAfter())
                .put("unhealthyAfter", checks.unhealthyAfter())
                .put("soonest", seconds(checks.soonestDetection().toNanos()))
                .put("latest", seconds(checks.latestDetection().toNanos()));
    }

    private static void totals(ObjectNode node, Totals totals) {
        node.put("offered", totals.offered()).put("served", totals.served()).put("missed", totals.missed());
        node.put("availability", totals.availability());
        node.put("lagP99", seconds(totals.lagP99Nanos())).put("lagMax", seconds(totals.lagMaxNanos()));
        ObjectNode errors = node.putObject("errors");
        totals.errors().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> errors.put(entry.getKey(), entry.getValue()));
        node.putObject("latency")
                .put("p50", seconds(totals.latency().p50()))
                .put("p90", seconds(totals.latency().p90()))
                .put("p95", seconds(totals.latency().p95()))
                .put("p99", seconds(totals.latency().p99()))
                .put("p99.9", seconds(totals.latency().p999()))
                .put("max", seconds(totals.latency().max()));
    }

    private static void spend(ObjectNode node, Spend spend) {
        node.put("dollars", spend.dollars())
                .put("idle", spend.idleDollars())
                .put("use", spend.useDollars())
                .put("instanceHours", spend.instanceHours());
        ArrayNode lines = node.putArray("lines");
        for (Spend.Line line : spend.lines())
            lines.addObject()
                    .put("service", line.service())
                    .put("usageType", line.usageType())
                    .put("quantity", line.quantity())
                    .put("unit", line.unit())
                    .put("dollars", line.dollars())
                    .put("idle", line.idle());
        spend.unpriced().stream().sorted().forEach(node.putArray("unpriced")::add);
    }

    private static void seconds(ObjectNode node, List<Second> seconds) {
        column(node, "at", seconds, Second::at);
        column(node, "offered", seconds, Second::offered);
        column(node, "served", seconds, Second::served);
        column(node, "missed", seconds, Second::missed);
        column(node, "p50", seconds, second -> seconds(second.p50()));
        column(node, "p90", seconds, second -> seconds(second.p90()));
        column(node, "p99", seconds, second -> seconds(second.p99()));
        column(node, "max", seconds, second -> seconds(second.max()));
    }

    private static void errors(ObjectNode node, List<Second> seconds) {
        SortedSet<String> kinds = new TreeSet<>();
        seconds.forEach(second -> kinds.addAll(second.errors().keySet()));
        for (String kind : kinds)
            column(node, kind, seconds, second -> second.errors().getOrDefault(kind, 0L));
    }

    private static void column(ObjectNode node, String name, List<Second> seconds, ToDoubleFunction<Second> value) {
        ArrayNode column = node.putArray(name);
        for (Second second : seconds) putNumber(column, value.applyAsDouble(second));
    }

    /// Whole numbers without a decimal point: the page is half as long.
    static void putNumber(ArrayNode column, double value) {
        if (value == Math.rint(value)) column.add((long) value);
        else column.add(value);
    }

    private static void capacity(ObjectNode node, List<Capacity> samples) {
        SortedSet<String> zones = new TreeSet<>();
        samples.forEach(sample -> zones.addAll(sample.byZone().keySet()));
        zones.forEach(node.putArray("zones")::add);
        ArrayNode at = node.putArray("at");
        samples.forEach(sample -> putNumber(at, seconds(sample.atNanos())));
        ObjectNode counts = node.putObject("counts");
        for (String zone : zones) {
            ObjectNode lane = counts.putObject(zone);
            for (Capacity.Condition condition : Capacity.Condition.values()) {
                ArrayNode column = lane.putArray(condition.word());
                for (Capacity sample : samples)
                    column.add(sample.byZone().getOrDefault(zone, Map.of()).getOrDefault(condition, 0));
            }
        }
    }

    private static void alarm(ObjectNode node, AlarmTrack track) {
        node.put("name", track.name());
        ArrayNode changes = node.putArray("changes");
        for (AlarmTrack.Change change : track.changes())
            changes.addObject().put("at", seconds(change.atNanos())).put("state", change.state());
    }

    private static void happening(ObjectNode node, Happening happening) {
        node.put("at", seconds(happening.atNanos()))
                .put("kind", happening.kind())
                .put("subject", happening.subject())
                .put("words", happening.words());
    }

    /// Nanoseconds as seconds, to the microsecond.
    static double seconds(long nanos) {
        return Math.round(nanos / 1e3) / 1e6;
    }
}
