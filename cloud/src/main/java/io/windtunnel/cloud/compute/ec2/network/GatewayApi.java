package io.windtunnel.cloud.compute.ec2.network;

import io.windtunnel.cloud.compute.ec2.common.Chosen;
import io.windtunnel.cloud.compute.ec2.common.Fields;
import io.windtunnel.cloud.compute.ec2.common.Filter;
import io.windtunnel.cloud.compute.ec2.common.Page;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.cloud.compute.ec2.common.Tag;
import io.windtunnel.cloud.compute.ec2.common.TagSpecification;
import io.windtunnel.wire.Call;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// EC2's operations on internet and NAT gateways.
public interface GatewayApi extends NetworkAccess {
    record CreateInternetGatewayRequest(
            List<TagSpecification> tagSpecifications,
            @Nullable Boolean dryRun) {}

    record CreateInternetGatewayResult(InternetGatewayDescription internetGateway) {}

    record AttachmentDescription(String vpcId, String state) {}

    record InternetGatewayDescription(
            String internetGatewayId, String ownerId, List<AttachmentDescription> attachments, List<Tag> tags) {}

    record DescribeInternetGatewaysRequest(
            List<String> internetGatewayIds,
            List<Filter> filters,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            @Nullable Boolean dryRun) {}

    record DescribeInternetGatewaysResult(
            List<InternetGatewayDescription> internetGateways,
            @Nullable String nextToken) {}

    record AttachInternetGatewayRequest(
            String internetGatewayId,
            String vpcId,
            @Nullable Boolean dryRun) {}

    record DeleteInternetGatewayRequest(
            String internetGatewayId, @Nullable Boolean dryRun) {}

    record CreateNatGatewayRequest(
            @Nullable String subnetId,
            @Nullable String allocationId,
            @Nullable String connectivityType,
            List<TagSpecification> tagSpecifications,
            @Nullable String clientToken,
            @Nullable Boolean dryRun) {}

    record CreateNatGatewayResult(
            NatGatewayDescription natGateway, @Nullable String clientToken) {}

    record NatGatewayAddress(
            @Nullable String allocationId,
            String networkInterfaceId,
            String privateIp,
            @Nullable String publicIp,
            boolean isPrimary,
            String status) {}

    record NatGatewayDescription(
            String natGatewayId,
            String subnetId,
            String vpcId,
            String state,
            String connectivityType,
            List<NatGatewayAddress> natGatewayAddresses,
            Instant createTime,
            @Nullable Instant deleteTime,
            List<Tag> tags) {}

    record DescribeNatGatewaysRequest(
            List<String> natGatewayIds,
            List<Filter> filter,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            @Nullable Boolean dryRun) {}

    record DescribeNatGatewaysResult(
            List<NatGatewayDescription> natGateways,
            @Nullable String nextToken) {}

    record DeleteNatGatewayRequest(
            String natGatewayId, @Nullable Boolean dryRun) {}

    record DeleteNatGatewayResult(String natGatewayId) {}

    Fields<InternetGateway> INTERNET_GATEWAY_FIELDS = new Fields<>(InternetGateway::internetGatewayId)
            .one("internet-gateway-id", InternetGateway::internetGatewayId)
            .one("attachment.vpc-id", gateway -> gateway.vpcId())
            .one("attachment.state", gateway -> gateway.vpcId() == null ? null : "available");

    Fields<NatGateway> NAT_GATEWAY_FIELDS = new Fields<>(NatGateway::natGatewayId)
            .one("nat-gateway-id", NatGateway::natGatewayId)
            .one("subnet-id", NatGateway::subnetId)
            .one("vpc-id", NatGateway::vpcId)
            .one("state", NatGateway::state);

    private static InternetGatewayDescription description(Networks networks, InternetGateway gateway) {
        String vpcId = gateway.vpcId();
        return new InternetGatewayDescription(
                gateway.internetGatewayId(),
                networks.ground().account(),
                vpcId == null ? List.of() : List.of(new AttachmentDescription(vpcId, "available")),
                networks.ground().tags().list(gateway.internetGatewayId()));
    }

