package io.windtunnel.cloud.compute.ec2.network;

import io.windtunnel.cloud.compute.ec2.common.Ground;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// NAT gateways: pending, then available; deleting, then deleted, and forgotten after an hour.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
public final class NatGateways {
    /// How long a NAT gateway is made, in scenario time. (At AWS about two minutes; see docs/fidelity.md.)
    static final Duration PENDING = Duration.ofSeconds(60);

    /// How long it is taken down.
    static final Duration DELETING = Duration.ofSeconds(30);

    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Ground ground;
    private final NetworkTables tables;
    private final Interfaces interfaces;
    private final Addresses addresses;
    private final Consumer<Runnable> locked;

    /// `locked` runs a timer's work under the owner's lock.
    NatGateways(
            Ground ground,
            NetworkTables tables,
            Interfaces interfaces,
            Addresses addresses,
            Consumer<Runnable> locked) {
        this.ground = ground;
        this.tables = tables;
        this.interfaces = interfaces;
        this.addresses = addresses;
        this.locked = locked;
        for (NatGateway known : all()) resume(known);
    }

    /// After a restart: what was under way goes on.
    private void resume(NatGateway known) {
        switch (known.state()) {
            case "pending" -> later(PENDING, () -> settle(known));
            case "deleting" -> later(DELETING, () -> end(known.natGatewayId()));
            case "deleted" -> forgetLater(known.natGatewayId());
            default -> {}
        }
    }

    private void later(Duration delay, Runnable work) {
        ground.fabric().time().after(delay, () -> locked.accept(work));
    }

    public Collection<NatGateway> all() {
        return tables.natGateways().values();
    }

    /// @throws AwsException `NatGatewayNotFound`
    public NatGateway require(String natGatewayId) {
        return tables.natGateway(natGatewayId);
    }

    public NatGateway create(
            String subnetId, boolean isPublic, @Nullable String allocationId, Map<String, String> tags) {
        Subnet subnet = tables.subnet(subnetId);
        ElasticIp elasticIp = isPublic ? address(allocationId) : null;
        long there = all().stream()
                .filter(other -> other.live()
                        && tables.subnet(other.subnetId()).zoneName().equals(subnet.zoneName()))
                .count();
        ground.require(NetworkLimit.NAT_GATEWAYS_PER_ZONE, there + 1);
        String id = ground.fabric().ids().resource("nat");
        NetworkInterface networkInterface = interfaces.create(new Interfaces.Wish(
                subnetId,
                List.of(tables.vpc(subnet.vpcId()).defaultGroupId()),
                null,
                false,
                "Interface for NAT Gateway " + id,
                "nat_gateway",
                null));
        if (elasticIp != null) addresses.associate(elasticIp, networkInterface.interfaceId(), false);
        NatGateway gateway = new NatGateway(
                id,
                subnetId,
                subnet.vpcId(),
                "pending",
                isPublic,
                allocationId,
                elasticIp == null ? null : elasticIp.publicIp(),
                networkInterface.privateIp(),
                networkInterface.interfaceId(),
                ground.now(),
                null);
        tables.natGateways().put(id, gateway);
        ground.tags().add(id, "natgateway", tags);
        later(PENDING, () -> settle(gateway));
        return gateway;
    }

    private ElasticIp address(@Nullable String allocationId) {
        ElasticIp elasticIp = addresses.require(Refusals.required(allocationId, "AllocationId"));
        if (elasticIp.associationId() != null)
            throw new AwsException(
                    "Resource.AlreadyAssociated",
                    "Elastic IP address [" + elasticIp.allocationId() + "] is already associated");
        return elasticIp;
    }

    private void settle(NatGateway gateway) {
        NatGateway now = tables.natGateways().get(gateway.natGatewayId());
        if (now != null && now.state().equals("pending"))
            tables.natGateways().put(now.natGatewayId(), now.in("available", null));
    }

    public void delete(String natGatewayId) {
        NatGateway gateway = require(natGatewayId);
        if (!gateway.live()) return;
        tables.natGateways().put(natGatewayId, gateway.in("deleting", null));
        later(DELETING, () -> end(natGatewayId));
    }

    private void end(String natGatewayId) {
        NatGateway gateway = require(natGatewayId);
        interfaces.delete(gateway.interfaceId());
        tables.natGateways().put(natGatewayId, gateway.in("deleted", ground.now()));
        forgetLater(natGatewayId);
    }

    private void forgetLater(String natGatewayId) {
        later(REMEMBERED, () -> {
            tables.natGateways().remove(natGatewayId);
            ground.tags().forget(natGatewayId);
        });
    }
}
