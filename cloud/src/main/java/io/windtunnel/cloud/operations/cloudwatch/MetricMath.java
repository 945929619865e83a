package io.windtunnel.cloud.operations.cloudwatch;

import io.windtunnel.cloud.operations.cloudwatch.MathValue.Curve;
import io.windtunnel.cloud.operations.cloudwatch.MathValue.Curves;
import io.windtunnel.cloud.operations.cloudwatch.MathValue.Scalar;
import io.windtunnel.cloud.operations.cloudwatch.MathValue.Words;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/// Works metric math out.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
final class MetricMath {
    /// Functions that ask other services or learn from the past: not built.
    private static final Set<String> NOT_BUILT = Set.of(
            "SEARCH",
            "ANOMALY_DETECTION_BAND",
            "DB_PERF_INSIGHTS",
            "INSIGHT_RULE_METRIC",
            "LAMBDA",
            "SERVICE_QUOTA",
            "SORT",
            "SLICE",
            "PREDICT");

    /// The values of the request's other queries.
    interface Queries {
        /// @throws IllegalArgumentException when there is no query of this id
        MathValue value(String id);

        /// Every metric (not expression) of the request whose id holds `part`.
        List<Curve> metrics(String part);

        /// The time that is asked about, in periods of this length.
        Window window(long periodSeconds);

        /// The shortest period of the request's metrics.
        long finestPeriodSeconds();
    }

    private final Queries queries;

    MetricMath(Queries queries) {
        this.queries = queries;
    }

    /// @throws IllegalArgumentException when the expression makes no sense
    MathValue value(MathTerm term) {
        return switch (term) {
            case MathTerm.Constant(double value) -> new Scalar(value);
            case MathTerm.Text(String text) -> new Words(text);
            case MathTerm.Reference(String id) -> queries.value(id);
            case MathTerm.Negated(MathTerm inner) -> each(value(inner), value -> -value);
            case MathTerm.Binary(String operator, MathTerm left, MathTerm right) ->
                MathValue.combine(value(left), value(right), operation(operator));
            case MathTerm.Listed(List<MathTerm> terms) ->
                new Curves(terms.stream()
                        .flatMap(one -> curves(value(one)).stream())
                        .toList());
            case MathTerm.Function(String name, List<MathTerm> arguments) -> function(name, arguments);
        };
    }

    private static DoubleBinaryOperator operation(String operator) {
        return switch (operator) {
            case "+" -> (left, right) -> left + right;
            case "-" -> (left, right) -> left - right;
            case "*" -> (left, right) -> left * right;
            case "/" -> (left, right) -> right == 0 ? Double.NaN : left / right;
            case "^" -> Math::pow;
            case "==" -> (left, right) -> left == right ? 1 : 0;
            case "!=" -> (left, right) -> left != right ? 1 : 0;
            case "<" -> (left, right) -> left < right ? 1 : 0;
            case "<=" -> (left, right) -> left <= right ? 1 : 0;
            case ">" -> (left, right) -> left > right ? 1 : 0;
            case ">=" -> (left, right) -> left >= right ? 1 : 0;
            case "&&" -> (left, right) -> left != 0 && right != 0 ? 1 : 0;
            case "||" -> (left, right) -> left != 0 || right != 0 ? 1 : 0;
            default -> throw new IllegalArgumentException("no such operator: " + operator);
        };
    }

