package io.windtunnel.cloud.compute.ec2.network;

import io.windtunnel.cloud.compute.ec2.common.Ground;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.cloud.compute.ec2.network.RouteTable.Association;
import io.windtunnel.wire.AwsException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Route tables and internet gateways.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
public final class Routing {
    /// Where a route leads: a destination block and exactly one target.
    public record Target(
            String destination,
            @Nullable String gatewayId,
            @Nullable String natGatewayId,
            @Nullable String instanceId,
            @Nullable String networkInterfaceId) {}

    private static final String EVERYWHERE = "0.0.0.0/0";

    private final Ground ground;
    private final NetworkTables tables;

    Routing(Ground ground, NetworkTables tables) {
        this.ground = ground;
        this.tables = tables;
    }

    public Collection<RouteTable> all() {
        return tables.routeTables().values();
    }

    public Collection<InternetGateway> internetGateways() {
        return tables.internetGateways().values();
    }

    /// @throws AwsException `InvalidRouteTableID.NotFound`
    public RouteTable require(String routeTableId) {
        return tables.routeTable(routeTableId);
    }

    /// @throws AwsException `InvalidInternetGatewayID.NotFound`
    public InternetGateway requireInternetGateway(String gatewayId) {
        return tables.internetGateway(gatewayId);
    }

    /// The main route table of a VPC.
    public RouteTable main(String vpcId) {
        return in(vpcId).filter(RouteTable::main).findFirst().orElseThrow();
    }

    private Stream<RouteTable> in(String vpcId) {
        return all().stream().filter(table -> table.vpcId().equals(vpcId));
    }

    /// The table a subnet uses: its own, else its VPC's main one.
    public RouteTable of(Subnet subnet) {
        return in(subnet.vpcId())
                .filter(table -> table.associations().stream()
                        .anyMatch(association -> subnet.subnetId().equals(association.subnetId())))
                .findFirst()
                .orElseGet(() -> main(subnet.vpcId()));
    }

    /// Whether a subnet is public: everything unknown goes to an internet gateway.
    public boolean toInternet(Subnet subnet) {
        return of(subnet)
                .route(EVERYWHERE)
                .filter(route ->
                        Objects.requireNonNullElse(route.gatewayId(), "").startsWith("igw-") && active(route))
                .isPresent();
    }

    /// Whether a route's target is there: otherwise its packets fall into a black hole.
    public boolean active(RouteTable.Entry route) {
        if (route.isLocal()) return true;
        if (route.gatewayId() != null && route.gatewayId().startsWith("igw-")) {
            InternetGateway gateway = tables.internetGateways().get(route.gatewayId());
            return gateway != null && gateway.vpcId() != null;
        }
        if (route.natGatewayId() != null) {
            NatGateway gateway = tables.natGateways().get(route.natGatewayId());
            return gateway != null && gateway.live();
        }
        return route.networkInterfaceId() == null || tables.interfaces().get(route.networkInterfaceId()) != null;
    }

    void createMain(Vpc vpc) {
        add(vpc, List.of(new Association(ground.id("rtbassoc"), null)));
    }

    private RouteTable add(Vpc vpc, List<Association> associations) {
        RouteTable table = new RouteTable(
                ground.id("rtb"), vpc.vpcId(), List.of(RouteTable.Entry.local(vpc.cidrBlock())), associations);
        return put(table);
    }

    private RouteTable put(RouteTable table) {
        tables.routeTables().put(table.routeTableId(), table);
        return table;
    }

    public RouteTable create(String vpcId, Map<String, String> tags) {
        Vpc vpc = tables.vpc(vpcId);
        long there = all().stream().filter(other -> other.vpcId().equals(vpcId)).count();
        ground.require(NetworkLimit.ROUTE_TABLES_PER_VPC, there + 1);
        RouteTable table = add(vpc, List.of());
        ground.tags().add(table.routeTableId(), "route-table", tags);
        return table;
    }

    public void delete(String routeTableId) {
        RouteTable table = require(routeTableId);
        if (!table.associations().isEmpty()) throw Refusals.dependency("routeTable", routeTableId);
        tables.routeTables().remove(routeTableId);
        ground.tags().forget(routeTableId);
    }

