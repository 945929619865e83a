package io.windtunnel.kernel.balance;

import java.time.Duration;

/// A warm-up during which a target's share of the requests grows linearly from nearly nothing to its full share.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
public record SlowStart(Duration duration) {
    /// No warm-up at all.
    public static final SlowStart NONE = new SlowStart(Duration.ZERO);

    /// The least share of a target that has just become healthy, so that it is sent something at all.
    static final double LEAST_SHARE = 0.01;

    public SlowStart {
        if (duration.isNegative()) throw new IllegalArgumentException("a warm-up below zero: " + duration);
    }

    /// The share after `sinceNanos` of warm-up, from 0.01 to 1.
    public double share(long sinceNanos) {
        long whole = duration.toNanos();
        if (sinceNanos >= whole) return 1;
        return Math.max(LEAST_SHARE, (double) sinceNanos / whole);
    }

    /// Whether a target that becomes healthy warms up. It does not when no other carries the load meanwhile.
    ///
    /// @param othersFullyStarted how many healthy targets there are that do not warm up themselves
    public boolean begins(int othersFullyStarted) {
        return !duration.isZero() && othersFullyStarted > 0;
    }
}
