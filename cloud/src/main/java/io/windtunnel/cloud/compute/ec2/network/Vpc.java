package io.windtunnel.cloud.compute.ec2.network;

/// A virtual private cloud.
public record Vpc(
        String vpcId,
        String cidrBlock,
        String cidrAssociationId,
        boolean isDefault,
        boolean dnsSupport,
        boolean dnsHostnames,
        String defaultGroupId,
        String networkAclId) {
    public Cidr cidr() {
        return Cidr.of(cidrBlock, "cidrBlock");
    }

    Vpc withDns(boolean support, boolean hostnames) {
        return new Vpc(
                vpcId, cidrBlock, cidrAssociationId, isDefault, support, hostnames, defaultGroupId, networkAclId);
    }
}
