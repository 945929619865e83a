package io.windtunnel.cloud.operations.cloudwatch;

import java.time.Duration;
import java.time.Instant;

/// A stretch of time cut into periods: epoch seconds from `fromSecond` until before `toSecond`. Periods are counted
/// from
/// `fromSecond`.
record Window(long fromSecond, long toSecond, long periodSeconds) {
    private static final Duration MINUTES_UNTIL = Duration.ofDays(15);
    private static final Duration FIVE_MINUTES_UNTIL = Duration.ofDays(63);

    /// Whose periods begin at whole multiples of the period, as in `GetMetricData`.
    static Window aligned(Instant from, Instant to, long periodSeconds) {
        return new Window(
                Math.floorDiv(from.getEpochSecond(), periodSeconds) * periodSeconds, ceiling(to), periodSeconds);
    }

    /// Whose periods begin at the start time, rounded down to the resolution that data of that age has, as in
    /// `GetMetricStatistics`.
    static Window fromStart(Instant from, Instant to, long periodSeconds, Instant now) {
        Duration age = Duration.between(from, now);
        long step = periodSeconds < 60 ? periodSeconds : 60;
        if (age.compareTo(MINUTES_UNTIL) >= 0) step = 300;
        if (age.compareTo(FIVE_MINUTES_UNTIL) >= 0) step = 3600;
        return new Window(Math.floorDiv(from.getEpochSecond(), step) * step, ceiling(to), periodSeconds);
    }

    private static long ceiling(Instant to) {
        return to.getNano() == 0 ? to.getEpochSecond() : to.getEpochSecond() + 1;
    }

    /// The beginning of the period that holds `second`.
    long start(long second) {
        return fromSecond + Math.floorDiv(second - fromSecond, periodSeconds) * periodSeconds;
    }

    /// How many periods it has, the last perhaps not whole.
    long periods() {
        return Math.max(0, Math.ceilDiv(toSecond - fromSecond, periodSeconds));
    }

    /// Whether CloudWatch has such a period: 1, 5, 10, 20 or 30 seconds, or a multiple of 60.
    static boolean isPeriod(long seconds) {
        if (seconds >= 60) return seconds % 60 == 0;
        return seconds == 1 || seconds == 5 || seconds == 10 || seconds == 20 || seconds == 30;
    }
}
