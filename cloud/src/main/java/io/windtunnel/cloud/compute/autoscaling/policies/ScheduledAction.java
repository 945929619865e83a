package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.cloud.compute.autoscaling.policies.ScaledGroups.Size;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.schedule.UnixCron;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A scheduled action of a group.
///
/// @param number in the order of their making
/// @param next when it runs next
/// @param timeZone of the recurrence; null for UTC
record ScheduledAction(
        String group,
        String name,
        String id,
        long number,
        Instant next,
        @Nullable Instant end,
        @Nullable String recurrence,
        @Nullable String timeZone,
        @Nullable Integer minimum,
        @Nullable Integer maximum,
        @Nullable Integer desired) {
    String key() {
        return Policy.key(group, name);
    }

    String arn(Scope scope) {
        return scope.arn(
                        "autoscaling",
                        "scheduledUpdateGroupAction:" + id + ":autoScalingGroupName/" + group + ":scheduledActionName/"
                                + name)
                .toString();
    }

    /// What it makes of a group's size: what it does not name stays, but the desired capacity follows the
    /// bounds.
    Size applied(Size now) {
        int least = Objects.requireNonNullElse(minimum, now.minimum());
        int most = Objects.requireNonNullElse(maximum, now.maximum());
        int wanted = desired != null ? desired : Math.max(least, Math.min(most, now.desired()));
        return new Size(least, most, wanted);
    }

    /// The action after it has run at `now`: empty when it never runs again.
    Optional<ScheduledAction> after(Instant now) {
        if (recurrence == null) return Optional.empty();
        return following(recurrence, timeZone, now)
                .filter(at -> end == null || at.isBefore(end))
                .map(this::next);
    }

    private ScheduledAction next(Instant at) {
        return new ScheduledAction(group, name, id, number, at, end, recurrence, timeZone, minimum, maximum, desired);
    }

    static Optional<Instant> following(String recurrence, @Nullable String timeZone, Instant now) {
        return UnixCron.parse(recurrence).next(now, ZoneId.of(Objects.requireNonNullElse(timeZone, "UTC")));
    }
}