    private MathValue function(String name, List<MathTerm> terms) {
        if (NOT_BUILT.contains(name))
            throw AwsException.notBuilt("cloudwatch", "GetMetricData", "the function " + name);
        if (name.equals("METRICS"))
            return new Curves(queries.metrics(terms.isEmpty() ? "" : words(value(terms.get(0)))));
        if (name.equals("FILL") && terms.size() == 2) return fill(value(terms.get(0)), terms.get(1));
        List<MathValue> values = terms.stream().map(this::value).toList();
        if (name.equals("IF")) return choose(values);
        if (values.isEmpty()) throw new IllegalArgumentException("The function " + name + " needs arguments");
        MathValue first = values.getFirst();
        return switch (name) {
            case "ABS" -> each(first, Math::abs);
            case "CEIL" -> each(first, Math::ceil);
            case "FLOOR" -> each(first, Math::floor);
            case "LOG" -> each(first, Math::log);
            case "LOG10" -> each(first, Math::log10);
            case "AVG" -> gather(first, MetricMath::average);
            case "SUM" -> gather(first, MetricMath::sum);
            case "MIN" ->
                gather(
                        first,
                        all -> all.stream()
                                .mapToDouble(Double::doubleValue)
                                .min()
                                .orElse(Double.NaN));
            case "MAX" ->
                gather(
                        first,
                        all -> all.stream()
                                .mapToDouble(Double::doubleValue)
                                .max()
                                .orElse(Double.NaN));
            case "STDDEV" -> gather(first, MetricMath::deviation);
            case "DATAPOINT_COUNT" -> gather(first, all -> (double) all.size());
            case "METRIC_COUNT" -> new Scalar(curves(first).size());
            case "PERIOD" -> new Scalar(curve(first).periodSeconds());
            case "FIRST" -> end(first, true);
            case "LAST" -> end(first, false);
            case "DIFF" -> steps(first, (change, _) -> change);
            case "DIFF_TIME" -> steps(first, (_, seconds) -> seconds);
            case "RATE" -> steps(first, (change, seconds) -> change / seconds);
            case "RUNNING_SUM" -> running(first);
            case "TIME_SERIES" -> constant(first);
            case "EPOCH" -> curveOfTime(first, at -> (double) at);
            case "MINUTE" -> curveOfTime(first, at -> (double) (Math.floorMod(at, 3600L) / 60));
            case "HOUR" -> curveOfTime(first, at -> (double) (Math.floorMod(at, 86_400L) / 3600));
            case "REMOVE_EMPTY" ->
                new Curves(curves(first).stream()
                        .filter(curve -> !curve.points().isEmpty())
                        .toList());
            default -> throw new IllegalArgumentException("Unknown function: " + name);
        };
    }

    private static MathValue each(MathValue value, DoubleUnaryOperator operator) {
        return switch (value) {
            case Scalar(double one) -> new Scalar(operator.applyAsDouble(one));
            case Curve curve -> curve.map(operator);
            case Curves(var all) ->
                new Curves(all.stream().map(curve -> curve.map(operator)).toList());
            case Words words -> throw new IllegalArgumentException("'" + words.text() + "' is not a number");
        };
    }

    /// Over one curve: a number. Over an array of curves: a curve of the values at each time.
    private static MathValue gather(MathValue value, Function<Collection<Double>, Double> gathering) {
        return switch (value) {
            case Scalar(double one) -> new Scalar(gathering.apply(List.of(one)));
            case Curve curve -> new Scalar(gathering.apply(curve.points().values()));
            case Curves(var all) -> {
                Set<Long> times = new TreeSet<>();
                all.forEach(curve -> times.addAll(curve.points().keySet()));
                TreeMap<Long, Double> points = new TreeMap<>();
                for (long at : times) {
                    List<Double> there = new ArrayList<>();
                    for (Curve curve : all) {
                        Double found = curve.points().get(at);
                        if (found != null) there.add(found);
                    }
                    Curve.put(points, at, gathering.apply(there));
                }
                yield new Curve(points, period(all));
            }
            case Words words -> throw new IllegalArgumentException("'" + words.text() + "' is not a number");
        };
    }

    private static long period(List<Curve> curves) {
        return curves.stream().mapToLong(Curve::periodSeconds).max().orElse(60);
    }

