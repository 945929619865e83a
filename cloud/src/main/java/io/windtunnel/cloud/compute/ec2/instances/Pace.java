package io.windtunnel.cloud.compute.ec2.instances;

import java.time.Duration;

/// How long EC2 takes, in scenario time. AWS documents none of these; see docs/fidelity.md.
final class Pace {
    /// From `RunInstances` or `StartInstances` until `running`.
    static final Duration PENDING = Duration.ofSeconds(5);

    /// From `running` until both status checks have passed.
    static final Duration STATUS_CHECKS = Duration.ofSeconds(120);

    static final Duration STOPPING = Duration.ofSeconds(15);

    /// From `running` until a hibernated machine's memory is read back.
    static final Duration WAKING = Duration.ofSeconds(10);

    static final Duration SHUTTING_DOWN = Duration.ofSeconds(15);

    /// How long a terminated instance can still be described.
    static final Duration REMEMBERED = Duration.ofHours(1);

    private Pace() {}
}
