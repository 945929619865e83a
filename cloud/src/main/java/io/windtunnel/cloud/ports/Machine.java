package io.windtunnel.cloud.ports;

import io.windtunnel.fabric.net.Host;
import io.windtunnel.kernel.identity.Scope;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A machine as its workload sees it. `logicalId` is the CloudFormation logical id of the launch template or instance
/// it
/// came from, and null when there is none; `host` is its stand on the network.
public record Machine(
        String instanceId,
        Scope scope,
        Host host,
        String instanceType,
        int vcpus,
        long memoryMebibytes,
        String imageId,
        long imageGibibytes,
        byte[] userData,
        Map<String, String> tags,
        @Nullable String logicalId,
        @Nullable String instanceProfile) {}