    private static double sum(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static double average(Collection<Double> values) {
        return values.isEmpty() ? Double.NaN : sum(values) / values.size();
    }

    private static double deviation(Collection<Double> values) {
        double average = average(values);
        return Math.sqrt(values.stream()
                        .mapToDouble(value -> (value - average) * (value - average))
                        .sum()
                / values.size());
    }

    private static MathValue end(MathValue value, boolean first) {
        List<Curve> curves = curves(value);
        if (value instanceof Curves) {
            if (curves.isEmpty()) throw new IllegalArgumentException("the array is empty");
            return first ? curves.getFirst() : curves.getLast();
        }
        TreeMap<Long, Double> points = curve(value).points();
        if (points.isEmpty()) return new Scalar(Double.NaN);
        return new Scalar(
                first ? points.firstEntry().getValue() : points.lastEntry().getValue());
    }

    /// For each value but the first, from its change and the seconds since the value before.
    private static MathValue steps(MathValue value, DoubleBinaryOperator step) {
        if (value instanceof Curves(var all))
            return new Curves(
                    all.stream().map(curve -> curve(steps(curve, step))).toList());
        Curve curve = curve(value);
        TreeMap<Long, Double> points = new TreeMap<>();
        Map.Entry<Long, Double> before = null;
        for (Map.Entry<Long, Double> entry : curve.points().entrySet()) {
            if (before != null) {
                double seconds = entry.getKey() - before.getKey();
                Curve.put(points, entry.getKey(), step.applyAsDouble(entry.getValue() - before.getValue(), seconds));
            }
            before = entry;
        }
        return new Curve(points, curve.periodSeconds());
    }

    private static MathValue running(MathValue value) {
        if (value instanceof Curves(var all))
            return new Curves(all.stream().map(curve -> curve(running(curve))).toList());
        Curve curve = curve(value);
        TreeMap<Long, Double> points = new TreeMap<>();
        double total = 0;
        for (Map.Entry<Long, Double> entry : curve.points().entrySet()) {
            total += entry.getValue();
            Curve.put(points, entry.getKey(), total);
        }
        return new Curve(points, curve.periodSeconds());
    }

    private MathValue constant(MathValue value) {
        if (!(value instanceof Scalar(double one))) throw new IllegalArgumentException("TIME_SERIES takes a number");
        Window window = queries.window(queries.finestPeriodSeconds());
        TreeMap<Long, Double> points = new TreeMap<>();
        for (long at = window.fromSecond(); at < window.toSecond(); at += window.periodSeconds())
            Curve.put(points, at, one);
        return new Curve(points, window.periodSeconds());
    }

    private static MathValue curveOfTime(MathValue value, Function<Long, Double> function) {
        Curve curve = curve(value);
        TreeMap<Long, Double> points = new TreeMap<>();
        curve.points().keySet().forEach(at -> points.put(at, function.apply(at)));
        return new Curve(points, curve.periodSeconds());
    }

    private MathValue fill(MathValue value, MathTerm with) {
        if (value instanceof Curves(var all))
            return new Curves(
                    all.stream().map(curve -> curve(fill(curve, with))).toList());
        Curve curve = curve(value);
        long period = curve.periodSeconds();
        Window window = queries.window(period);
        TreeMap<Long, Double> points = new TreeMap<>(curve.points());
        MathValue filling =
                with instanceof MathTerm.Reference(String word) && (word.equals("REPEAT") || word.equals("LINEAR"))
                        ? new Words(word)
                        : value(with);
        for (long at = window.fromSecond(); at < window.toSecond(); at += period) {
            if (points.containsKey(at)) continue;
            Curve.put(points, at, filled(curve, filling, at));
        }
        return new Curve(points, period);
    }

    private static double filled(Curve curve, MathValue filling, long at) {
        Map.Entry<Long, Double> before = curve.points().lowerEntry(at);
        Map.Entry<Long, Double> after = curve.points().higherEntry(at);
        return switch (filling) {
            case Scalar(double one) -> one;
            case Curve other -> other.points().getOrDefault(at, Double.NaN);
            case Words(String word) when before == null -> Double.NaN;
            case Words(String word) when word.equals("REPEAT") || after == null -> before.getValue();
            case Words _ ->
                before.getValue()
                        + (after.getValue() - before.getValue())
                                * (at - before.getKey())
                                / (after.getKey() - before.getKey());
            case Curves _ -> throw new IllegalArgumentException("FILL cannot fill with an array");
        };
    }

    /// `IF(condition, then, otherwise)`; without an `otherwise`, times at which the condition fails have
    /// no value.
    private static MathValue choose(List<MathValue> values) {
        if (values.size() < 2 || values.size() > 3)
            throw new IllegalArgumentException("IF takes two or three arguments");
        MathValue otherwise = values.size() == 3 ? values.get(2) : new Scalar(Double.NaN);
        if (values.get(0) instanceof Scalar(double condition)) return condition != 0 ? values.get(1) : otherwise;
        Curve condition = curve(values.get(0));
        TreeMap<Long, Double> points = new TreeMap<>();
        condition
                .points()
                .forEach((at, holds) -> Curve.put(points, at, at(holds != 0 ? values.get(1) : otherwise, at)));
        return new Curve(points, condition.periodSeconds());
    }

    private static double at(MathValue value, long at) {
        return value instanceof Scalar(double one) ? one : curve(value).points().getOrDefault(at, Double.NaN);
    }

    private static Curve curve(MathValue value) {
        if (value instanceof Curve curve) return curve;
        throw new IllegalArgumentException("a time series is needed");
    }

    private static List<Curve> curves(MathValue value) {
        return switch (value) {
            case Curve curve -> List.of(curve);
            case Curves(var all) -> all;
            case Scalar _, Words _ -> throw new IllegalArgumentException("a time series is needed");
        };
    }

    private static String words(MathValue value) {
        if (value instanceof Words(String text)) return text;
        throw new IllegalArgumentException("a text is needed");
    }
}
