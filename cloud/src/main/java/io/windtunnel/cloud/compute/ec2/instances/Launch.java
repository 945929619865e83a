package io.windtunnel.cloud.compute.ec2.instances;

import io.windtunnel.cloud.compute.ec2.network.Interfaces;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A launch that nothing stands against: what [LaunchPlanner] made of a request, for [Instances] to carry out.
record Launch(
        int count,
        String zoneName,
        Interfaces.Wish wish,
        Instance.Settings settings,
        Map<String, String> tags,
        Map<String, String> volumeTags,
        @Nullable String logicalId,
        @Nullable String clientToken,
        @Nullable String note) {}
