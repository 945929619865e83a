package io.windtunnel.cloud.compute.ec2.network;

import io.windtunnel.cloud.compute.ec2.common.Ground;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.wire.AwsException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The VPCs and subnets of one account in one Region. A new account has a default VPC with a default subnet in each
/// zone, as at AWS.
///
/// Sources: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html,
/// https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
public final class Vpcs {
    private static final int LARGEST_BLOCK = 16;
    private static final int SMALLEST_BLOCK = 28;
    private static final String DEFAULT_BLOCK = "172.31.0.0/16";
    private static final int DEFAULT_SUBNET_BITS = 20;

    private final Ground ground;
    private final NetworkTables tables;
    private final Routing routing;
    private final SecurityGroups groups;

    Vpcs(Ground ground, NetworkTables tables, Routing routing, SecurityGroups groups) {
        this.ground = ground;
        this.tables = tables;
        this.routing = routing;
        this.groups = groups;
    }

    public Collection<Vpc> all() {
        return tables.vpcs().values();
    }

    public Collection<Subnet> subnets() {
        return tables.subnets().values();
    }

    /// @throws AwsException `InvalidVpcID.NotFound`
    public Vpc require(String vpcId) {
        return tables.vpc(vpcId);
    }

    /// @throws AwsException `InvalidSubnetID.NotFound`
    public Subnet requireSubnet(String subnetId) {
        return tables.subnet(subnetId);
    }

    public Optional<Vpc> find(String vpcId) {
        return Optional.ofNullable(tables.vpcs().get(vpcId));
    }

    public Optional<Subnet> findSubnet(String subnetId) {
        return Optional.ofNullable(tables.subnets().get(subnetId));
    }

    public Optional<Vpc> defaultVpc() {
        return all().stream().filter(Vpc::isDefault).findFirst();
    }

    public Optional<Subnet> defaultSubnet(Zone zone) {
        return subnets().stream()
                .filter(subnet -> subnet.defaultForZone() && subnet.zone().equals(zone))
                .findFirst();
    }

    /// Makes a VPC with its default security group, main route table and default network ACL.
    public Vpc create(@Nullable String cidrBlock, Map<String, String> tags) {
        Cidr cidr = Cidr.of(Refusals.required(cidrBlock, "cidrBlock"), "cidrBlock");
        if (cidr.bits() < LARGEST_BLOCK || cidr.bits() > SMALLEST_BLOCK)
            throw new AwsException("InvalidVpc.Range", "The CIDR '" + cidr + "' is invalid.");
        return add(cidr, false, tags);
    }

    private Vpc add(Cidr cidr, boolean isDefault, Map<String, String> tags) {
        ground.require(NetworkLimit.VPCS, all().size() + 1);
        String vpcId = ground.id("vpc");
        String groupId = groups.createDefault(vpcId);
        Vpc vpc = new Vpc(
                vpcId,
                cidr.toString(),
                ground.id("vpc-cidr-assoc"),
                isDefault,
                true,
                isDefault,
                groupId,
                ground.id("acl"));
        tables.vpcs().put(vpcId, vpc);
        routing.createMain(vpc);
        ground.tags().add(vpcId, "vpc", tags);
        return vpc;
    }

    /// Makes the default VPC: 172.31.0.0/16, an internet gateway, and a public /20 in each zone.
    ///
    /// @throws AwsException `DefaultVpcAlreadyExists`
    public Vpc createDefault() {
        if (defaultVpc().isPresent())
            throw new AwsException(
                    "DefaultVpcAlreadyExists", "A Default VPC already exists for this account in this region.");
        Cidr block = Cidr.of(DEFAULT_BLOCK, "cidrBlock");
        Vpc vpc = add(block, true, Map.of());
        InternetGateway gateway = routing.createInternetGateway(Map.of());
        routing.attach(gateway.internetGatewayId(), vpc.vpcId());
        routing.createRoute(
                routing.main(vpc.vpcId()).routeTableId(),
                new Routing.Target("0.0.0.0/0", gateway.internetGatewayId(), null, null, null));
        int at = block.base();
        for (Zone zone : ground.zones().toList()) {
            Cidr part = new Cidr(at, DEFAULT_SUBNET_BITS);
            put(new Subnet(
                    ground.id("subnet"), vpc.vpcId(), zone.name(), part.toString(), true, true, ground.id("aclassoc")));
            at += Math.toIntExact(part.size());
        }
        return vpc;
    }

