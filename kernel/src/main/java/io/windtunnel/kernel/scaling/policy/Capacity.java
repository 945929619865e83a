package io.windtunnel.kernel.scaling.policy;

import org.jspecify.annotations.Nullable;

/// The capacity of something that scales, in its own units, as its policies see it.
///
/// Take `current` and `leaving` as they were when the period of the metric's datapoint began. Units that
/// have become warm since then are not in the datapoint; counting them would scale out twice for the same
/// load.
///
/// Source:
/// https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html#as-step-scaling-warmup
///
/// @param desired what is wanted now; units that are being added are in it
/// @param current what serves and is past its warm-up: what the metric speaks of
/// @param leaving what is being removed: it counts as current when capacity is to be removed, so that no
///     more goes than is too much
/// @param minimum the least a policy may set
/// @param maximum the most a policy may set
/// @param held why nothing may be removed now ([Reason#WARMING] or [Reason#COOLDOWN]); null when it may
public record Capacity(
        int desired,
        int current,
        int leaving,
        int minimum,
        int maximum,
        @Nullable Reason held) {
    public Capacity {
        if (desired < 0 || current < 0 || leaving < 0) throw new IllegalArgumentException("capacity below zero");
        if (minimum > maximum) throw new IllegalArgumentException("minimum " + minimum + " above maximum " + maximum);
    }

    /// At rest: all of it current, nothing coming or going.
    public static Capacity settled(int desired, int minimum, int maximum) {
        return new Capacity(desired, desired, 0, minimum, maximum, null);
    }

    /// What scale-in reckons from.
    int withLeaving() {
        return current + leaving;
    }

    /// The answer to a policy that wants `wanted` in all, from a scale-out when `out`: never against its
    /// direction, never beyond the bounds, and nothing while held.
    Adjustment towards(long wanted, boolean out) {
        return out ? up(wanted) : down(wanted);
    }

    private Adjustment up(long wanted) {
        if (wanted <= desired) return new Adjustment.None(Reason.ENOUGH);
        if (desired >= maximum) return new Adjustment.None(Reason.AT_MAXIMUM);
        return new Adjustment.Change((int) Math.min(wanted, maximum));
    }

    private Adjustment down(long wanted) {
        if (wanted >= desired) return new Adjustment.None(Reason.ENOUGH);
        if (held != null) return new Adjustment.None(held);
        if (desired <= minimum) return new Adjustment.None(Reason.AT_MINIMUM);
        return new Adjustment.Change((int) Math.max(wanted, minimum));
    }
}
