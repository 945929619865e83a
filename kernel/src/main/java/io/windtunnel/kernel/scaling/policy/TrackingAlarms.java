package io.windtunnel.kernel.scaling.policy;

import java.time.Duration;

/// How target tracking watches its metric: an alarm above the target that is quick, and one below it that
/// is slow and keeps a distance, so that it goes out at once and in gradually.
///
/// AWS promises none of these figures; they are what its console shows of the alarms it makes. Application
/// Auto Scaling's are the same but for the distance: its low alarm was seen at nine tenths of the target.
///
/// @param lowFactor the low alarm's threshold, as a part of the target
public record TrackingAlarms(
        Duration period, int highPeriods, int highDatapoints, int lowPeriods, int lowDatapoints, double lowFactor) {
    /// As seen of EC2 Auto Scaling and most of Application Auto Scaling: 3 of 3 and 15 of 15 minutes.
    public static final TrackingAlarms DEFAULT = new TrackingAlarms(Duration.ofMinutes(1), 3, 3, 15, 15, 0.9);

    /// As seen of average CPU utilisation of an Auto Scaling group.
    public static final double LOW_FACTOR_OF_CPU = 0.7;

    public TrackingAlarms withLowFactor(double factor) {
        return new TrackingAlarms(period, highPeriods, highDatapoints, lowPeriods, lowDatapoints, factor);
    }

    /// The same number of datapoints of another length, for metrics of high resolution.
    public TrackingAlarms withPeriod(Duration length) {
        return new TrackingAlarms(length, highPeriods, highDatapoints, lowPeriods, lowDatapoints, lowFactor);
    }

    public double lowThreshold(double target) {
        return target * lowFactor;
    }
}
