package io.windtunnel.cloud.compute.ec2.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A route table: where a subnet's packets go.
public record RouteTable(String routeTableId, String vpcId, List<Entry> routes, List<Association> associations) {
    /// A route. Exactly one target is set; `local` as the gateway is the VPC itself.
    public record Entry(
            String destination,
            @Nullable String gatewayId,
            @Nullable String natGatewayId,
            @Nullable String instanceId,
            @Nullable String networkInterfaceId,
            String origin) {
        static Entry local(String cidr) {
            return new Entry(cidr, "local", null, null, null, "CreateRouteTable");
        }

        boolean isLocal() {
            return "local".equals(gatewayId);
        }
    }

    /// Which subnet uses the table; a null subnet is the VPC's main association.
    public record Association(
            String associationId, @Nullable String subnetId) {
        public boolean main() {
            return subnetId == null;
        }
    }

    public boolean main() {
        return associations.stream().anyMatch(Association::main);
    }

    Optional<Entry> route(String destination) {
        return routes.stream()
                .filter(route -> route.destination().equals(destination))
                .findFirst();
    }

    RouteTable with(Entry route) {
        return new RouteTable(
                routeTableId,
                vpcId,
                plus(routes, route, old -> old.destination().equals(route.destination())),
                associations);
    }

    RouteTable withoutRoute(String destination) {
        return new RouteTable(
                routeTableId,
                vpcId,
                routes.stream()
                        .filter(route -> !route.destination().equals(destination))
                        .toList(),
                associations);
    }

    RouteTable with(Association association) {
        return new RouteTable(
                routeTableId,
                vpcId,
                routes,
                plus(associations, association, old -> old.associationId().equals(association.associationId())));
    }

    RouteTable withoutAssociation(String associationId) {
        return new RouteTable(
                routeTableId,
                vpcId,
                routes,
                associations.stream()
                        .filter(association -> !association.associationId().equals(associationId))
                        .toList());
    }

    private static <T> List<T> plus(List<T> list, T added, Predicate<T> replaced) {
        List<T> next = new ArrayList<>(list);
        next.removeIf(replaced);
        next.add(added);
        return List.copyOf(next);
    }
}
