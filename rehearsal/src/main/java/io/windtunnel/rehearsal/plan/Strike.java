package io.windtunnel.rehearsal.plan;

import java.time.Duration;

/// A fault and its hour: it begins `at` after the wind does and is in force for `lasts`.
public record Strike(Duration at, Duration lasts, Fault fault) {
    public Strike {
        if (at.isNegative()) throw new IllegalArgumentException("a time that is not negative");
        if (lasts.isNegative() || lasts.isZero()) throw new IllegalArgumentException("a time above zero");
    }

    /// When it is over, from the begin of the wind.
    public Duration until() {
        return at.plus(lasts);
    }
}
