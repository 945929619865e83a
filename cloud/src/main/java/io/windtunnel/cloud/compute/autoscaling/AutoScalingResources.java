package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.kernel.random.Ids;

/// The CloudFormation types of Auto Scaling.
final class AutoScalingResources {
    private AutoScalingResources() {}

    static void addTo(ResourceTypes types, AutoScalingApi api, Ids ids) {}
}
