package io.windtunnel.cloud.compute.ec2.network;

import io.windtunnel.cloud.compute.ec2.common.Ground;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// VPC endpoints: kept, described and deleted, with their addresses in the subnets. No packet goes through them: every
/// machine reaches every AWS API of this cloud anyway, and their policies are not evaluated.
public final class Endpoints {
    /// What a new endpoint is.
    public record Wish(
            String vpcId,
            String serviceName,
            String type,
            @Nullable String policyDocument,
            boolean privateDns,
            List<String> routeTableIds,
            List<String> subnetIds,
            List<String> groupIds) {}

    private final Ground ground;
    private final NetworkTables tables;
    private final Interfaces interfaces;

    Endpoints(Ground ground, NetworkTables tables, Interfaces interfaces) {
        this.ground = ground;
        this.tables = tables;
        this.interfaces = interfaces;
    }

    public Collection<VpcEndpoint> all() {
        return tables.endpoints().values();
    }

    public Optional<VpcEndpoint> find(String endpointId) {
        return Optional.ofNullable(tables.endpoints().get(endpointId));
    }

    public VpcEndpoint create(Wish wish, Map<String, String> tags) {
        tables.vpc(wish.vpcId());
        String service = "com.amazonaws." + ground.scope().region() + ".";
        if (!wish.serviceName().startsWith(service) && !wish.serviceName().startsWith("com.amazonaws.vpce."))
            throw new AwsException(
                    "InvalidServiceName", "The Vpc Endpoint Service '" + wish.serviceName() + "' does not exist");
        boolean gateway = wish.type().equals("Gateway");
        if (gateway && !wish.subnetIds().isEmpty())
            throw new AwsException("InvalidParameter", "SubnetIds are not supported for Gateway endpoints.");
        for (String id : wish.routeTableIds()) tables.routeTable(id);
        for (String id : wish.groupIds()) tables.group(id);
        requireRoom(wish, gateway);
        String endpointId = ground.id("vpce");
        List<Interfaces.Wish> wishes = wish.subnetIds().stream()
                .map(subnetId -> new Interfaces.Wish(
                        subnetId,
                        wish.groupIds(),
                        null,
                        false,
                        "VPC Endpoint Interface " + endpointId,
                        "vpc_endpoint",
                        null))
                .toList();
        for (Interfaces.Wish each : wishes) interfaces.check(each, 1);
        List<String> interfaceIds = new ArrayList<>();
        for (Interfaces.Wish each : wishes)
            interfaceIds.add(interfaces.create(each).interfaceId());
        VpcEndpoint endpoint = new VpcEndpoint(
                endpointId,
                wish.type(),
                wish.vpcId(),
                wish.serviceName(),
                wish.policyDocument(),
                wish.privateDns(),
                wish.routeTableIds(),
                wish.subnetIds(),
                wish.groupIds(),
                List.copyOf(interfaceIds),
                ground.now());
        tables.endpoints().put(endpointId, endpoint);
        ground.tags().add(endpointId, "vpc-endpoint", tags);
        return endpoint;
    }

    private void requireRoom(Wish wish, boolean gateway) {
        long there = tables.endpoints().values().stream()
                .filter(other -> other.type().equals(wish.type()))
                .filter(other -> gateway || other.vpcId().equals(wish.vpcId()))
                .count();
        ground.require(gateway ? NetworkLimit.GATEWAY_ENDPOINTS : NetworkLimit.INTERFACE_ENDPOINTS_PER_VPC, there + 1);
    }

    /// Deletes the endpoint.
    ///
    /// @throws AwsException `InvalidVpcEndpointId.NotFound`
    public void delete(String endpointId) {
        VpcEndpoint gone = tables.endpoints().remove(endpointId);
        if (gone == null) throw Refusals.notFound("InvalidVpcEndpointId.NotFound", "Vpc Endpoint Id", endpointId);
        gone.interfaceIds().forEach(interfaces::delete);
        ground.tags().forget(endpointId);
    }
}
