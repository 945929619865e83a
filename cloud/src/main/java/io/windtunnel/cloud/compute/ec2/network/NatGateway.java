package io.windtunnel.cloud.compute.ec2.network;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A NAT gateway: `pending`, `available`, `deleting`, `deleted`.
public record NatGateway(
        String natGatewayId,
        String subnetId,
        String vpcId,
        String state,
        boolean isPublic,
        @Nullable String allocationId,
        @Nullable String publicIp,
        String privateIp,
        String interfaceId,
        Instant createTime,
        @Nullable Instant deleteTime) {
    NatGateway in(String newState, @Nullable Instant deleted) {
        return new NatGateway(
                natGatewayId,
                subnetId,
                vpcId,
                newState,
                isPublic,
                allocationId,
                publicIp,
                privateIp,
                interfaceId,
                createTime,
                deleted);
    }

    boolean live() {
        return state.equals("pending") || state.equals("available");
    }
}
