package io.windtunnel.cloud.operations.cloudwatch;

import io.windtunnel.cloud.operations.cloudwatch.MathValue.Curve;
import io.windtunnel.cloud.operations.cloudwatch.MathValue.Curves;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.Metric;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.MetricDataQuery;
import io.windtunnel.cloud.operations.cloudwatch.Shapes.MetricStat;
import io.windtunnel.wire.AwsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;

/// The queries of one `GetMetricData` request and what they are worth. Each is worked out once, when first
/// needed.
final class MetricQueries implements MetricMath.Queries {
    /// One line of the answer, oldest first.
    record Line(String id, String label, TreeMap<Long, Double> points) {}

    private final MetricStore store;
    private final LongFunction<Window> windows;
    private final Map<String, MetricDataQuery> queries = new HashMap<>();
    private final List<String> order = new ArrayList<>();
    private final Map<String, MathValue> known = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private final long finestPeriod;

    /// Over the time from `from` to `to`, in periods that begin at their whole multiples.
    ///
    /// @throws AwsException when the request makes no sense
    MetricQueries(MetricStore store, List<MetricDataQuery> all, Instant from, Instant to) {
        this(store, all, period -> Window.aligned(from, to, period));
    }

    /// @param windows the window by the length of its periods, in seconds
    /// @throws AwsException when the request makes no sense
    MetricQueries(MetricStore store, List<MetricDataQuery> all, LongFunction<Window> windows) {
        this.store = store;
        this.windows = windows;
        if (all.size() > Limits.QUERIES_PER_GET)
            throw AwsException.validation("The collection MetricDataQueries must not have a size greater than "
                    + Limits.QUERIES_PER_GET + ".");
        for (MetricDataQuery query : all) {
            check(query);
            if (queries.put(query.id(), query) != null)
                throw AwsException.validation("The values for parameter id in MetricDataQueries are not unique.");
            order.add(query.id());
        }
        if (all.stream().noneMatch(MetricQueries::returned))
            throw AwsException.validation("At least one of the elements in the MetricDataQueries list must have"
                    + " ReturnData set to true (or not set).");
        finestPeriod = all.stream()
                .map(MetricDataQuery::metricStat)
                .filter(Objects::nonNull)
                .mapToLong(MetricStat::period)
                .min()
                .orElse(60);
    }

    private static boolean returned(MetricDataQuery query) {
        return query.returnData() == null || query.returnData();
    }

    private static void check(MetricDataQuery query) {
        boolean stat = query.metricStat() != null;
        if (stat == (query.expression() != null))
            throw AwsException.validation("Either Expression or MetricStat must be specified for the query "
                    + query.id() + ", but not both.");
        if (!query.id().matches("[a-z][a-zA-Z0-9_]*"))
            throw AwsException.validation("The value " + query.id() + " for parameter Id is not matching the expected"
                    + " pattern: it must begin with a lower-case letter and hold only letters, digits and"
                    + " underscores.");
        if (query.metricStat() == null) return;
        if (!Window.isPeriod(query.metricStat().period()))
            throw AwsException.validation("Period must be 1, 5, 10, 20, 30, or any multiple of 60.");
        if (Statistic.parse(query.metricStat().stat()).isEmpty())
            throw AwsException.validation(
                    "The value " + query.metricStat().stat() + " for parameter Stat is not supported.");
    }

    /// What the request answers, in the order of its queries.
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (String id : order) {
            MetricDataQuery query = Objects.requireNonNull(queries.get(id));
            if (!returned(query)) continue;
            MathValue value = valueOrRefusal(id);
            if (value instanceof Curve curve) lines.add(new Line(id, label(query), curve.points()));
            else if (value instanceof Curves(List<Curve> curves))
                for (Curve curve : curves) lines.add(new Line(id, label(query), curve.points()));
            else throw AwsException.validation("Error in expression '" + id + "': the result must be a time series.");
        }
        return lines;
    }

    private MathValue valueOrRefusal(String id) {
        try {
            return value(id);
        } catch (IllegalArgumentException e) {
            throw AwsException.validation("Error in expression '" + id + "': " + e.getMessage());
        }
    }

    private static String label(MetricDataQuery query) {
        if (query.label() != null) return query.label();
        if (query.metricStat() == null) return query.id();
        return Objects.requireNonNullElse(query.metricStat().metric().metricName(), query.id());
    }

    @Override
    public MathValue value(String id) {
        MathValue value = known.get(id);
        if (value != null) return value;
        MetricDataQuery query = queries.get(id);
        if (query == null) throw new IllegalArgumentException("Undefined variable: " + id);
        if (!open.add(id)) throw new IllegalArgumentException("Circular reference to " + id);
        value = query.metricStat() != null
                ? statistic(query.metricStat())
                : new MetricMath(this).value(MathTerm.parse(Objects.requireNonNull(query.expression())));
        open.remove(id);
        known.put(id, value);
        return value;
    }

    private Curve statistic(MetricStat asked) {
        Metric metric = asked.metric();
        String namespace = Objects.requireNonNullElse(metric.namespace(), "");
        String metricName = Objects.requireNonNullElse(metric.metricName(), "");
        Statistic statistic = Statistic.parse(asked.stat()).orElseThrow();
        TreeMap<Long, Double> points = new TreeMap<>();
        store.samples(Names.name(namespace, metricName, metric.dimensions(), ""), asked.unit(), window(asked.period()))
                .forEach((at, samples) -> {
                    Double value = statistic.of(samples);
                    if (value != null) points.put(at, value);
                });
        return new Curve(points, asked.period());
    }

    @Override
    public List<Curve> metrics(String part) {
        List<Curve> curves = new ArrayList<>();
        for (String id : order) {
            MetricDataQuery query = Objects.requireNonNull(queries.get(id));
            if (query.metricStat() != null && id.contains(part) && value(id) instanceof Curve curve) curves.add(curve);
        }
        return curves;
    }

    /// The one time series a query is worth.
    ///
    /// @throws AwsException when it is worth something else
    Curve curve(String id) {
        MathValue value = valueOrRefusal(id);
        if (value instanceof Curve curve) return curve;
        if (value instanceof Curves(List<Curve> curves) && curves.size() == 1) return curves.getFirst();
        throw AwsException.validation("Error in expression '" + id + "': the result must be a single time series.");
    }

    @Override
    public Window window(long periodSeconds) {
        return windows.apply(periodSeconds);
    }

    @Override
    public long finestPeriodSeconds() {
        return finestPeriod;
    }
}
