package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.InstancePrices;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.cloud.ports.LaunchTemplates;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.NotificationTopic;
import io.windtunnel.cloud.ports.Subnets;
import io.windtunnel.cloud.ports.TargetGroups;
import io.windtunnel.kernel.identity.Arn;
import java.util.Optional;

/// The services Auto Scaling works with, found when they are needed.
record Neighbours(Directory directory) {
    Instances instances() {
        return directory.require(Instances.class);
    }

    Subnets subnets() {
        return directory.require(Subnets.class);
    }

    LaunchTemplates launchTemplates() {
        return directory.require(LaunchTemplates.class);
    }

    /// Empty in a cloud without load balancers.
    Optional<TargetGroups> targetGroups() {
        return directory.find(TargetGroups.class);
    }

    InstancePrices prices() {
        return InstancePrices.of(directory);
    }

    /// The topic at an ARN; empty where there is none, or no service that has topics.
    Optional<NotificationTopic> topic(String arn) {
        return Arn.isArn(arn) ? directory.at(NotificationTopic.class, Arn.parse(arn)) : Optional.empty();
    }

    /// Empty in a cloud without CloudWatch.
    Optional<Metrics> metrics() {
        return directory.find(Metrics.class);
    }
}
