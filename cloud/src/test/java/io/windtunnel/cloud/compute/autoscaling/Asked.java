package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.Shapes.LaunchTemplateSpecification;
import io.windtunnel.cloud.compute.autoscaling.Shapes.LifecycleHookSpecification;
import io.windtunnel.cloud.compute.autoscaling.Shapes.UpdateAutoScalingGroupRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parts of requests, for tests.
final class Asked {
    private Asked() {}

    static LifecycleHookSpecification hook(String transition, int heartbeat, @Nullable String result) {
        return new LifecycleHookSpecification(
                "wait", "autoscaling:EC2_INSTANCE_" + transition, null, heartbeat, result);
    }

    static UpdateAutoScalingGroupRequest update(
            @Nullable LaunchTemplateSpecification template, @Nullable Integer minimum) {
        return new UpdateAutoScalingGroupRequest(
                "web", null, template, minimum, null, null, null, List.of(), null, null, null, List.of(), null, null,
                null, null, null, null, null);
    }
}
