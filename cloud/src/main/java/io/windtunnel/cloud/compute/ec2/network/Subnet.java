package io.windtunnel.cloud.compute.ec2.network;

import io.windtunnel.kernel.identity.Zone;

/// A subnet: a part of a VPC's addresses in one zone.
public record Subnet(
        String subnetId,
        String vpcId,
        String zoneName,
        String cidrBlock,
        boolean defaultForZone,
        boolean mapPublicIp,
        String aclAssociationId) {
    public Cidr cidr() {
        return Cidr.of(cidrBlock, "cidrBlock");
    }

    public Zone zone() {
        return Zone.parse(zoneName);
    }

    Subnet withMapPublicIp(boolean map) {
        return new Subnet(subnetId, vpcId, zoneName, cidrBlock, defaultForZone, map, aclAssociationId);
    }
}
