package io.windtunnel.cloud.compute.ec2.network;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A VPC endpoint, kept and described. Every AWS API of this cloud is reachable from every machine without one.
public record VpcEndpoint(
        String vpcEndpointId,
        String type,
        String vpcId,
        String serviceName,
        @Nullable String policyDocument,
        boolean privateDns,
        List<String> routeTableIds,
        List<String> subnetIds,
        List<String> groupIds,
        List<String> interfaceIds,
        Instant created) {}
