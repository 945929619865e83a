package io.windtunnel.cloud.compute.ec2.resources;

import io.windtunnel.cloud.compute.ec2.Ec2Api;
import io.windtunnel.cloud.compute.ec2.common.Tag;
import io.windtunnel.cloud.compute.ec2.network.AddressApi;
import io.windtunnel.cloud.compute.ec2.network.ElasticIp;
import io.windtunnel.cloud.compute.ec2.network.GatewayApi;
import io.windtunnel.cloud.compute.ec2.network.RoutingApi;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.cloud.template.ResourceType.Request;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gateways, route tables, routes and Elastic IPs as resource types.
final class RoutingTypes {
    record GatewayProperties(List<Tag> tags) {}

    record AttachmentProperties(String vpcId, @Nullable String internetGatewayId) {}

    record TableProperties(String vpcId, List<Tag> tags) {}

    record RouteProperties(
            String routeTableId,
            @Nullable String destinationCidrBlock,
            @Nullable String gatewayId,
            @Nullable String natGatewayId,
            @Nullable String instanceId,
            @Nullable String networkInterfaceId) {
        RoutingApi.CreateRouteRequest request() {
            return new RoutingApi.CreateRouteRequest(
                    routeTableId, destinationCidrBlock, gatewayId, natGatewayId, instanceId, networkInterfaceId, null);
        }
    }

    record AssociationProperties(String subnetId, String routeTableId) {}

    record NatProperties(
            @Nullable String subnetId,
            @Nullable String allocationId,
            @Nullable String connectivityType,
            List<Tag> tags) {}

    record AddressProperties(
            @Nullable String domain, @Nullable String instanceId, List<Tag> tags) {}

    record AddressAssociationProperties(
            @Nullable String allocationId,
            @Nullable String eIP,
            @Nullable String instanceId,
            @Nullable String networkInterfaceId) {}

    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    private final Ec2Api face;

    RoutingTypes(Ec2Api face) {
        this.face = face;
    }

    List<ResourceType<?>> all() {
        return List.of(
                gateway(), attachment(), table(), route(), association(), nat(), address(), addressAssociation());
    }

    private Type<GatewayProperties> gateway() {
        return Type.of(
                "AWS::EC2::InternetGateway",
                GatewayProperties.class,
                Set.of(),
                request -> {
                    String id = face.createInternetGateway(
                                    Caller.call(request),
                                    new GatewayApi.CreateInternetGatewayRequest(
                                            Caller.tags(
                                                    "internet-gateway",
                                                    request,
                                                    request.properties().tags()),
                                            null))
                            .internetGateway()
                            .internetGatewayId();
                    Caller.sign(face, request, id, "internet-gateway");
                    return new Progress.Done(id, Map.of("InternetGatewayId", id));
                },
                (request, before) -> {
                    String id = request.id();
                    Caller.retag(
                            face,
                            request,
                            id,
                            "internet-gateway",
                            before.tags(),
                            request.properties().tags());
                    return new Progress.Done(id, Map.of("InternetGatewayId", id));
                },
                request -> face.deleteInternetGateway(
                        Caller.call(request), new GatewayApi.DeleteInternetGatewayRequest(request.id(), null)));
    }

    private Type<AttachmentProperties> attachment() {
        return Type.of(
                "AWS::EC2::VPCGatewayAttachment",
                AttachmentProperties.class,
                Set.of("VpcId", "InternetGatewayId"),
                request -> {
                    face.attachInternetGateway(Caller.call(request), attach(request.properties()));
                    String id = "IGW|" + request.properties().vpcId();
                    return new Progress.Done(id, Map.of("AttachmentType", "IGW"));
                },
                (request, _) -> new Progress.Done(request.id(), Map.of("AttachmentType", "IGW")),
                request -> face.detachInternetGateway(Caller.call(request), attach(request.properties())));
    }

