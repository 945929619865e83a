package io.windtunnel.cloud.compute.ec2.network;

import io.windtunnel.cloud.compute.ec2.common.Chosen;
import io.windtunnel.cloud.compute.ec2.common.Fields;
import io.windtunnel.cloud.compute.ec2.common.Filter;
import io.windtunnel.cloud.compute.ec2.common.Page;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.cloud.compute.ec2.common.Tag;
import io.windtunnel.cloud.compute.ec2.common.TagSpecification;
import io.windtunnel.wire.Call;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// EC2's operations on route tables.
public interface RoutingApi extends NetworkAccess {
    record CreateRouteTableRequest(
            String vpcId,
            List<TagSpecification> tagSpecifications,
            @Nullable Boolean dryRun) {}

    record CreateRouteTableResult(RouteTableDescription routeTable) {}

    record RouteDescription(
            String destinationCidrBlock,
            @Nullable String gatewayId,
            @Nullable String natGatewayId,
            @Nullable String instanceId,
            @Nullable String networkInterfaceId,
            String origin,
            String state) {}

    record AssociationState(String state) {}

    record AssociationDescription(
            String routeTableAssociationId,
            String routeTableId,
            @Nullable String subnetId,
            boolean main,
            AssociationState associationState) {}

    record RouteTableDescription(
            String routeTableId,
            String vpcId,
            String ownerId,
            List<RouteDescription> routes,
            List<AssociationDescription> associations,
            List<Tag> tags) {}

    record DescribeRouteTablesRequest(
            List<String> routeTableIds,
            List<Filter> filters,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            @Nullable Boolean dryRun) {}

    record DescribeRouteTablesResult(
            List<RouteTableDescription> routeTables,
            @Nullable String nextToken) {}

    record DeleteRouteTableRequest(
            String routeTableId, @Nullable Boolean dryRun) {}

    record AssociateRouteTableRequest(
            String routeTableId,
            @Nullable String subnetId,
            @Nullable Boolean dryRun) {}

    record AssociateRouteTableResult(String associationId, AssociationState associationState) {}

    record DisassociateRouteTableRequest(
            String associationId, @Nullable Boolean dryRun) {}

    record ReplaceRouteTableAssociationRequest(
            String associationId,
            String routeTableId,
            @Nullable Boolean dryRun) {}

    record ReplaceRouteTableAssociationResult(String newAssociationId, AssociationState associationState) {}

    record CreateRouteRequest(
            String routeTableId,
            @Nullable String destinationCidrBlock,
            @Nullable String gatewayId,
            @Nullable String natGatewayId,
            @Nullable String instanceId,
            @Nullable String networkInterfaceId,
            @Nullable Boolean dryRun) {
        Routing.Target target() {
            return new Routing.Target(
                    Refusals.required(destinationCidrBlock, "destinationCidrBlock"),
                    gatewayId,
                    natGatewayId,
                    instanceId,
                    networkInterfaceId);
        }
    }

    record CreateRouteResult(
            @io.windtunnel.wire.Member("Return") boolean returned) {}

    record DeleteRouteRequest(
            String routeTableId,
            @Nullable String destinationCidrBlock,
            @Nullable Boolean dryRun) {}

    AssociationState ASSOCIATED = new AssociationState("associated");

    Fields<RouteTable> ROUTE_TABLE_FIELDS = new Fields<>(RouteTable::routeTableId)
            .one("route-table-id", RouteTable::routeTableId)
            .one("vpc-id", RouteTable::vpcId)
            .many("association.main", table -> table.associations().stream().map(a -> String.valueOf(a.main())))
            .many(
                    "association.subnet-id",
                    table -> table.associations().stream().map(a -> a.subnetId()))
            .many(
                    "association.route-table-association-id",
                    table -> table.associations().stream().map(a -> a.associationId()))
            .many(
                    "association.route-table-id",
                    table -> table.associations().stream().map(_ -> table.routeTableId()))
            .many(
                    "route.destination-cidr-block",
                    table -> table.routes().stream().map(r -> r.destination()))
            .many("route.gateway-id", table -> table.routes().stream().map(r -> r.gatewayId()))
            .many("route.nat-gateway-id", table -> table.routes().stream().map(r -> r.natGatewayId()))
            .many("route.origin", table -> table.routes().stream().map(r -> r.origin()));

