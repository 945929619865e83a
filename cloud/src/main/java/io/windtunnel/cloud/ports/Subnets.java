package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.identity.Zone;
import java.util.Optional;

/// Subnets and security groups, as the services that place network interfaces in them see them. EC2 offers it; a load
/// balancer places a node in each of its subnets by it.
///
/// Thread safety: every method may be called from any thread.
public interface Subnets {
    /// A subnet. `freeAddresses` counts those of its IPv4 block that nothing holds.
    record View(String subnetId, String vpcId, Zone zone, String cidr, int freeAddresses) {}

    Optional<View> find(Scope scope, String subnetId);

    /// Whether there is such a VPC.
    boolean hasVpc(Scope scope, String vpcId);

    /// The VPC a security group belongs to; empty when there is no such group.
    Optional<String> vpcOfSecurityGroup(Scope scope, String groupId);

    /// The id of a VPC's default security group; empty when there is no such VPC.
    Optional<String> defaultSecurityGroup(Scope scope, String vpcId);

    /// Takes a free private address of the subnet for a network interface of another service; `description` is what
    /// EC2 shows for it, such as `ELB app/my-balancer/50dc6c495c0c9188`.
    ///
    /// @throws io.windtunnel.wire.AwsException `InsufficientFreeAddressesInSubnet` when none is left
    String takeAddress(Scope scope, String subnetId, String description);

    /// Gives back an address taken with [#takeAddress]; unknown ones are passed over.
    void giveBack(Scope scope, String subnetId, String address);
}