    private static GatewayApi.AttachInternetGatewayRequest attach(AttachmentProperties wanted) {
        if (wanted.internetGatewayId() == null)
            throw AwsException.notBuilt("ec2", "AttachVpnGateway", "a VPN gateway's attachment");
        return new GatewayApi.AttachInternetGatewayRequest(wanted.internetGatewayId(), wanted.vpcId(), null);
    }

    private Type<TableProperties> table() {
        return Type.of(
                "AWS::EC2::RouteTable",
                TableProperties.class,
                Set.of("VpcId"),
                request -> {
                    TableProperties wanted = request.properties();
                    String id = face.createRouteTable(
                                    Caller.call(request),
                                    new RoutingApi.CreateRouteTableRequest(
                                            wanted.vpcId(), Caller.tags("route-table", request, wanted.tags()), null))
                            .routeTable()
                            .routeTableId();
                    Caller.sign(face, request, id, "route-table");
                    return new Progress.Done(id, Map.of("RouteTableId", id));
                },
                (request, before) -> {
                    String id = request.id();
                    Caller.retag(
                            face,
                            request,
                            id,
                            "route-table",
                            before.tags(),
                            request.properties().tags());
                    return new Progress.Done(id, Map.of("RouteTableId", id));
                },
                request -> face.deleteRouteTable(
                        Caller.call(request), new RoutingApi.DeleteRouteTableRequest(request.id(), null)));
    }

    private static Progress route(RouteProperties wanted) {
        String destination = String.valueOf(wanted.destinationCidrBlock());
        return new Progress.Done(wanted.routeTableId() + "|" + destination, Map.of("CidrBlock", destination));
    }

    private Type<RouteProperties> route() {
        return Type.of(
                "AWS::EC2::Route",
                RouteProperties.class,
                Set.of("RouteTableId", "DestinationCidrBlock"),
                request -> {
                    face.createRoute(Caller.call(request), request.properties().request());
                    return route(request.properties());
                },
                (request, _) -> {
                    face.replaceRoute(Caller.call(request), request.properties().request());
                    return route(request.properties());
                },
                request -> face.deleteRoute(
                        Caller.call(request),
                        new RoutingApi.DeleteRouteRequest(
                                request.properties().routeTableId(),
                                request.properties().destinationCidrBlock(),
                                null)));
    }

    private Type<AssociationProperties> association() {
        return Type.of(
                "AWS::EC2::SubnetRouteTableAssociation",
                AssociationProperties.class,
                Set.of("SubnetId", "RouteTableId"),
                request -> {
                    String id = face.associateRouteTable(
                                    Caller.call(request),
                                    new RoutingApi.AssociateRouteTableRequest(
                                            request.properties().routeTableId(),
                                            request.properties().subnetId(),
                                            null))
                            .associationId();
                    return new Progress.Done(id, Map.of("Id", id));
                },
                (request, _) -> new Progress.Done(request.id(), Map.of("Id", request.id())),
                request -> face.disassociateRouteTable(
                        Caller.call(request), new RoutingApi.DisassociateRouteTableRequest(request.id(), null)));
    }

    private Type<NatProperties> nat() {
        return new Type<>(
                "AWS::EC2::NatGateway",
                NatProperties.class,
                Set.of("SubnetId", "AllocationId", "ConnectivityType"),
                request -> {
                    NatProperties wanted = request.properties();
                    String id = face.createNatGateway(
                                    Caller.call(request),
                                    new GatewayApi.CreateNatGatewayRequest(
                                            wanted.subnetId(),
                                            wanted.allocationId(),
                                            wanted.connectivityType(),
                                            Caller.tags("natgateway", request, wanted.tags()),
                                            null,
                                            null))
                            .natGateway()
                            .natGatewayId();
                    Caller.sign(face, request, id, "natgateway");
                    return natUntil(request, id, "available");
                },
                (request, before) -> {
                    Caller.retag(
                            face,
                            request,
                            request.id(),
                            "natgateway",
                            before.tags(),
                            request.properties().tags());
                    return natUntil(request, request.id(), "available");
                },
                request -> {
                    Caller.unlessGone(() -> face.deleteNatGateway(
                            Caller.call(request), new GatewayApi.DeleteNatGatewayRequest(request.id(), null)));
                    return natUntil(request, request.id(), "deleted");
                });
    }

