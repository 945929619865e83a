package io.windtunnel.kernel.scaling.policy;

/// How a step's or a simple policy's number is meant.
///
/// Source:
/// https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html#as-scaling-adjustment
public enum AdjustmentType {
    CHANGE_IN_CAPACITY("ChangeInCapacity"),
    EXACT_CAPACITY("ExactCapacity"),
    PERCENT_CHANGE_IN_CAPACITY("PercentChangeInCapacity");

    private final String apiName;

    AdjustmentType(String apiName) {
        this.apiName = apiName;
    }

    public String apiName() {
        return apiName;
    }

    /// The capacity that `adjustment` makes of `from`; not yet held against any bound.
    ///
    /// @param minimumMagnitude the least a percentage changes, in units; 0 for none
    long apply(int from, int adjustment, int minimumMagnitude) {
        return switch (this) {
            case CHANGE_IN_CAPACITY -> (long) from + adjustment;
            case EXACT_CAPACITY -> adjustment;
            case PERCENT_CHANGE_IN_CAPACITY -> from + percent(from, adjustment, minimumMagnitude);
        };
    }

    /// Rounded towards zero, but a change of less than one unit is one: 12.7 is 12, 0.67 is 1, -0.58 is
    /// -1, -6.67 is -6.
    private static long percent(int from, int percent, int minimumMagnitude) {
        long hundredths = (long) from * percent;
        if (percent == 0) return 0;
        long units = hundredths / 100;
        if (units == 0 && hundredths != 0) units = Long.signum(hundredths);
        return Math.abs(units) < minimumMagnitude ? (long) Integer.signum(percent) * minimumMagnitude : units;
    }

    /// Whether it adds capacity to `desired`: an exact number does when it is more.
    boolean adds(int adjustment, int desired) {
        return this == EXACT_CAPACITY ? adjustment > desired : adjustment > 0;
    }
}
