package io.windtunnel.cloud.compute.applicationautoscaling;

import io.windtunnel.kernel.scaling.policy.Cooldowns;
import java.time.Instant;

/// What policies last did to a target's capacity: what their cooldowns count from.
record Mark(Instant at, int before, int after) {
    Cooldowns.Last last() {
        return new Cooldowns.Last(at, before, after);
    }
}
