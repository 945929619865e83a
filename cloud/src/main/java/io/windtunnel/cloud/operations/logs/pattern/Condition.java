package io.windtunnel.cloud.operations.logs.pattern;

import io.windtunnel.cloud.operations.logs.pattern.PatternValues.Extracted;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// What must hold of an event's values.
sealed interface Condition {
    record And(List<Condition> all) implements Condition {}

    record Or(List<Condition> any) implements Condition {}

    record Compare(String selector, Operator operator, Comparand to) implements Condition {}

    record Is(String selector, State state) implements Condition {}

    enum Operator {
        EQUAL("="),
        UNEQUAL("!="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">=");

        final String text;

        Operator(String text) {
            this.text = text;
        }
    }

    enum State {
        NULL,
        TRUE,
        FALSE,
        EXISTING,
        MISSING
    }

    default boolean holds(PatternValues values) {
        return switch (this) {
            case And(List<Condition> all) -> all.stream().allMatch(each -> each.holds(values));
            case Or(List<Condition> any) -> any.stream().anyMatch(each -> each.holds(values));
            case Compare compare -> compares(compare, values.at(compare.selector()));
            case Is(String selector, State state) -> is(values.at(selector), state);
        };
    }

    private static boolean is(Extracted value, State state) {
        return switch (state) {
            case NULL -> value instanceof Extracted.Null;
            case MISSING -> value instanceof Extracted.Missing;
            case EXISTING -> !(value instanceof Extracted.Missing);
            case TRUE ->
                value instanceof Extracted.Scalar scalar && scalar.text().equals("true");
            case FALSE ->
                value instanceof Extracted.Scalar scalar && scalar.text().equals("false");
        };
    }

    /// The scalar values that the condition looks at, by selector.
    default Map<String, String> selected(FilterPattern.Match match) {
        Map<String, String> found = new TreeMap<>();
        switch (this) {
            case And(List<Condition> all) -> all.forEach(each -> found.putAll(each.selected(match)));
            case Or(List<Condition> any) -> any.forEach(each -> found.putAll(each.selected(match)));
            case Compare compare ->
                match.value(compare.selector()).ifPresent(value -> found.put(compare.selector(), value));
            case Is is -> match.value(is.selector()).ifPresent(value -> found.put(is.selector(), value));
        }
        return found;
    }

    default int regexes() {
        return switch (this) {
            case And(List<Condition> all) ->
                all.stream().mapToInt(Condition::regexes).sum();
            case Or(List<Condition> any) ->
                any.stream().mapToInt(Condition::regexes).sum();
            case Compare compare -> compare.to() instanceof Comparand.Regex ? 1 : 0;
            case Is _ -> 0;
        };
    }

    /// Compares any of the values that a selector with a wildcard finds.
    private static boolean compares(Compare compare, Extracted value) {
        return switch (value) {
            case Extracted.Missing _, Extracted.Null _, Extracted.Structure _ -> false;
            case Extracted.Many(List<Extracted> values) -> values.stream().anyMatch(each -> compares(compare, each));
            case Extracted.Scalar(String text) -> compares(compare, text);
        };
    }

    private static boolean compares(Compare compare, String value) {
        if (compare.operator() == Operator.EQUAL) return compare.to().equal(value);
        if (compare.operator() == Operator.UNEQUAL) return !compare.to().equal(value);
        if (!(compare.to() instanceof Comparand.Text text) || text.number().isEmpty()) return false;
        OptionalDouble number = Comparand.number(value);
        if (number.isEmpty()) return false;
        int order = Double.compare(number.getAsDouble(), text.number().getAsDouble());
        return switch (compare.operator()) {
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
            case EQUAL, UNEQUAL -> throw new IllegalStateException("answered above");
        };
    }
}