    private Progress natUntil(Request<NatProperties> request, String id, String state) {
        boolean there = face.network(
                Caller.call(request),
                networks -> networks.natGateways().all().stream()
                        .noneMatch(gateway -> gateway.natGatewayId().equals(id)
                                && !gateway.state().equals(state)));
        return there
                ? new Progress.Done(id, Map.of("NatGatewayId", id))
                : new Progress.Pending(id, ASK_AGAIN, () -> natUntil(request, id, state));
    }

    private Type<AddressProperties> address() {
        return Type.of(
                "AWS::EC2::EIP",
                AddressProperties.class,
                Set.of("Domain"),
                request -> {
                    AddressProperties wanted = request.properties();
                    String allocation = face.allocateAddress(
                                    Caller.call(request),
                                    new AddressApi.AllocateAddressRequest(
                                            wanted.domain(), Caller.tags("elastic-ip", request, wanted.tags()), null))
                            .allocationId();
                    Caller.sign(face, request, allocation, "elastic-ip");
                    if (wanted.instanceId() != null) associate(request, allocation, wanted.instanceId(), null);
                    return address(elasticIp(request, allocation));
                },
                (request, _) -> address(byAddress(request)),
                request -> {
                    ElasticIp known = byAddress(request);
                    if (known.associationId() != null)
                        face.disassociateAddress(
                                Caller.call(request),
                                new AddressApi.DisassociateAddressRequest(known.associationId(), null, null));
                    face.releaseAddress(
                            Caller.call(request),
                            new AddressApi.ReleaseAddressRequest(known.allocationId(), null, null));
                });
    }

    private ElasticIp byAddress(Request<?> request) {
        return face.network(
                Caller.call(request), networks -> networks.addresses().byAddress(request.id()));
    }

    private ElasticIp elasticIp(Request<?> request, String allocationId) {
        return face.network(
                Caller.call(request), networks -> networks.addresses().require(allocationId));
    }

    private static Progress address(ElasticIp elasticIp) {
        return new Progress.Done(
                elasticIp.publicIp(),
                Map.of("AllocationId", elasticIp.allocationId(), "PublicIp", elasticIp.publicIp()));
    }

    private String associate(
            Request<?> request, String allocation, @Nullable String instanceId, @Nullable String interfaceId) {
        return Objects.requireNonNull(face.associateAddress(
                        Caller.call(request),
                        new AddressApi.AssociateAddressRequest(allocation, null, instanceId, interfaceId, true, null))
                .associationId());
    }

    private Type<AddressAssociationProperties> addressAssociation() {
        return Type.of(
                "AWS::EC2::EIPAssociation",
                AddressAssociationProperties.class,
                Set.of("AllocationId", "EIP", "InstanceId", "NetworkInterfaceId"),
                request -> {
                    AddressAssociationProperties wanted = request.properties();
                    String allocation = wanted.allocationId() != null
                            ? wanted.allocationId()
                            : face.network(
                                    Caller.call(request),
                                    networks -> networks.addresses()
                                            .byAddress(String.valueOf(wanted.eIP()))
                                            .allocationId());
                    String id = associate(request, allocation, wanted.instanceId(), wanted.networkInterfaceId());
                    return new Progress.Done(id, Map.of("Id", id));
                },
                (request, _) -> new Progress.Done(request.id(), Map.of("Id", request.id())),
                request -> face.disassociateAddress(
                        Caller.call(request), new AddressApi.DisassociateAddressRequest(request.id(), null, null)));
    }
}
