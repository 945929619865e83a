package io.windtunnel.cloud.operations.logs.insights;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What can be computed of a row.
sealed interface Expression {
    record Literal(Object value) implements Expression {}

    record Field(int place) implements Expression {}

    /// A part of a structure, by keys and indexes.
    record Part(Expression of, List<String> path) implements Expression {}

    record Arithmetic(char operator, Expression left, Expression right) implements Expression {}

    record Negative(Expression of) implements Expression {}

    record Compare(Comparison comparison, Expression left, Expression right) implements Expression {}

    record And(Expression left, Expression right) implements Expression {}

    record Or(Expression left, Expression right) implements Expression {}

    record Not(Expression of) implements Expression {}

    /// Whether a text has a part.
    record Contains(Expression of, String part) implements Expression {}

    /// Whether a text has a match.
    record Matches(Expression of, Pattern pattern) implements Expression {}

    record In(Expression of, List<Expression> among) implements Expression {}

    record Call(Functions.Body function, List<Expression> arguments) implements Expression {}

    enum Comparison {
        EQUAL,
        UNEQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL
    }

    /// Its value in a row; null when there is none.
    default @Nullable Object of(Row row) {
        return switch (this) {
            case Literal(Object value) -> value;
            case Field(int place) -> row.get(place);
            case Part(Expression of, List<String> path) -> part(of.of(row), path);
            case Arithmetic sum -> arithmetic(sum, Values.number(sum.left.of(row)), Values.number(sum.right.of(row)));
            case Negative(Expression of) -> {
                Double number = Values.number(of.of(row));
                yield number == null ? null : (Object) (-number);
            }
            case Compare compare -> compares(compare, compare.left.of(row), compare.right.of(row));
            case And(Expression left, Expression right) -> left.holds(row) && right.holds(row);
            case Or(Expression left, Expression right) -> left.holds(row) || right.holds(row);
            case Not(Expression of) -> !of.holds(row);
            case Contains(Expression of, String part) -> {
                String text = Values.text(of.of(row));
                yield text != null && text.contains(part);
            }
            case Matches(Expression of, Pattern pattern) -> {
                String text = Values.text(of.of(row));
                yield text != null && pattern.matcher(text).find();
            }
            case In in -> isIn(in, row);
            case Call(Functions.Body function, List<Expression> arguments) -> {
                @Nullable Object[] values = new Object[arguments.size()];
                for (int i = 0; i < values.length; i++)
                    values[i] = arguments.get(i).of(row);
                yield function.apply(values);
            }
        };
    }

    default boolean holds(Row row) {
        return Values.truth(of(row));
    }

    private static boolean isIn(In in, Row row) {
        Object value = in.of().of(row);
        if (value == null) return false;
        for (Expression each : in.among()) {
            Object other = each.of(row);
            if (other != null && Values.equal(value, other)) return true;
        }
        return false;
    }

    private static @Nullable Object part(@Nullable Object of, List<String> path) {
        Object value = of;
        for (String step : path)
            value = switch (value) {
                case Map<?, ?> map -> map.get(step);
                case List<?> list
                when step.matches("\\d{1,9}") && Integer.parseInt(step) < list.size() ->
                    list.get(Integer.parseInt(step));
                case null, default -> null;
            };
        return value;
    }

    private static @Nullable Object arithmetic(Arithmetic sum, @Nullable Double left, @Nullable Double right) {
        if (left == null || right == null) return null;
        double value = switch (sum.operator()) {
            case '+' -> left + right;
            case '-' -> left - right;
            case '*' -> left * right;
            case '/' -> left / right;
            case '%' -> left % right;
            case '^' -> Math.pow(left, right);
            default -> throw new IllegalStateException("no such operator: " + sum.operator());
        };
        return Double.isFinite(value) ? (Object) value : null;
    }

    private static boolean compares(Compare compare, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) return false;
        return switch (compare.comparison()) {
            case EQUAL -> Values.equal(left, right);
            case UNEQUAL -> !Values.equal(left, right);
            case LESS -> Values.compare(left, right) < 0;
            case LESS_OR_EQUAL -> Values.compare(left, right) <= 0;
            case GREATER -> Values.compare(left, right) > 0;
            case GREATER_OR_EQUAL -> Values.compare(left, right) >= 0;
        };
    }
}