    private Subnet put(Subnet subnet) {
        tables.subnets().put(subnet.subnetId(), subnet);
        return subnet;
    }

    public void setDns(String vpcId, @Nullable Boolean support, @Nullable Boolean hostnames) {
        Vpc vpc = require(vpcId);
        if (support != null && hostnames != null)
            throw Refusals.combination("Only one attribute can be modified at a time");
        tables.vpcs()
                .put(
                        vpcId,
                        vpc.withDns(
                                support == null ? vpc.dnsSupport() : support,
                                hostnames == null ? vpc.dnsHostnames() : hostnames));
    }

    public void delete(String vpcId) {
        Vpc vpc = require(vpcId);
        boolean used = subnets().stream().anyMatch(subnet -> subnet.vpcId().equals(vpcId))
                || routing.holds(vpcId)
                || groups.in(vpcId).anyMatch(group -> !group.groupId().equals(vpc.defaultGroupId()))
                || tables.endpoints().values().stream()
                        .anyMatch(endpoint -> endpoint.vpcId().equals(vpcId));
        if (used) throw Refusals.dependency("vpc", vpcId);
        groups.forget(vpc.defaultGroupId());
        routing.forgetMain(vpcId);
        tables.vpcs().remove(vpcId);
        ground.tags().forget(vpcId);
    }

    /// Makes a subnet; a null zone is the one with the fewest subnets of the VPC.
    public Subnet createSubnet(
            String vpcId, @Nullable String cidrBlock, @Nullable String zoneName, Map<String, String> tags) {
        Vpc vpc = require(vpcId);
        Cidr cidr = Cidr.of(Refusals.required(cidrBlock, "cidrBlock"), "cidrBlock");
        if (cidr.bits() < LARGEST_BLOCK
                || cidr.bits() > SMALLEST_BLOCK
                || !vpc.cidr().contains(cidr))
            throw new AwsException("InvalidSubnet.Range", "The CIDR '" + cidr + "' is invalid.");
        boolean conflict = subnets().stream()
                .anyMatch(other -> other.vpcId().equals(vpcId) && other.cidr().overlaps(cidr));
        if (conflict)
            throw new AwsException("InvalidSubnet.Conflict", "The CIDR '" + cidr + "' conflicts with another subnet");
        Zone zone = zoneName == null ? leastUsed(vpcId) : zone(zoneName);
        long there =
                subnets().stream().filter(other -> other.vpcId().equals(vpcId)).count();
        ground.require(NetworkLimit.SUBNETS_PER_VPC, there + 1);
        Subnet subnet = put(new Subnet(
                ground.id("subnet"), vpcId, zone.name(), cidr.toString(), false, false, ground.id("aclassoc")));
        ground.tags().add(subnet.subnetId(), "subnet", tags);
        return subnet;
    }

    /// The Region's zone of this name or id.
    ///
    /// @throws AwsException `InvalidParameterValue`, naming the zones there are
    public Zone zone(String nameOrId) {
        return ground.zones()
                .filter(zone -> zone.name().equals(nameOrId) || zone.id().equals(nameOrId))
                .findFirst()
                .orElseThrow(() -> Refusals.invalidValue(
                        "availabilityZone",
                        nameOrId,
                        "Subnets can currently only be created in the following availability zones: "
                                + ground.zones().map(Zone::name).collect(Collectors.joining(", ")) + "."));
    }

    private Zone leastUsed(String vpcId) {
        Map<String, Long> count = subnets().stream()
                .filter(subnet -> subnet.vpcId().equals(vpcId))
                .collect(Collectors.groupingBy(Subnet::zoneName, Collectors.counting()));
        List<Zone> zones = ground.zones().toList();
        Zone best = zones.getFirst();
        for (Zone zone : zones)
            if (count.getOrDefault(zone.name(), 0L) < count.getOrDefault(best.name(), 0L)) best = zone;
        return best;
    }

    public void setMapPublicIp(String subnetId, boolean map) {
        tables.subnets().put(subnetId, requireSubnet(subnetId).withMapPublicIp(map));
    }

    public void deleteSubnet(String subnetId) {
        requireSubnet(subnetId);
        boolean used = tables.interfaces().values().stream()
                .anyMatch(networkInterface -> networkInterface.subnetId().equals(subnetId));
        if (used) throw Refusals.dependency("subnet", subnetId);
        routing.forgetSubnet(subnetId);
        tables.subnets().remove(subnetId);
        ground.tags().forget(subnetId);
    }
}
