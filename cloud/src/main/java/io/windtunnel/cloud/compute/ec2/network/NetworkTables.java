package io.windtunnel.cloud.compute.ec2.network;

import io.windtunnel.cloud.compute.ec2.common.Ground;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.wire.AwsException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// What the networks of one account in one Region are made of. Each table is written by one owner of this package and
/// read by all.
record NetworkTables(
        Table<Vpc> vpcs,
        Table<Subnet> subnets,
        Table<RouteTable> routeTables,
        Table<InternetGateway> internetGateways,
        Table<NatGateway> natGateways,
        Table<ElasticIp> elasticIps,
        Table<NetworkInterface> interfaces,
        Table<SecurityGroup> groups,
        Table<VpcEndpoint> endpoints) {
    static NetworkTables of(Ground ground) {
        return new NetworkTables(
                ground.table("vpcs", Vpc.class),
                ground.table("subnets", Subnet.class),
                ground.table("route-tables", RouteTable.class),
                ground.table("internet-gateways", InternetGateway.class),
                ground.table("nat-gateways", NatGateway.class),
                ground.table("elastic-ips", ElasticIp.class),
                ground.table("network-interfaces", NetworkInterface.class),
                ground.table("security-groups", SecurityGroup.class),
                ground.table("vpc-endpoints", VpcEndpoint.class));
    }

    Vpc vpc(String id) {
        return found(vpcs, id, "InvalidVpcID.NotFound", "vpc");
    }

    Subnet subnet(String id) {
        return found(subnets, id, "InvalidSubnetID.NotFound", "subnet");
    }

    RouteTable routeTable(String id) {
        return found(routeTables, id, "InvalidRouteTableID.NotFound", "routeTable");
    }

    InternetGateway internetGateway(String id) {
        return found(internetGateways, id, "InvalidInternetGatewayID.NotFound", "internetGateway");
    }

    ElasticIp elasticIp(String id) {
        return found(elasticIps, id, "InvalidAllocationID.NotFound", "allocation");
    }

    NetworkInterface networkInterface(String id) {
        return found(interfaces, id, "InvalidNetworkInterfaceID.NotFound", "networkInterface");
    }

    NatGateway natGateway(String id) {
        return found(
                natGateways,
                id,
                (_, name) -> new AwsException("NatGatewayNotFound", "NatGateway " + name + " was not found"));
    }

    SecurityGroup group(String id) {
        return found(
                groups,
                id,
                (_, name) ->
                        new AwsException("InvalidGroup.NotFound", "The security group '" + name + "' does not exist"));
    }

    private static <V extends Record> V found(Table<V> table, String id, String code, String what) {
        return found(table, id, (_, name) -> Refusals.notFound(code, what, name));
    }

    private static <V extends Record> V found(
            Table<V> table, String id, BiFunction<Table<V>, String, AwsException> refusal) {
        @Nullable V value = table.get(id);
        if (value == null) throw refusal.apply(table, id);
        return value;
    }
}