    /// Has a subnet use a table instead of its VPC's main one.
    public Association associate(String routeTableId, String subnetId) {
        RouteTable table = require(routeTableId);
        Subnet subnet = tables.subnet(subnetId);
        if (!subnet.vpcId().equals(table.vpcId()))
            throw Refusals.invalidValue(
                    "route table " + routeTableId + " and subnet " + subnetId + " belong to different networks");
        boolean associated = in(subnet.vpcId())
                .flatMap(other -> other.associations().stream())
                .anyMatch(association -> subnetId.equals(association.subnetId()));
        if (associated)
            throw new AwsException(
                    "Resource.AlreadyAssociated",
                    "the specified association for route table " + routeTableId
                            + " conflicts with an existing association");
        Association association = new Association(ground.id("rtbassoc"), subnetId);
        put(table.with(association));
        return association;
    }

    /// Has an association lead to another table, under a new id.
    public Association replace(String associationId, String routeTableId) {
        RouteTable to = require(routeTableId);
        RouteTable from = owner(associationId);
        Association old = association(from, associationId);
        if (!from.vpcId().equals(to.vpcId()))
            throw Refusals.invalidValue("route table " + routeTableId + " and association " + associationId
                    + " belong to different networks");
        Association moved = new Association(ground.id("rtbassoc"), old.subnetId());
        put(from.withoutAssociation(associationId));
        put(require(routeTableId).with(moved));
        return moved;
    }

    public void disassociate(String associationId) {
        RouteTable table = owner(associationId);
        if (association(table, associationId).main())
            throw Refusals.invalidValue("cannot disassociate the main route table association " + associationId);
        put(table.withoutAssociation(associationId));
    }

    private RouteTable owner(String associationId) {
        return all().stream()
                .filter(table -> table.associations().stream()
                        .anyMatch(association -> association.associationId().equals(associationId)))
                .findFirst()
                .orElseThrow(() -> new AwsException(
                        "InvalidAssociationID.NotFound", "The association ID '" + associationId + "' does not exist"));
    }

    private static Association association(RouteTable table, String associationId) {
        return table.associations().stream()
                .filter(association -> association.associationId().equals(associationId))
                .findFirst()
                .orElseThrow();
    }

    public void createRoute(String routeTableId, Target target) {
        RouteTable.Entry route = checked(routeTableId, target);
        RouteTable table = require(routeTableId);
        Optional<RouteTable.Entry> there = table.route(route.destination());
        if (there.isPresent() && !there.get().equals(route))
            throw new AwsException(
                    "RouteAlreadyExists", "The route identified by " + route.destination() + " already exists.");
        if (there.isEmpty())
            ground.require(NetworkLimit.ROUTES_PER_TABLE, table.routes().size());
        put(table.with(route));
    }

    public void replaceRoute(String routeTableId, Target target) {
        RouteTable.Entry route = checked(routeTableId, target);
        if (require(routeTableId).route(route.destination()).isEmpty())
            throw Refusals.invalidValue("There is no route defined for '" + route.destination()
                    + "' in the route table. Use CreateRoute instead.");
        put(require(routeTableId).with(route));
    }

    public void deleteRoute(String routeTableId, String destination) {
        RouteTable table = require(routeTableId);
        String block = Cidr.of(destination, "destinationCidrBlock").toString();
        RouteTable.Entry route = table.route(block)
                .orElseThrow(() -> new AwsException(
                        "InvalidRoute.NotFound",
                        "no route with destination-cidr-block " + block + " in route table " + routeTableId));
        if (route.isLocal())
            throw Refusals.invalidValue("cannot remove local route " + block + " in route table " + routeTableId);
        put(table.withoutRoute(block));
    }

