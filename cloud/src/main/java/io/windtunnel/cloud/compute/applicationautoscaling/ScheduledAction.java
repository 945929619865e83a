package io.windtunnel.cloud.compute.applicationautoscaling;

import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.schedule.AwsSchedule;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A change of a target's bounds that is to come.
///
/// @param schedule as it was asked for: `at(...)`, `rate(...)` or `cron(...)`
/// @param timezone the zone of its times of day; null is UTC
/// @param start from when on it is in force; null is from its creation
/// @param end until when; null is for ever
record ScheduledAction(
        Target.Key target,
        String name,
        String id,
        String schedule,
        @Nullable String timezone,
        @Nullable Instant start,
        @Nullable Instant end,
        Shapes.@Nullable Bounds bounds,
        Instant created) {
    String key() {
        return Policy.key(target, name);
    }

    String arn(Scope scope) {
        return scope.arn(
                        "autoscaling",
                        "scheduledAction:" + id + ":" + target.resource() + ":scheduledActionName/" + name)
                .toString();
    }

    boolean once() {
        return AwsSchedule.parse(schedule) instanceof AwsSchedule.At;
    }

    /// The first time after `now` at which it is to be done; empty when there is none any more.
    Optional<Instant> next(Instant now) {
        ZoneId zone = timezone == null ? ZoneOffset.UTC : ZoneId.of(timezone);
        AwsSchedule parsed = AwsSchedule.parse(schedule);
        Instant from = start == null ? created : start;
        Instant after = start != null && now.isBefore(start) ? start.minusNanos(1) : now;
        return parsed.next(after, zone, from).filter(at -> end == null || !at.isAfter(end));
    }
}
