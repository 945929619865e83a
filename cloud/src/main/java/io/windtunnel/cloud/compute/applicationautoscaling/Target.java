package io.windtunnel.cloud.compute.applicationautoscaling;

import io.windtunnel.cloud.compute.applicationautoscaling.Shapes.SuspendedState;
import io.windtunnel.kernel.identity.Scope;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/// A scalable target: what may be scaled, and between which bounds.
///
/// @param id the unique part of its ARN
record Target(
        Key key,
        String id,
        int minimum,
        int maximum,
        String roleArn,
        SuspendedState suspended,
        Map<String, String> tags,
        Instant created) {
    /// Which resource's which dimension: `ecs`, `service/default/web`, `ecs:service:DesiredCount`.
    record Key(String namespace, String resourceId, String dimension) {
        /// Dimensions whose cooldowns are five minutes when a policy does not say; others have none (API
        /// reference, `TargetTrackingScalingPolicyConfiguration`).
        private static final Set<String> SLOW =
                Set.of("appstream", "custom-resource", "ec2", "ecs", "elasticmapreduce", "neptune", "rds", "sagemaker");

        private static final int SLOW_COOLDOWN_SECONDS = 300;

        /// No part holds a line break, so that this is no other target's.
        String text() {
            return namespace + "\n" + resourceId + "\n" + dimension;
        }

        int cooldownSeconds() {
            return SLOW.contains(namespace) ? SLOW_COOLDOWN_SECONDS : 0;
        }

        /// What is set, in the words of AWS's activities: `desired count`, `write capacity units`.
        String thing() {
            String property = dimension.substring(dimension.lastIndexOf(':') + 1);
            if (property.equals("Property")) return "desired capacity";
            return property.replaceAll("(?<=.)([A-Z])", " $1").toLowerCase(java.util.Locale.ROOT);
        }

        /// The end of an ARN of something that hangs on the target: `resource/ecs/service/default/web`.
        String resource() {
            return "resource/" + namespace + "/" + resourceId;
        }
    }

    String arn(Scope scope) {
        return scope.arn("application-autoscaling", "scalable-target/" + id).toString();
    }

    Target bounds(int least, int most) {
        return new Target(key, id, least, most, roleArn, suspended, tags, created);
    }

    Target with(String role, SuspendedState state) {
        return new Target(key, id, minimum, maximum, role, state, tags, created);
    }

    Target tagged(Map<String, String> changed) {
        return new Target(key, id, minimum, maximum, roleArn, suspended, changed, created);
    }

    /// The capacity nearest to `capacity` within the bounds.
    int within(int capacity) {
        return Math.max(minimum, Math.min(maximum, capacity));
    }
}
