package io.windtunnel.cloud.messaging.events;

import io.windtunnel.cloud.delivery.Json;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.pattern.EventPattern;
import io.windtunnel.kernel.pattern.PatternException;
import io.windtunnel.kernel.schedule.AwsSchedule;
import io.windtunnel.wire.AwsException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A rule, read. A change makes a new one.
record Rule(
        RuleRow row,
        String arn,
        @Nullable EventPattern pattern,
        @Nullable AwsSchedule schedule,
        RuleMeters meters) {
    /// @throws AwsException when its pattern or schedule is none
    static Rule of(Scope scope, RuleRow row, RuleMeters meters) {
        String path = row.bus().equals(Bus.DEFAULT) ? row.name() : row.bus() + "/" + row.name();
        return new Rule(
                row,
                scope.arn("events", "rule/" + path).toString(),
                row.pattern() == null ? null : pattern(row.pattern()),
                row.schedule() == null ? null : schedule(row.schedule()),
                meters);
    }

    static EventPattern pattern(String text) {
        Map<?, ?> tree = Json.object(text);
        if (tree == null) throw invalid("Invalid JSON");
        try {
            return EventPattern.parse(tree);
        } catch (PatternException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static AwsException invalid(String reason) {
        return new AwsException("InvalidEventPatternException", "Event pattern is not valid. Reason: " + reason);
    }

    private static AwsSchedule schedule(String text) {
        try {
            AwsSchedule schedule = AwsSchedule.parse(text);
            if (!(schedule instanceof AwsSchedule.At)) return schedule;
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new AwsException("ValidationException", "Parameter ScheduleExpression is not valid.");
    }

    boolean matches(Event event) {
        return row.enabled() && pattern != null && pattern.matches(event.tree());
    }
}
