package io.windtunnel.cloud.operations.cloudwatch;

import java.util.List;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// What a metric math expression is worth.
sealed interface MathValue {
    record Scalar(double value) implements MathValue {}

    /// Values by the epoch second at which their period begins.
    record Curve(TreeMap<Long, Double> points, long periodSeconds) implements MathValue {
        Curve map(DoubleUnaryOperator operator) {
            TreeMap<Long, Double> mapped = new TreeMap<>();
            points.forEach((at, value) -> put(mapped, at, operator.applyAsDouble(value)));
            return new Curve(mapped, periodSeconds);
        }

        /// The values at the times that both have.
        Curve with(Curve other, DoubleBinaryOperator operator) {
            TreeMap<Long, Double> joined = new TreeMap<>();
            points.forEach((at, value) -> {
                Double theirs = other.points.get(at);
                if (theirs != null) put(joined, at, operator.applyAsDouble(value, theirs));
            });
            return new Curve(joined, Math.max(periodSeconds, other.periodSeconds));
        }

        /// A value that is not a number, such as a quotient by zero, is no datapoint.
        static void put(TreeMap<Long, Double> points, long at, double value) {
            if (Double.isFinite(value)) points.put(at, value);
        }
    }

    record Curves(List<Curve> curves) implements MathValue {}

    record Words(String text) implements MathValue {}

    /// Applies the operator to two values: number by number, and at each time where both have one.
    static MathValue combine(MathValue left, MathValue right, DoubleBinaryOperator operator) {
        return switch (left) {
            case Scalar(double value)
            when right instanceof Scalar(double other) -> new Scalar(operator.applyAsDouble(value, other));
            case Scalar _ -> combine(right, left, (first, second) -> operator.applyAsDouble(second, first));
            case Curve curve
            when right instanceof Curves(var all) ->
                new Curves(
                        all.stream().map(other -> curve.with(other, operator)).toList());
            case Curve curve -> combine(curve, right, operator);
            case Curves(var all) ->
                new Curves(all.stream()
                        .map(curve -> combine(curve, right, operator))
                        .toList());
            case Words words -> throw notANumber(words);
        };
    }

    private static Curve combine(Curve curve, MathValue right, DoubleBinaryOperator operator) {
        return switch (right) {
            case Scalar(double other) -> curve.map(value -> operator.applyAsDouble(value, other));
            case Curve other -> curve.with(other, operator);
            case Curves _ -> throw new IllegalArgumentException("two arrays cannot be combined");
            case Words words -> throw notANumber(words);
        };
    }

    private static IllegalArgumentException notANumber(Words words) {
        return new IllegalArgumentException("'" + words.text + "' is not a number");
    }
}
