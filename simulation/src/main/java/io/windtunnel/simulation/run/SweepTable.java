package io.windtunnel.simulation.run;

import io.windtunnel.rehearsal.plan.Promise.Unit;
import io.windtunnel.rehearsal.verdict.Judgement;
import io.windtunnel.rehearsal.verdict.Judgement.Outcome;
import io.windtunnel.rehearsal.verdict.Verdict;
import io.windtunnel.rehearsal.view.Paint;
import io.windtunnel.rehearsal.view.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What came of a sweep: a row a design, and the cheapest that keeps its promises.
final class SweepTable {
    private final List<Range> over;
    private final List<SweepPoint> points;
    private final Paint paint;

    SweepTable(List<Range> over, List<SweepPoint> points, Paint paint) {
        this.over = over;
        this.points = points;
        this.paint = paint;
    }

    /// The cheapest design that keeps its promises; among equals the first.
    Optional<SweepPoint> cheapest() {
        return points.stream()
                .filter(point -> point.came().verdict().kept())
                .min(Comparator.comparingDouble(SweepTable::bill));
    }

    private static double bill(SweepPoint point) {
        return figure(point, "bill");
    }

    private static double figure(SweepPoint point, String name) {
        List<Figures.Figure> figures = point.came().figures();
        for (int i = 0; i < figures.size(); i++)
            if (figures.get(i).name().equals(name))
                return point.came().interval(i).mean();
        throw new IllegalStateException("no figure " + name);
    }

    /// The table and what to do with it, each line with its line end.
    String text(Path file) {
        Table table = new Table();
        table.row(head());
        Optional<SweepPoint> cheapest = cheapest();
        for (SweepPoint point : points)
            table.row(row(point, cheapest.filter(best -> best == point).isPresent()));
        StringBuilder text = new StringBuilder(table.text()).append('\n');
        if (cheapest.isEmpty())
            return text.append("No design keeps its promises.\n").toString();
        SweepPoint best = cheapest.get();
        return text.append("The cheapest that keeps its promises: ")
                .append(best.design().name())
                .append(' ')
                .append(best.values())
                .append(", ")
                .append(Replications.value(Unit.USD, bill(best)))
                .append(". Put its parameters into ")
                .append(file)
                .append(" and rehearse it.\n")
                .toString();
    }

    private List<String> head() {
        List<String> head = new ArrayList<>();
        head.add("design");
        over.forEach(range -> head.add(range.parameter()));
        head.addAll(List.of("bill", "availability", "p99"));
        points.getFirst()
                .came()
                .verdict()
                .judgements()
                .forEach(judgement -> head.add(judgement.promise().text()));
        return head;
    }

    private List<String> row(SweepPoint point, boolean best) {
        List<String> row = new ArrayList<>();
        row.add((best ? "> " : "") + point.design().name());
        over.forEach(range -> row.add(point.values().getOrDefault(range.parameter(), "")));
        row.add(Replications.value(Unit.USD, bill(point)));
        row.add(Replications.value(Unit.FRACTION, figure(point, "availability")));
        double tail = figure(point, "p99");
        row.add(Double.isNaN(tail) ? "-" : Replications.value(Unit.NANOS, tail));
        for (Judgement judgement : point.came().verdict().judgements()) row.add(mark(judgement));
        return best ? row.stream().map(paint::strong).toList() : row;
    }

    private String mark(Judgement judgement) {
        return switch (judgement.outcome()) {
            case KEPT -> paint.good("✓");
            case BROKEN -> paint.bad("✗ " + judgement.words());
            case NOT_JUDGED -> paint.faint("-");
        };
    }

    /// Every figure as JSON.
    ObjectNode json() {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        ArrayNode designs = root.putArray("designs");
        points.forEach(point -> design(designs.addObject(), point));
        cheapest().ifPresentOrElse(best -> design(root.putObject("cheapest"), best), () -> root.putNull("cheapest"));
        return root;
    }

    private static void design(ObjectNode node, SweepPoint point) {
        Verdict verdict = point.came().verdict();
        node.put("name", point.design().name()).put("kept", verdict.kept());
        ObjectNode parameters = node.putObject("parameters");
        point.values().forEach(parameters::put);
        ObjectNode figures = node.putObject("figures");
        List<Figures.Figure> all = point.came().figures();
        for (int i = 0; i < all.size(); i++) {
            var interval = point.came().interval(i);
            ObjectNode figure = figures.putObject(all.get(i).name());
            if (Double.isFinite(interval.mean())) figure.put("mean", interval.mean());
            if (Double.isFinite(interval.halfWidth())) figure.put("halfWidth", interval.halfWidth());
        }
        ArrayNode promises = node.putArray("promises");
        for (Judgement judgement : verdict.judgements())
            promises.addObject()
                    .put("promise", judgement.promise().text())
                    .put("kept", judgement.outcome() == Outcome.KEPT)
                    .put("words", judgement.words());
        for (Map.Entry<String, String> value : point.design().parameters().entrySet())
            if (!point.values().containsKey(value.getKey())) parameters.put(value.getKey(), value.getValue());
    }
}