    private RouteTable.Entry checked(String routeTableId, Target target) {
        RouteTable table = require(routeTableId);
        Cidr destination = Cidr.of(target.destination(), "destinationCidrBlock");
        long targets = Stream.of(
                        target.gatewayId(), target.natGatewayId(), target.instanceId(), target.networkInterfaceId())
                .filter(Objects::nonNull)
                .count();
        if (targets == 0)
            throw new AwsException(
                    "MissingParameter",
                    "The request must contain exactly one of gatewayId, natGatewayId,"
                            + " networkInterfaceId, vpcPeeringConnectionId or transitGatewayId");
        if (targets > 1) throw Refusals.combination("A route has exactly one target");
        if (tables.vpc(table.vpcId()).cidr().equals(destination))
            throw Refusals.invalidValue("The destination CIDR block " + destination
                    + " is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an"
                    + " interface or an instance.");
        if (target.gatewayId() != null) checkGateway(table, target.gatewayId());
        if (target.natGatewayId() != null) tables.natGateway(target.natGatewayId());
        if (target.networkInterfaceId() != null) tables.networkInterface(target.networkInterfaceId());
        return new RouteTable.Entry(
                destination.toString(),
                target.gatewayId(),
                target.natGatewayId(),
                target.instanceId(),
                target.networkInterfaceId(),
                "CreateRoute");
    }

    private void checkGateway(RouteTable table, String gatewayId) {
        if (gatewayId.startsWith("vgw-")) return;
        InternetGateway gateway = tables.internetGateway(gatewayId);
        if (!table.vpcId().equals(gateway.vpcId()))
            throw Refusals.invalidValue("route table " + table.routeTableId() + " and network gateway " + gatewayId
                    + " belong to different networks");
    }

    public InternetGateway createInternetGateway(Map<String, String> tags) {
        ground.require(NetworkLimit.INTERNET_GATEWAYS, tables.internetGateways().size() + 1);
        InternetGateway gateway = new InternetGateway(ground.id("igw"), null);
        tables.internetGateways().put(gateway.internetGatewayId(), gateway);
        ground.tags().add(gateway.internetGatewayId(), "internet-gateway", tags);
        return gateway;
    }

    public void attach(String gatewayId, String vpcId) {
        InternetGateway gateway = tables.internetGateway(gatewayId);
        tables.vpc(vpcId);
        if (gateway.vpcId() != null)
            throw new AwsException(
                    "Resource.AlreadyAssociated",
                    "resource " + gatewayId + " is already attached to network " + gateway.vpcId());
        if (internetGateways().stream().anyMatch(other -> vpcId.equals(other.vpcId())))
            throw Refusals.invalidValue("Network " + vpcId + " already has an internet gateway attached");
        tables.internetGateways().put(gatewayId, new InternetGateway(gatewayId, vpcId));
    }

    public void detach(String gatewayId, String vpcId) {
        InternetGateway gateway = tables.internetGateway(gatewayId);
        if (!vpcId.equals(gateway.vpcId()))
            throw new AwsException(
                    "Gateway.NotAttached", "resource " + gatewayId + " is not attached to network " + vpcId);
        boolean mapped = tables.interfaces().values().stream()
                .anyMatch(networkInterface ->
                        networkInterface.vpcId().equals(vpcId) && networkInterface.publicIp() != null);
        if (mapped)
            throw new AwsException(
                    "DependencyViolation",
                    "Network " + vpcId + " has some mapped public address(es). Please unmap those public address(es)"
                            + " before detaching the gateway.");
        tables.internetGateways().put(gatewayId, new InternetGateway(gatewayId, null));
    }

    public void deleteInternetGateway(String gatewayId) {
        InternetGateway gateway = tables.internetGateway(gatewayId);
        if (gateway.vpcId() != null) throw Refusals.dependency("internetGateway", gatewayId);
        tables.internetGateways().remove(gatewayId);
        ground.tags().forget(gatewayId);
    }

    /// Whether a VPC has a gateway or a route table of its own making.
    boolean holds(String vpcId) {
        return internetGateways().stream().anyMatch(gateway -> vpcId.equals(gateway.vpcId()))
                || in(vpcId).anyMatch(table -> !table.main());
    }

    void forgetMain(String vpcId) {
        for (RouteTable table : in(vpcId).toList()) {
            tables.routeTables().remove(table.routeTableId());
            ground.tags().forget(table.routeTableId());
        }
    }

    void forgetSubnet(String subnetId) {
        for (RouteTable table : all())
            for (Association association : table.associations())
                if (subnetId.equals(association.subnetId()))
                    put(require(table.routeTableId()).withoutAssociation(association.associationId()));
    }
}
