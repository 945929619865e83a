package io.windtunnel.kernel.scaling.policy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Simple scaling: one adjustment, and then nothing until the cooldown is over.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/simple-scaling-policies.html
///
/// @param minimumMagnitude the least that a percentage changes, in units; 0 for none
public record SimpleScaling(AdjustmentType type, int adjustment, int minimumMagnitude) {
    /// The cooldown of a group that sets none
    /// (https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scaling-cooldowns.html).
    public static final Duration DEFAULT_COOLDOWN = Duration.ofSeconds(300);

    /// What to do at `now`.
    ///
    /// @param coolUntil when the cooldown that the last scaling activity began is over; null when none
    ///     runs. [Instant#MAX] while that activity has not ended
    public Adjustment decide(Capacity capacity, @Nullable Instant coolUntil, Instant now) {
        if (coolUntil != null && now.isBefore(coolUntil)) return new Adjustment.None(Reason.COOLDOWN);
        boolean out = type.adds(adjustment, capacity.desired());
        long wanted = type.apply(capacity.desired(), adjustment, minimumMagnitude);
        Capacity unheld =
                new Capacity(capacity.desired(), capacity.current(), 0, capacity.minimum(), capacity.maximum(), null);
        return unheld.towards(wanted, out);
    }
}
