package io.windtunnel.cloud.compute.ec2.network;

import io.windtunnel.cloud.compute.ec2.common.Ground;
import java.util.function.Consumer;

/// Everything of a network that one account has in one Region.
///
/// Thread safety: its owner guards it with one lock, except where a method says that it needs none.
public record Networks(
        Ground ground,
        Vpcs vpcs,
        Routing routing,
        NatGateways natGateways,
        Addresses addresses,
        Interfaces interfaces,
        SecurityGroups groups,
        Endpoints endpoints) {
    /// The network as the tables hold it; in a new account and Region the default VPC is made. `locked` runs work under
    /// the owner's lock.
    public static Networks of(Ground ground, Consumer<Runnable> locked) {
        NetworkTables tables = NetworkTables.of(ground);
        boolean fresh = tables.vpcs().size() == 0;
        SecurityGroups groups = new SecurityGroups(ground, tables);
        Routing routing = new Routing(ground, tables);
        Vpcs vpcs = new Vpcs(ground, tables, routing, groups);
        Interfaces interfaces = new Interfaces(ground, tables);
        Addresses addresses = new Addresses(ground, tables, interfaces);
        NatGateways natGateways = new NatGateways(ground, tables, interfaces, addresses, locked);
        Endpoints endpoints = new Endpoints(ground, tables, interfaces);
        if (fresh) vpcs.createDefault();
        return new Networks(ground, vpcs, routing, natGateways, addresses, interfaces, groups, endpoints);
    }
}
