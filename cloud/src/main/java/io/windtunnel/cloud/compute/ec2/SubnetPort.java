package io.windtunnel.cloud.compute.ec2;

import io.windtunnel.cloud.compute.ec2.instances.Estate;
import io.windtunnel.cloud.compute.ec2.network.ElasticIp;
import io.windtunnel.cloud.compute.ec2.network.Interfaces;
import io.windtunnel.cloud.compute.ec2.network.NetworkInterface;
import io.windtunnel.cloud.compute.ec2.network.Networks;
import io.windtunnel.cloud.compute.ec2.network.SecurityGroup;
import io.windtunnel.cloud.compute.ec2.network.Vpc;
import io.windtunnel.cloud.ports.Subnets;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.wire.AwsException;
import java.util.List;
import java.util.Optional;

/// Subnets, as the services that put nodes into them see them.
final class SubnetPort implements Subnets {
    private final Estates estates;

    SubnetPort(Estates estates) {
        this.estates = estates;
    }

    private static Subnet view(Estate estate, io.windtunnel.cloud.compute.ec2.network.Subnet subnet) {
        return new Subnet(
                subnet.subnetId(),
                subnet.vpcId(),
                subnet.zone(),
                subnet.cidrBlock(),
                estate.networks().interfaces().freeAddresses(subnet),
                estate.networks().routing().toInternet(subnet));
    }

    @Override
    public Optional<Subnet> find(Scope scope, String subnetId) {
        return estates.in(
                scope, estate -> estate.networks().vpcs().findSubnet(subnetId).map(subnet -> view(estate, subnet)));
    }

    @Override
    public Optional<Subnet> defaultIn(Scope scope, Zone zone) {
        return estates.in(
                scope, estate -> estate.networks().vpcs().defaultSubnet(zone).map(subnet -> view(estate, subnet)));
    }

    @Override
    public boolean hasVpc(Scope scope, String vpcId) {
        return estates.in(scope, estate -> estate.networks().vpcs().find(vpcId).isPresent());
    }

    @Override
    public Optional<String> vpcOfSecurityGroup(Scope scope, String groupId) {
        return estates.in(
                scope, estate -> estate.networks().groups().find(groupId).map(SecurityGroup::vpcId));
    }

    @Override
    public Optional<String> defaultSecurityGroup(Scope scope, String vpcId) {
        return estates.in(scope, estate -> estate.networks().vpcs().find(vpcId).map(Vpc::defaultGroupId));
    }

    @Override
    public Interface attach(
            Scope scope, String subnetId, List<String> groupIds, String description, boolean publicAddress) {
        return attach(scope, new Wish(subnetId, groupIds, description, publicAddress, null, null, false));
    }

    @Override
    public Interface attach(Scope scope, Wish wish) {
        return estates.in(scope, estate -> {
            Networks networks = estate.networks();
            ElasticIp elasticIp = wish.allocationId() == null ? null : free(networks, wish.allocationId());
            NetworkInterface taken = networks.interfaces()
                    .create(new Interfaces.Wish(
                            wish.subnetId(),
                            wish.groupIds(),
                            wish.privateIp(),
                            wish.publicAddress() && elasticIp == null,
                            wish.description(),
                            wish.unguarded() ? NetworkInterface.UNGUARDED : "interface",
                            null));
            if (elasticIp != null) networks.addresses().associate(elasticIp, taken.interfaceId(), false);
            Subnet subnet = view(estate, networks.vpcs().requireSubnet(wish.subnetId()));
            String publicIp = elasticIp == null ? taken.publicIp() : elasticIp.publicIp();
            return new Interface(taken.interfaceId(), subnet, taken.privateIp(), publicIp);
        });
    }

    private static ElasticIp free(Networks networks, String allocationId) {
        ElasticIp elasticIp = networks.addresses().require(allocationId);
        if (elasticIp.associationId() == null) return elasticIp;
        throw new AwsException(
                "Resource.AlreadyAssociated",
                "resource " + allocationId + " is already associated with associate-id " + elasticIp.associationId());
    }

    @Override
    public void detach(Scope scope, String interfaceId) {
        estates.in(scope, estate -> {
            estate.networks().interfaces().delete(interfaceId);
            return true;
        });
    }

    @Override
    public void regroup(Scope scope, String interfaceId, List<String> groupIds) {
        estates.in(scope, estate -> {
            estate.networks().interfaces().groups(interfaceId, groupIds);
            return true;
        });
    }
}
