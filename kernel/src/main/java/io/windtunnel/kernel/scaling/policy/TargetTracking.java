package io.windtunnel.kernel.scaling.policy;

/// Target tracking: as much capacity as brings the metric to its target, in proportion, rounded so that it
/// is never too little. A metric that is missing decides nothing: its alarm has insufficient data, and
/// nobody asks.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
///
/// @param target what the metric should be, in the metric's unit; above zero
public record TargetTracking(double target, boolean scaleInDisabled) {
    /// What a quotient of two doubles may be off, in units of capacity.
    private static final double ROUNDING = 1e-9;

    public TargetTracking {
        if (!(target > 0)) throw new IllegalArgumentException("target " + target + " is not above zero");
    }

    /// What to do when the metric, as it is for the current capacity, is `metric`.
    public Adjustment decide(Capacity capacity, double metric) {
        if (Double.isNaN(metric) || metric == target) return new Adjustment.None(Reason.NOT_BREACHED);
        if (metric > target) return capacity.towards(out(capacity, metric), true);
        if (scaleInDisabled) return new Adjustment.None(Reason.SCALE_IN_DISABLED);
        return capacity.towards(needed(capacity.withLeaving(), metric), false);
    }

    /// Where nothing is there at all, one unit is a beginning; where everything warms up, nothing can be
    /// said yet.
    private long out(Capacity capacity, double metric) {
        return capacity.desired() == 0 ? 1 : needed(capacity.current(), metric);
    }

    /// How much brings the metric to the target, when it is `metric` for `capacity`. Half a unit too many
    /// stays.
    private long needed(int capacity, double metric) {
        return (long) Math.ceil(capacity * metric / target - ROUNDING);
    }
}
