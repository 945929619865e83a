package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.policies.ScalingPolicyType;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduledActionType;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.wire.AwsException;
import java.util.function.Supplier;

/// The CloudFormation types of Auto Scaling.
final class AutoScalingResources {
    /// Names of groups, launch configurations and hooks may have this many characters (API reference).
    static final int LONGEST_NAME = 255;

    private AutoScalingResources() {}

    static void addTo(ResourceTypes types, AutoScalingApi api, Ids ids, Time time) {
        types.add(new GroupType(api, ids, time));
        types.add(new LaunchConfigurationType(api, ids));
        types.add(new LifecycleHookType(api, ids));
        types.add(new ScalingPolicyType(api, ids));
        types.add(new ScheduledActionType(api, ids));
        types.add(new WarmPoolType(api));
    }

    /// What `step` comes to; a refusal of the API is a failure of the resource.
    static Progress attempt(String physicalId, Supplier<Progress> step) {
        try {
            return step.get();
        } catch (AwsException refusal) {
            return new Progress.Failed(physicalId, refusal.message());
        }
    }
}
