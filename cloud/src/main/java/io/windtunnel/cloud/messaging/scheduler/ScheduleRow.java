package io.windtunnel.cloud.messaging.scheduler;

import io.windtunnel.cloud.messaging.scheduler.Shapes.PutSchedule;
import io.windtunnel.kernel.identity.Scope;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A schedule as the storage's table holds it.
///
/// @param handled the scheduled time of the last invocation, or just before its creation or last change
/// @param revision changes with every update: an invocation of an older one is passed over
/// @param request a digest of what the client token stands for
record ScheduleRow(
        String arn,
        String group,
        String name,
        String expression,
        String zone,
        @Nullable Instant start,
        @Nullable Instant end,
        @Nullable String description,
        boolean enabled,
        Shapes.Window window,
        boolean deletedAfter,
        Shapes.Target target,
        Instant created,
        Instant modified,
        Instant handled,
        int revision,
        @Nullable String token,
        int request) {
    static final String DEFAULT_GROUP = "default";

    static String group(@Nullable String name) {
        return Objects.requireNonNullElse(name, DEFAULT_GROUP);
    }

    static ScheduleRow of(Scope scope, PutSchedule asked, Instant now, @Nullable ScheduleRow before) {
        String group = group(asked.groupName());
        return new ScheduleRow(
                scope.arn("scheduler", "schedule/" + group + "/" + asked.name()).toString(),
                group,
                asked.name(),
                asked.scheduleExpression(),
                Objects.requireNonNullElse(asked.scheduleExpressionTimezone(), "UTC"),
                asked.startDate(),
                asked.endDate(),
                asked.description(),
                !"DISABLED".equals(asked.state()),
                asked.flexibleTimeWindow(),
                "DELETE".equals(asked.actionAfterCompletion()),
                asked.target(),
                before == null ? now : before.created(),
                now,
                now.minusMillis(1),
                before == null ? 0 : before.revision() + 1,
                asked.clientToken(),
                asked.hashCode());
    }

    ScheduleRow handled(Instant until) {
        return new ScheduleRow(
                arn,
                group,
                name,
                expression,
                zone,
                start,
                end,
                description,
                enabled,
                window,
                deletedAfter,
                target,
                created,
                modified,
                until,
                revision,
                token,
                request);
    }

    String key() {
        return group + "/" + name;
    }
}
