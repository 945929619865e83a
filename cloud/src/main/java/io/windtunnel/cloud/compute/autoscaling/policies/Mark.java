package io.windtunnel.cloud.compute.autoscaling.policies;

import java.time.Instant;

/// What a policy or a scheduled action last did to a group's capacity.
///
/// @param cooldownSeconds how long simple policies wait after it
record Mark(String group, Instant at, int before, int after, int cooldownSeconds) {}
