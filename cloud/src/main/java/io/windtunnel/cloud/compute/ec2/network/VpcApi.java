package io.windtunnel.cloud.compute.ec2.network;

import io.windtunnel.cloud.compute.ec2.common.AttributeBooleanValue;
import io.windtunnel.cloud.compute.ec2.common.Chosen;
import io.windtunnel.cloud.compute.ec2.common.Fields;
import io.windtunnel.cloud.compute.ec2.common.Filter;
import io.windtunnel.cloud.compute.ec2.common.Page;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.cloud.compute.ec2.common.Tag;
import io.windtunnel.cloud.compute.ec2.common.TagSpecification;
import io.windtunnel.wire.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// EC2's operations on VPCs and subnets.
public interface VpcApi extends NetworkAccess {
    record CreateVpcRequest(
            @Nullable String cidrBlock,
            List<TagSpecification> tagSpecifications,
            @Nullable Boolean dryRun) {}

    record CreateVpcResult(VpcDescription vpc) {}

    record CreateDefaultVpcRequest(@Nullable Boolean dryRun) {}

    record CidrBlockState(String state) {}

    record CidrBlockAssociation(String associationId, String cidrBlock, CidrBlockState cidrBlockState) {}

    record VpcDescription(
            String vpcId,
            String ownerId,
            String state,
            String cidrBlock,
            List<CidrBlockAssociation> cidrBlockAssociationSet,
            String instanceTenancy,
            boolean isDefault,
            String dhcpOptionsId,
            List<Tag> tags) {}

    record DescribeVpcsRequest(
            List<String> vpcIds,
            List<Filter> filters,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            @Nullable Boolean dryRun) {}

    record DescribeVpcsResult(
            List<VpcDescription> vpcs, @Nullable String nextToken) {}

    record DeleteVpcRequest(String vpcId, @Nullable Boolean dryRun) {}

    record ModifyVpcAttributeRequest(
            String vpcId,
            @Nullable AttributeBooleanValue enableDnsSupport,
            @Nullable AttributeBooleanValue enableDnsHostnames) {}

    record DescribeVpcAttributeRequest(
            String vpcId, String attribute, @Nullable Boolean dryRun) {}

    record DescribeVpcAttributeResult(
            String vpcId,
            @Nullable AttributeBooleanValue enableDnsSupport,
            @Nullable AttributeBooleanValue enableDnsHostnames,
            @Nullable AttributeBooleanValue enableNetworkAddressUsageMetrics) {}

    record CreateSubnetRequest(
            String vpcId,
            @Nullable String cidrBlock,
            @Nullable String availabilityZone,
            @Nullable String availabilityZoneId,
            List<TagSpecification> tagSpecifications,
            @Nullable Boolean dryRun) {}

    record CreateSubnetResult(SubnetDescription subnet) {}

    record SubnetDescription(
            String subnetId,
            String subnetArn,
            String vpcId,
            String ownerId,
            String state,
            String cidrBlock,
            int availableIpAddressCount,
            String availabilityZone,
            String availabilityZoneId,
            boolean defaultForAz,
            boolean mapPublicIpOnLaunch,
            boolean assignIpv6AddressOnCreation,
            List<Tag> tags) {}

    record DescribeSubnetsRequest(
            List<String> subnetIds,
            List<Filter> filters,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            @Nullable Boolean dryRun) {}

    record DescribeSubnetsResult(
            List<SubnetDescription> subnets, @Nullable String nextToken) {}

    record DeleteSubnetRequest(String subnetId, @Nullable Boolean dryRun) {}

    record ModifySubnetAttributeRequest(
            String subnetId, @Nullable AttributeBooleanValue mapPublicIpOnLaunch) {}

    Fields<Vpc> VPC_FIELDS = new Fields<>(Vpc::vpcId)
            .one("vpc-id", Vpc::vpcId)
            .one("cidr", Vpc::cidrBlock)
            .one("cidr-block-association.cidr-block", Vpc::cidrBlock)
            .one("cidr-block-association.association-id", Vpc::cidrAssociationId)
            .one("cidr-block-association.state", _ -> "associated")
            .one("is-default", Vpc::isDefault)
            .one("isDefault", Vpc::isDefault)
            .one("dhcp-options-id", _ -> "default")
            .one("state", _ -> "available");

    Fields<Subnet> SUBNET_FIELDS = new Fields<>(Subnet::subnetId)
            .one("subnet-id", Subnet::subnetId)
            .one("vpc-id", Subnet::vpcId)
            .one("availability-zone", Subnet::zoneName)
            .one("availabilityZone", Subnet::zoneName)
            .one("availability-zone-id", subnet -> subnet.zone().id())
            .one("cidr-block", Subnet::cidrBlock)
            .one("cidr", Subnet::cidrBlock)
            .one("cidrBlock", Subnet::cidrBlock)
            .one("default-for-az", Subnet::defaultForZone)
            .one("defaultForAz", Subnet::defaultForZone)
            .one("map-public-ip-on-launch", Subnet::mapPublicIp)
            .one("state", _ -> "available");

    private static VpcDescription description(Networks networks, Vpc vpc) {
        return new VpcDescription(
                vpc.vpcId(),
                networks.ground().account(),
                "available",
                vpc.cidrBlock(),
                List.of(new CidrBlockAssociation(
                        vpc.cidrAssociationId(), vpc.cidrBlock(), new CidrBlockState("associated"))),
                "default",
                vpc.isDefault(),
                "default",
                networks.ground().tags().list(vpc.vpcId()));
    }

