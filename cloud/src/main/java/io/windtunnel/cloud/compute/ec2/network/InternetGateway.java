package io.windtunnel.cloud.compute.ec2.network;

import org.jspecify.annotations.Nullable;

/// An internet gateway; `vpcId` is null while it is attached to no VPC.
public record InternetGateway(
        String internetGatewayId, @Nullable String vpcId) {}
