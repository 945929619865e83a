package io.windtunnel.kernel.scaling.policy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Application Auto Scaling's cooldowns, which stand where instances have a warm-up. While that of a
/// scale-out runs, what it added is not yet counted as current: a greater breach adds the difference, a
/// like one nothing. While that of a scale-in runs, no more is removed; a scale-out does not wait, and
/// ends it.
///
/// Source:
/// https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
public record Cooldowns(Duration out, Duration in) {
    /// What was last done to the capacity by a policy.
    public record Last(Instant at, int before, int after) {
        boolean added() {
            return after > before;
        }
    }

    /// The capacity as a policy sees it at `now`.
    ///
    /// @param running how much there is
    /// @param last what policies last did; null when nothing yet
    public Capacity seen(int desired, int running, int minimum, int maximum, @Nullable Last last, Instant now) {
        if (last == null || !now.isBefore(last.at().plus(last.added() ? out : in)))
            return new Capacity(desired, running, 0, minimum, maximum, null);
        int current = last.added() ? Math.min(running, last.before()) : running;
        return new Capacity(desired, current, 0, minimum, maximum, Reason.COOLDOWN);
    }
}
