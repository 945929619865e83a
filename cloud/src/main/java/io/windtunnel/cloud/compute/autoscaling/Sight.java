package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.cloud.ports.TargetGroups.Health;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a group sees of its instances at a moment: EC2's view of those it looked at, and their health in each target
/// group.
///
/// @param begun when the group began to be looked after: at its creation, or when this run of the cloud began
/// @param checked whether the health of instances in service is judged this time
record Sight(
        Instant now,
        Instant begun,
        boolean checked,
        Map<String, Instances.View> views,
        Map<String, Map<String, Health>> targets) {
    Instances.@Nullable View view(String instanceId) {
        return views.get(instanceId);
    }

    /// Whether a target group still lets the instance's connections end.
    boolean draining(String instanceId) {
        return targets.values().stream().anyMatch(group -> group.get(instanceId) == Health.DRAINING);
    }

    /// Whether any target group finds it unhealthy.
    boolean failsTargetChecks(String instanceId) {
        return targets.values().stream().anyMatch(group -> group.get(instanceId) == Health.UNHEALTHY);
    }

    /// Whether every target group finds it healthy.
    boolean passesTargetChecks(String instanceId) {
        return targets.values().stream().allMatch(group -> group.get(instanceId) == Health.HEALTHY);
    }
}
