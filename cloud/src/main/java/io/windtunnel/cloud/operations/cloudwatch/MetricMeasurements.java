package io.windtunnel.cloud.operations.cloudwatch;

import io.windtunnel.cloud.operations.cloudwatch.Shapes.Metric;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.MetricDataQuery;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.MetricStat;
import io.windtunnel.cloud.operations.cloudwatch.alarms.Line;
import io.windtunnel.cloud.operations.cloudwatch.alarms.Measurements;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.statistics.Distribution;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The metrics of the store, as alarms look at them: in periods that end where the alarm's evaluation does.
final class MetricMeasurements implements Measurements {
    private final Meters meters;

    MetricMeasurements(Meters meters) {
        this.meters = meters;
    }

    @Override
    public void check(List<Line> lines) {
        queries(new MetricStore(), lines, 0, 60).curve(result(lines).id());
    }

    @Override
    public List<Reading> read(Scope scope, List<Line> lines, Duration period, int periods, Instant end) {
        long step = period.toSeconds();
        long to = end.getEpochSecond();
        long from = to - step * periods;
        Line result = result(lines);
        if (result.source() != null) return ofMetric(scope, result.source(), new Window(from, to, step));
        TreeMap<Long, Double> points =
                queries(meters.store(scope), lines, from, to).curve(result.id()).points();
        List<Reading> readings = new ArrayList<>(periods);
        for (long at = from; at < to; at += step)
            readings.add(new Reading(Instant.ofEpochSecond(at), points.get(at), 0));
        return readings;
    }

    private List<Reading> ofMetric(Scope scope, Line.Source source, Window window) {
        Statistic statistic = Statistic.parse(source.statistic()).orElseThrow();
        var samples = meters.store(scope).samples(source.name(), source.unit(), window);
        List<Reading> readings = new ArrayList<>();
        for (long at = window.fromSecond(); at < window.toSecond(); at += window.periodSeconds()) {
            Distribution there = samples.getOrDefault(at, Distribution.EMPTY);
            readings.add(new Reading(Instant.ofEpochSecond(at), statistic.of(there), there.count()));
        }
        return readings;
    }

    private static Line result(List<Line> lines) {
        return lines.stream()
                .filter(Line::result)
                .findFirst()
                .orElseThrow(() -> AwsException.validation("One of the lines must be the result."));
    }

    private static MetricQueries queries(MetricStore store, List<Line> lines, long from, long to) {
        List<MetricDataQuery> queries =
                lines.stream().map(MetricMeasurements::query).toList();
        return new MetricQueries(store, queries, period -> new Window(from, to, period));
    }

    private static MetricDataQuery query(Line line) {
        Line.Source source = line.source();
        MetricStat stat = source == null
                ? null
                : new MetricStat(
                        new Metric(
                                source.namespace(),
                                source.metric(),
                                Objects.requireNonNull(
                                        Names.metric(source.name()).dimensions())),
                        source.period(),
                        source.statistic(),
                        source.unit());
        return new MetricDataQuery(line.id(), stat, line.expression(), line.label(), line.result(), line.period());
    }

    @Override
    public Instant completeUntil() {
        return meters.completeUntil();
    }

    @Override
    public @Nullable Double percentile(String statistic) {
        return Statistic.parse(statistic).orElse(null) instanceof Statistic.Percentile(double percent) ? percent : null;
    }
}
