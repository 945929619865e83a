package io.windtunnel.cloud.compute.ec2.network;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A network interface: an address in a subnet, with security groups. `instanceId` is null for one that a service
/// holds (a load balancer's node, a NAT gateway).
public record NetworkInterface(
        String interfaceId,
        String subnetId,
        String vpcId,
        String zoneName,
        String privateIp,
        @Nullable String publicIp,
        List<String> groupIds,
        String description,
        String type,
        @Nullable String instanceId,
        String attachmentId,
        Instant attachTime,
        boolean sourceDestCheck,
        String macAddress) {
    /// The type of an interface that no security group holds while it is in none: a network load balancer's node.
    public static final String UNGUARDED = "network_load_balancer";

    /// Whether anything may pass it.
    boolean unguarded() {
        return type.equals(UNGUARDED) && groupIds.isEmpty();
    }

    NetworkInterface withPublicIp(@Nullable String ip) {
        return copy(ip, groupIds, sourceDestCheck);
    }

    NetworkInterface withGroups(List<String> groups) {
        return copy(publicIp, groups, sourceDestCheck);
    }

    NetworkInterface withSourceDestCheck(boolean check) {
        return copy(publicIp, groupIds, check);
    }

    private NetworkInterface copy(@Nullable String ip, List<String> groups, boolean check) {
        return new NetworkInterface(
                interfaceId,
                subnetId,
                vpcId,
                zoneName,
                privateIp,
                ip,
                groups,
                description,
                type,
                instanceId,
                attachmentId,
                attachTime,
                check,
                macAddress);
    }
}
