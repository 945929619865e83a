package io.windtunnel.rehearsal.measure;

import java.time.Duration;

/// The health-check settings a target group was deployed with; what detection and recovery are held against.
public record Checks(
        String targetGroup, String path, Duration interval, Duration timeout, int healthyAfter, int unhealthyAfter) {
    /// The soonest a target that stops answering can be marked: its next check is due at once and the last one times
    /// out.
    public Duration soonestDetection() {
        return interval.multipliedBy(unhealthyAfter - 1L).plus(timeout);
    }

    /// The latest: the outage began just after a check had passed.
    public Duration latestDetection() {
        return soonestDetection().plus(interval);
    }
}