    private static RouteTableDescription description(Networks networks, RouteTable table) {
        return new RouteTableDescription(
                table.routeTableId(),
                table.vpcId(),
                networks.ground().account(),
                table.routes().stream()
                        .map(route -> new RouteDescription(
                                route.destination(),
                                route.gatewayId(),
                                route.natGatewayId(),
                                route.instanceId(),
                                route.networkInterfaceId(),
                                route.origin(),
                                networks.routing().active(route) ? "active" : "blackhole"))
                        .toList(),
                table.associations().stream()
                        .map(association -> new AssociationDescription(
                                association.associationId(),
                                table.routeTableId(),
                                association.subnetId(),
                                association.main(),
                                ASSOCIATED))
                        .toList(),
                networks.ground().tags().list(table.routeTableId()));
    }

    default CreateRouteTableResult createRouteTable(Call call, CreateRouteTableRequest request) {
        Refusals.dryRun(request.dryRun());
        var tags = TagSpecification.forOnly(request.tagSpecifications(), "route-table");
        return network(
                call,
                networks -> new CreateRouteTableResult(
                        description(networks, networks.routing().create(request.vpcId(), tags))));
    }

    default DescribeRouteTablesResult describeRouteTables(Call call, DescribeRouteTablesRequest request) {
        Refusals.dryRun(request.dryRun());
        return network(call, networks -> {
            var chosen = Chosen.of(networks.routing().all(), request.routeTableIds(), networks.routing()::require);
            var selected = ROUTE_TABLE_FIELDS.select(
                    chosen, request.filters(), networks.ground().tags());
            var page = Page.of(selected, RouteTable::routeTableId, request.maxResults(), request.nextToken());
            return new DescribeRouteTablesResult(
                    page.items().stream()
                            .map(table -> description(networks, table))
                            .toList(),
                    page.nextToken());
        });
    }

    default void deleteRouteTable(Call call, DeleteRouteTableRequest request) {
        Refusals.dryRun(request.dryRun());
        changeNetwork(call, networks -> networks.routing().delete(request.routeTableId()));
    }

    default AssociateRouteTableResult associateRouteTable(Call call, AssociateRouteTableRequest request) {
        Refusals.dryRun(request.dryRun());
        String subnetId = Refusals.required(request.subnetId(), "subnetId");
        return network(
                call,
                networks -> new AssociateRouteTableResult(
                        networks.routing()
                                .associate(request.routeTableId(), subnetId)
                                .associationId(),
                        ASSOCIATED));
    }

    default void disassociateRouteTable(Call call, DisassociateRouteTableRequest request) {
        Refusals.dryRun(request.dryRun());
        changeNetwork(call, networks -> networks.routing().disassociate(request.associationId()));
    }

    default ReplaceRouteTableAssociationResult replaceRouteTableAssociation(
            Call call, ReplaceRouteTableAssociationRequest request) {
        Refusals.dryRun(request.dryRun());
        return network(
                call,
                networks -> new ReplaceRouteTableAssociationResult(
                        networks.routing()
                                .replace(request.associationId(), request.routeTableId())
                                .associationId(),
                        ASSOCIATED));
    }

    default CreateRouteResult createRoute(Call call, CreateRouteRequest request) {
        Refusals.dryRun(request.dryRun());
        changeNetwork(call, networks -> networks.routing().createRoute(request.routeTableId(), request.target()));
        return new CreateRouteResult(true);
    }

    default void replaceRoute(Call call, CreateRouteRequest request) {
        Refusals.dryRun(request.dryRun());
        changeNetwork(call, networks -> networks.routing().replaceRoute(request.routeTableId(), request.target()));
    }

    default void deleteRoute(Call call, DeleteRouteRequest request) {
        Refusals.dryRun(request.dryRun());
        String destination = Objects.requireNonNullElse(request.destinationCidrBlock(), "");
        changeNetwork(call, networks -> networks.routing().deleteRoute(request.routeTableId(), destination));
    }
}
