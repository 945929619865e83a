package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.identity.Zone;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Subnets and the addresses in them, as the services that put nodes into a VPC see them. EC2 offers it;
/// load balancers and Auto Scaling ask it.
///
/// Thread safety: every method may be called from any thread.
public interface Subnets {
    /// A subnet. `freeAddresses` counts those of its IPv4 block that nothing holds; `toInternet` is true
    /// when its route table sends 0.0.0.0/0 to an internet gateway: a public subnet.
    record Subnet(String subnetId, String vpcId, Zone zone, String cidrBlock, int freeAddresses, boolean toInternet) {}

    /// A network interface that belongs to a service. `publicIp` is null when none was asked for.
    record Interface(
            String interfaceId,
            Subnet subnet,
            String privateIp,
            @Nullable String publicIp) {}

    /// What a service wants of a new interface.
    ///
    /// @param description shown by `DescribeNetworkInterfaces`
    /// @param publicAddress whether it is lent a public address; an Elastic IP is one as well
    /// @param privateIp the address it is to have; null for the next free one
    /// @param allocationId the Elastic IP it is to have; null for none
    /// @param unguarded whether no security group holds its traffic, as with a network load balancer's node
    record Wish(
            String subnetId,
            List<String> groupIds,
            String description,
            boolean publicAddress,
            @Nullable String privateIp,
            @Nullable String allocationId,
            boolean unguarded) {}

    Optional<Subnet> find(Scope scope, String subnetId);

    /// The default subnet of a zone, where things go that name a zone and no subnet.
    Optional<Subnet> defaultIn(Scope scope, Zone zone);

    boolean hasVpc(Scope scope, String vpcId);

    /// The VPC of a security group; empty when there is no such group.
    Optional<String> vpcOfSecurityGroup(Scope scope, String groupId);

    /// The id of a VPC's default security group; empty when there is no such VPC.
    Optional<String> defaultSecurityGroup(Scope scope, String vpcId);

    /// Takes an address in a subnet for a service's own use, such as a load balancer's node. The subnet
    /// cannot be deleted until it is given back. The description is shown by `DescribeNetworkInterfaces`.
    ///
    /// @throws io.windtunnel.wire.AwsException `InsufficientFreeAddressesInSubnet`, `InvalidSubnetID.NotFound`
    Interface attach(Scope scope, String subnetId, List<String> groupIds, String description, boolean publicAddress);

    /// Takes the address that is wished for, otherwise as the other `attach`.
    ///
    /// @throws io.windtunnel.wire.AwsException also `InvalidAllocationID.NotFound`,
    ///     `Resource.AlreadyAssociated`, `InvalidIPAddress.InUse`, `InvalidParameterValue`
    default Interface attach(Scope scope, Wish wish) {
        if (wish.privateIp() != null || wish.allocationId() != null)
            throw io.windtunnel.wire.AwsException.notBuilt("ec2", "CreateNetworkInterface", "an address of one's own");
        return attach(scope, wish.subnetId(), wish.groupIds(), wish.description(), wish.publicAddress());
    }

    /// Gives the address back; an unknown one is passed over.
    void detach(Scope scope, String interfaceId);

    /// Puts other security groups on a service's interface.
    void regroup(Scope scope, String interfaceId, List<String> groupIds);
}
