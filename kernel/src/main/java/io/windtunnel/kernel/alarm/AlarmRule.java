package io.windtunnel.kernel.alarm;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

/// A composite alarm's rule, taken apart.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html
public sealed interface AlarmRule {
    /// `ALARM(name)`, `OK(name)`, `INSUFFICIENT_DATA(name)`; the name may be an ARN.
    record Child(String alarm, AlarmState state) implements AlarmRule {}

    /// `TRUE` or `FALSE`.
    record Constant(boolean value) implements AlarmRule {}

    record Not(AlarmRule rule) implements AlarmRule {}

    record And(AlarmRule left, AlarmRule right) implements AlarmRule {}

    record Or(AlarmRule left, AlarmRule right) implements AlarmRule {}

    /// The rule that `text` spells.
    ///
    /// @throws IllegalArgumentException when it spells none, saying where
    static AlarmRule parse(String text) {
        return new AlarmRuleParser(text).rule();
    }

    /// Whether the rule holds, given the state of each alarm it names.
    default boolean holds(Function<String, AlarmState> states) {
        return switch (this) {
            case Child(String alarm, AlarmState state) -> states.apply(alarm) == state;
            case Constant(boolean value) -> value;
            case Not(AlarmRule rule) -> !rule.holds(states);
            case And(AlarmRule left, AlarmRule right) -> left.holds(states) && right.holds(states);
            case Or(AlarmRule left, AlarmRule right) -> left.holds(states) || right.holds(states);
        };
    }

    /// The alarms it names, as it names them, in order.
    default Set<String> children() {
        Set<String> children = new LinkedHashSet<>();
        gather(children);
        return children;
    }

    private void gather(Set<String> into) {
        switch (this) {
            case Child child -> into.add(child.alarm);
            case Constant _ -> {}
            case Not(AlarmRule rule) -> rule.gather(into);
            case And(AlarmRule left, AlarmRule right) -> {
                left.gather(into);
                right.gather(into);
            }
            case Or(AlarmRule left, AlarmRule right) -> {
                left.gather(into);
                right.gather(into);
            }
        }
    }
}