    private static NatGatewayDescription description(Networks networks, NatGateway gateway) {
        NatGatewayAddress address = new NatGatewayAddress(
                gateway.allocationId(),
                gateway.interfaceId(),
                gateway.privateIp(),
                gateway.publicIp(),
                true,
                gateway.state().equals("available") ? "succeeded" : "associating");
        return new NatGatewayDescription(
                gateway.natGatewayId(),
                gateway.subnetId(),
                gateway.vpcId(),
                gateway.state(),
                gateway.isPublic() ? "public" : "private",
                List.of(address),
                gateway.createTime(),
                gateway.deleteTime(),
                networks.ground().tags().list(gateway.natGatewayId()));
    }

    default CreateInternetGatewayResult createInternetGateway(Call call, CreateInternetGatewayRequest request) {
        Refusals.dryRun(request.dryRun());
        var tags = TagSpecification.forOnly(request.tagSpecifications(), "internet-gateway");
        return network(
                call,
                networks -> new CreateInternetGatewayResult(
                        description(networks, networks.routing().createInternetGateway(tags))));
    }

    default DescribeInternetGatewaysResult describeInternetGateways(
            Call call, DescribeInternetGatewaysRequest request) {
        Refusals.dryRun(request.dryRun());
        return network(call, networks -> {
            var chosen = Chosen.of(
                    networks.routing().internetGateways(),
                    request.internetGatewayIds(),
                    networks.routing()::requireInternetGateway);
            var selected = INTERNET_GATEWAY_FIELDS.select(
                    chosen, request.filters(), networks.ground().tags());
            var page = Page.of(selected, InternetGateway::internetGatewayId, request.maxResults(), request.nextToken());
            return new DescribeInternetGatewaysResult(
                    page.items().stream()
                            .map(gateway -> description(networks, gateway))
                            .toList(),
                    page.nextToken());
        });
    }

    default void attachInternetGateway(Call call, AttachInternetGatewayRequest request) {
        Refusals.dryRun(request.dryRun());
        changeNetwork(call, networks -> networks.routing().attach(request.internetGatewayId(), request.vpcId()));
    }

    default void detachInternetGateway(Call call, AttachInternetGatewayRequest request) {
        Refusals.dryRun(request.dryRun());
        changeNetwork(call, networks -> networks.routing().detach(request.internetGatewayId(), request.vpcId()));
    }

    default void deleteInternetGateway(Call call, DeleteInternetGatewayRequest request) {
        Refusals.dryRun(request.dryRun());
        changeNetwork(call, networks -> networks.routing().deleteInternetGateway(request.internetGatewayId()));
    }

    default CreateNatGatewayResult createNatGateway(Call call, CreateNatGatewayRequest request) {
        Refusals.dryRun(request.dryRun());
        var tags = TagSpecification.forOnly(request.tagSpecifications(), "natgateway");
        String subnetId = Refusals.required(request.subnetId(), "SubnetId");
        boolean isPublic = !"private".equals(request.connectivityType());
        return network(
                call,
                networks -> new CreateNatGatewayResult(
                        description(
                                networks,
                                networks.natGateways().create(subnetId, isPublic, request.allocationId(), tags)),
                        request.clientToken()));
    }

    default DescribeNatGatewaysResult describeNatGateways(Call call, DescribeNatGatewaysRequest request) {
        Refusals.dryRun(request.dryRun());
        return network(call, networks -> {
            var natGateways = networks.natGateways();
            var chosen = Chosen.of(natGateways.all(), request.natGatewayIds(), natGateways::require);
            var selected = NAT_GATEWAY_FIELDS.select(
                    chosen, request.filter(), networks.ground().tags());
            var page = Page.of(selected, NatGateway::natGatewayId, request.maxResults(), request.nextToken());
            return new DescribeNatGatewaysResult(
                    page.items().stream()
                            .map(gateway -> description(networks, gateway))
                            .toList(),
                    page.nextToken());
        });
    }

    default DeleteNatGatewayResult deleteNatGateway(Call call, DeleteNatGatewayRequest request) {
        Refusals.dryRun(request.dryRun());
        changeNetwork(call, networks -> networks.natGateways().delete(request.natGatewayId()));
        return new DeleteNatGatewayResult(request.natGatewayId());
    }
}
