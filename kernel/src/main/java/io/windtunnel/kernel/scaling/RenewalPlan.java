package io.windtunnel.kernel.scaling;

import io.windtunnel.kernel.scaling.Action.Why;

/// How a renewal (an instance refresh, or the end of machines' lifetime) replaces machines: never fewer in service and
/// warm than the healthy range and `atOnce` leave (but one at a time where that leaves no room), and as many beyond the
/// desired capacity as the range allows.
///
/// @param atOnce how many units may be missing at once at most
/// @param held whether it stands still: at a checkpoint, or suspended
public record RenewalPlan(Maintenance range, int atOnce, boolean held, Why why) {
    /// How many must be in service while the rest is replaced.
    int floor(int desired) {
        return Math.max(range.floor(desired), desired - atOnce);
    }

    int surge(int desired) {
        return Math.min(range.surge(desired), atOnce);
    }
}
