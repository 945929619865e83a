package io.windtunnel.cloud.compute.ec2.network;

import io.windtunnel.cloud.compute.ec2.common.Chosen;
import io.windtunnel.cloud.compute.ec2.common.Fields;
import io.windtunnel.cloud.compute.ec2.common.Filter;
import io.windtunnel.cloud.compute.ec2.common.GroupIdentifier;
import io.windtunnel.cloud.compute.ec2.common.Page;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.cloud.compute.ec2.common.Tag;
import io.windtunnel.cloud.compute.ec2.common.TagSpecification;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// EC2's operations on VPC endpoints and AWS's prefix lists.
public interface EndpointApi extends NetworkAccess {
    record CreateVpcEndpointRequest(
            String vpcId,
            @Nullable String serviceName,
            @Nullable String vpcEndpointType,
            @Nullable String policyDocument,
            @Nullable Boolean privateDnsEnabled,
            List<String> routeTableIds,
            List<String> subnetIds,
            List<String> securityGroupIds,
            List<TagSpecification> tagSpecifications,
            @Nullable String clientToken,
            @Nullable Boolean dryRun) {}

    record CreateVpcEndpointResult(
            EndpointDescription vpcEndpoint, @Nullable String clientToken) {}

    record EndpointDescription(
            String vpcEndpointId,
            String vpcEndpointType,
            String vpcId,
            String serviceName,
            String state,
            @Nullable String policyDocument,
            boolean privateDnsEnabled,
            List<String> routeTableIds,
            List<String> subnetIds,
            List<GroupIdentifier> groups,
            List<String> networkInterfaceIds,
            Instant creationTimestamp,
            String ownerId,
            List<Tag> tags) {}

    record DescribeVpcEndpointsRequest(
            List<String> vpcEndpointIds,
            List<Filter> filters,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            @Nullable Boolean dryRun) {}

    record DescribeVpcEndpointsResult(
            List<EndpointDescription> vpcEndpoints,
            @Nullable String nextToken) {}

    record DeleteVpcEndpointsRequest(
            List<String> vpcEndpointIds, @Nullable Boolean dryRun) {}

    record ItemError(String code, String message) {}

    record UnsuccessfulItem(String resourceId, ItemError error) {}

    record DeleteVpcEndpointsResult(List<UnsuccessfulItem> unsuccessful) {}

    record DescribePrefixListsRequest(
            List<String> prefixListIds,
            List<Filter> filters,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            @Nullable Boolean dryRun) {}

    record PrefixListDescription(String prefixListId, String prefixListName, List<String> cidrs) {}

    record DescribePrefixListsResult(
            List<PrefixListDescription> prefixLists,
            @Nullable String nextToken) {}

    Fields<VpcEndpoint> ENDPOINT_FIELDS = new Fields<>(VpcEndpoint::vpcEndpointId)
            .one("vpc-endpoint-id", VpcEndpoint::vpcEndpointId)
            .one("vpc-endpoint-type", VpcEndpoint::type)
            .one("vpc-id", VpcEndpoint::vpcId)
            .one("service-name", VpcEndpoint::serviceName)
            .one("vpc-endpoint-state", _ -> "available");

    Fields<PrefixListDescription> PREFIX_LIST_FIELDS = new Fields<>(PrefixListDescription::prefixListId)
            .one("prefix-list-id", PrefixListDescription::prefixListId)
            .one("prefix-list-name", PrefixListDescription::prefixListName);

    private static EndpointDescription description(Networks networks, VpcEndpoint endpoint) {
        return new EndpointDescription(
                endpoint.vpcEndpointId(),
                endpoint.type(),
                endpoint.vpcId(),
                endpoint.serviceName(),
                "available",
                endpoint.policyDocument(),
                endpoint.privateDns(),
                endpoint.routeTableIds(),
                endpoint.subnetIds(),
                InterfaceApi.groups(networks, endpoint.groupIds()),
                endpoint.interfaceIds(),
                endpoint.created(),
                networks.ground().account(),
                networks.ground().tags().list(endpoint.vpcEndpointId()));
    }

    default CreateVpcEndpointResult createVpcEndpoint(Call call, CreateVpcEndpointRequest request) {
        Refusals.dryRun(request.dryRun());
        var tags = TagSpecification.forOnly(request.tagSpecifications(), "vpc-endpoint");
        Endpoints.Wish wish = new Endpoints.Wish(
                request.vpcId(),
                Refusals.required(request.serviceName(), "ServiceName"),
                Objects.requireNonNullElse(request.vpcEndpointType(), "Gateway"),
                request.policyDocument(),
                Boolean.TRUE.equals(request.privateDnsEnabled()),
                request.routeTableIds(),
                request.subnetIds(),
                request.securityGroupIds());
        return network(
                call,
                networks -> new CreateVpcEndpointResult(
                        description(networks, networks.endpoints().create(wish, tags)), request.clientToken()));
    }

    default DescribeVpcEndpointsResult describeVpcEndpoints(Call call, DescribeVpcEndpointsRequest request) {
        Refusals.dryRun(request.dryRun());
        return network(call, networks -> {
            var chosen = Chosen.of(
                    networks.endpoints().all(),
                    request.vpcEndpointIds(),
                    id -> networks.endpoints()
                            .find(id)
                            .orElseThrow(
                                    () -> Refusals.notFound("InvalidVpcEndpointId.NotFound", "Vpc Endpoint Id", id)));
            var page = Page.of(
                    ENDPOINT_FIELDS.select(
                            chosen, request.filters(), networks.ground().tags()),
                    VpcEndpoint::vpcEndpointId,
                    request.maxResults(),
                    request.nextToken(),
                    1);
            return new DescribeVpcEndpointsResult(
                    page.items().stream()
                            .map(endpoint -> description(networks, endpoint))
                            .toList(),
                    page.nextToken());
        });
    }

    default DeleteVpcEndpointsResult deleteVpcEndpoints(Call call, DeleteVpcEndpointsRequest request) {
        Refusals.dryRun(request.dryRun());
        return network(call, networks -> {
            List<UnsuccessfulItem> failed = new ArrayList<>();
            for (String id : request.vpcEndpointIds())
                try {
                    networks.endpoints().delete(id);
                } catch (AwsException refusal) {
                    failed.add(new UnsuccessfulItem(id, new ItemError(refusal.code(), refusal.message())));
                }
            return new DeleteVpcEndpointsResult(failed);
        });
    }

    default DescribePrefixListsResult describePrefixLists(Call call, DescribePrefixListsRequest request) {
        Refusals.dryRun(request.dryRun());
        String region = call.scope().region().code();
        List<PrefixListDescription> all = List.of(
                new PrefixListDescription(
                        "pl-02cd2c6b", "com.amazonaws." + region + ".dynamodb", List.of("52.94.0.0/22")),
                new PrefixListDescription("pl-63a5400a", "com.amazonaws." + region + ".s3", List.of("52.216.0.0/15")));
        return network(call, networks -> {
            var chosen = Chosen.of(
                    all,
                    request.prefixListIds(),
                    id -> all.stream()
                            .filter(list -> list.prefixListId().equals(id))
                            .findFirst()
                            .orElseThrow(() -> new AwsException(
                                    "InvalidPrefixListId.NotFound", "The prefix list ID '" + id + "' does not exist")));
            return new DescribePrefixListsResult(
                    PREFIX_LIST_FIELDS.select(
                            chosen, request.filters(), networks.ground().tags()),
                    null);
        });
    }
}