    private static SubnetDescription description(Networks networks, Subnet subnet) {
        return new SubnetDescription(
                subnet.subnetId(),
                networks.ground().arn("subnet/" + subnet.subnetId()),
                subnet.vpcId(),
                networks.ground().account(),
                "available",
                subnet.cidrBlock(),
                networks.interfaces().freeAddresses(subnet),
                subnet.zoneName(),
                subnet.zone().id(),
                subnet.defaultForZone(),
                subnet.mapPublicIp(),
                false,
                networks.ground().tags().list(subnet.subnetId()));
    }

    default CreateVpcResult createVpc(Call call, CreateVpcRequest request) {
        Refusals.dryRun(request.dryRun());
        var tags = TagSpecification.forOnly(request.tagSpecifications(), "vpc");
        return network(
                call,
                networks -> new CreateVpcResult(
                        description(networks, networks.vpcs().create(request.cidrBlock(), tags))));
    }

    default CreateVpcResult createDefaultVpc(Call call, CreateDefaultVpcRequest request) {
        Refusals.dryRun(request.dryRun());
        return network(
                call,
                networks -> new CreateVpcResult(
                        description(networks, networks.vpcs().createDefault())));
    }

    default DescribeVpcsResult describeVpcs(Call call, DescribeVpcsRequest request) {
        Refusals.dryRun(request.dryRun());
        return network(call, networks -> {
            var chosen = Chosen.of(networks.vpcs().all(), request.vpcIds(), networks.vpcs()::require);
            var selected = VPC_FIELDS.select(
                    chosen, request.filters(), networks.ground().tags());
            var page = Page.of(selected, Vpc::vpcId, request.maxResults(), request.nextToken());
            return new DescribeVpcsResult(
                    page.items().stream().map(vpc -> description(networks, vpc)).toList(), page.nextToken());
        });
    }

    default void deleteVpc(Call call, DeleteVpcRequest request) {
        Refusals.dryRun(request.dryRun());
        changeNetwork(call, networks -> networks.vpcs().delete(request.vpcId()));
    }

    default void modifyVpcAttribute(Call call, ModifyVpcAttributeRequest request) {
        changeNetwork(
                call,
                networks -> networks.vpcs()
                        .setDns(
                                request.vpcId(),
                                request.enableDnsSupport() == null
                                        ? null
                                        : request.enableDnsSupport().value(),
                                request.enableDnsHostnames() == null
                                        ? null
                                        : request.enableDnsHostnames().value()));
    }

    default DescribeVpcAttributeResult describeVpcAttribute(Call call, DescribeVpcAttributeRequest request) {
        Refusals.dryRun(request.dryRun());
        return network(call, networks -> {
            Vpc vpc = networks.vpcs().require(request.vpcId());
            String attribute = request.attribute();
            return new DescribeVpcAttributeResult(
                    vpc.vpcId(),
                    attribute.equals("enableDnsSupport") ? new AttributeBooleanValue(vpc.dnsSupport()) : null,
                    attribute.equals("enableDnsHostnames") ? new AttributeBooleanValue(vpc.dnsHostnames()) : null,
                    attribute.equals("enableNetworkAddressUsageMetrics") ? new AttributeBooleanValue(false) : null);
        });
    }

    default CreateSubnetResult createSubnet(Call call, CreateSubnetRequest request) {
        Refusals.dryRun(request.dryRun());
        var tags = TagSpecification.forOnly(request.tagSpecifications(), "subnet");
        String zone = request.availabilityZone() == null ? request.availabilityZoneId() : request.availabilityZone();
        return network(
                call,
                networks -> new CreateSubnetResult(description(
                        networks, networks.vpcs().createSubnet(request.vpcId(), request.cidrBlock(), zone, tags))));
    }

    default DescribeSubnetsResult describeSubnets(Call call, DescribeSubnetsRequest request) {
        Refusals.dryRun(request.dryRun());
        return network(call, networks -> {
            var chosen = Chosen.of(networks.vpcs().subnets(), request.subnetIds(), networks.vpcs()::requireSubnet);
            var selected = SUBNET_FIELDS.select(
                    chosen, request.filters(), networks.ground().tags());
            var page = Page.of(selected, Subnet::subnetId, request.maxResults(), request.nextToken());
            return new DescribeSubnetsResult(
                    page.items().stream()
                            .map(subnet -> description(networks, subnet))
                            .toList(),
                    page.nextToken());
        });
    }

    default void deleteSubnet(Call call, DeleteSubnetRequest request) {
        Refusals.dryRun(request.dryRun());
        changeNetwork(call, networks -> networks.vpcs().deleteSubnet(request.subnetId()));
    }

    default void modifySubnetAttribute(Call call, ModifySubnetAttributeRequest request) {
        AttributeBooleanValue map = request.mapPublicIpOnLaunch();
        changeNetwork(call, networks -> {
            networks.vpcs().requireSubnet(request.subnetId());
            if (map != null) networks.vpcs().setMapPublicIp(request.subnetId(), Boolean.TRUE.equals(map.value()));
        });
    }
}
