package io.windtunnel.cloud.compute.autoscaling;

import java.time.Duration;

/// How fast Auto Scaling notices and tries. AWS promises none of these; see `docs/fidelity.md` for what was observed.
final class Pace {
    /// How often a group looks at its instances' health.
    static final Duration HEALTH_CHECK = Duration.ofSeconds(30);

    /// From a request that changes the desired capacity to the first launch or termination.
    static final Duration REACTION = Duration.ofSeconds(10);

    /// From the creation of a group to its first launch.
    static final Duration CREATION = Duration.ofSeconds(1);

    /// How often a group looks again while an instance is on its way in or out.
    static final Duration SETTLING = Duration.ofSeconds(2);

    /// How soon it looks after EC2 has told of a change.
    static final Duration NOTICE = Duration.ofSeconds(1);

    /// How long a zone is left alone after a failed launch; doubled for each failure in a row.
    static final Duration FIRST_BACK_OFF = Duration.ofSeconds(30);

    static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(10);

    /// The group metrics' granularity, `1Minute`.
    static final Duration METRICS = Duration.ofMinutes(1);

    private Pace() {}

    static Duration backOff(int failures) {
        Duration delay = FIRST_BACK_OFF.multipliedBy(1L << Math.min(10, failures - 1));
        return delay.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : delay;
    }
}
