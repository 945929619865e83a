package io.windtunnel.cloud.compute.autoscaling;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A launch configuration: launch templates' forerunner. It never changes.
record Configuration(
        String name,
        String id,
        String imageId,
        String instanceType,
        @Nullable String keyName,
        List<String> securityGroups,
        @Nullable String userData,
        @Nullable String instanceProfile,
        @Nullable Boolean associatePublicIpAddress,
        Instant created) {}
