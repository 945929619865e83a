package io.windtunnel.cloud.compute.ec2.resources;

import io.windtunnel.cloud.compute.ec2.Ec2Api;
import io.windtunnel.cloud.compute.ec2.common.AttributeBooleanValue;
import io.windtunnel.cloud.compute.ec2.common.Tag;
import io.windtunnel.cloud.compute.ec2.network.Subnet;
import io.windtunnel.cloud.compute.ec2.network.Vpc;
import io.windtunnel.cloud.compute.ec2.network.VpcApi;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.cloud.template.ResourceType.Request;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::EC2::VPC` and `AWS::EC2::Subnet`.
final class VpcTypes {
    record VpcProperties(
            String cidrBlock,
            @Nullable Boolean enableDnsSupport,
            @Nullable Boolean enableDnsHostnames,
            @Nullable String instanceTenancy,
            List<Tag> tags) {}

    record SubnetProperties(
            String vpcId,
            @Nullable String cidrBlock,
            @Nullable String availabilityZone,
            @Nullable String availabilityZoneId,
            @Nullable Boolean mapPublicIpOnLaunch,
            List<Tag> tags) {}

    private final Ec2Api face;

    VpcTypes(Ec2Api face) {
        this.face = face;
    }

    List<ResourceType<?>> all() {
        return List.of(
                Type.of(
                        "AWS::EC2::VPC",
                        VpcProperties.class,
                        Set.of("CidrBlock"),
                        this::createVpc,
                        this::updateVpc,
                        request ->
                                face.deleteVpc(Caller.call(request), new VpcApi.DeleteVpcRequest(request.id(), null))),
                Type.of(
                        "AWS::EC2::Subnet",
                        SubnetProperties.class,
                        Set.of("VpcId", "CidrBlock", "AvailabilityZone", "AvailabilityZoneId"),
                        this::createSubnet,
                        this::updateSubnet,
                        request -> face.deleteSubnet(
                                Caller.call(request), new VpcApi.DeleteSubnetRequest(request.id(), null))));
    }

    private Progress createVpc(Request<VpcProperties> request) {
        VpcProperties wanted = request.properties();
        String id = face.createVpc(
                        Caller.call(request),
                        new VpcApi.CreateVpcRequest(
                                wanted.cidrBlock(), Caller.tags("vpc", request, wanted.tags()), null))
                .vpc()
                .vpcId();
        Caller.sign(face, request, id, "vpc");
        return vpc(request, id);
    }

    private Progress updateVpc(Request<VpcProperties> request, VpcProperties before) {
        Caller.retag(
                face,
                request,
                request.id(),
                "vpc",
                before.tags(),
                request.properties().tags());
        return vpc(request, request.id());
    }

    private Progress vpc(Request<VpcProperties> request, String id) {
        VpcProperties wanted = request.properties();
        if (wanted.enableDnsSupport() != null) dns(request, id, wanted.enableDnsSupport(), null);
        if (wanted.enableDnsHostnames() != null) dns(request, id, null, wanted.enableDnsHostnames());
        Vpc vpc = face.network(Caller.call(request), networks -> networks.vpcs().require(id));
        return new Progress.Done(
                id,
                Map.of(
                        "VpcId",
                        id,
                        "CidrBlock",
                        vpc.cidrBlock(),
                        "CidrBlockAssociations",
                        List.of(vpc.cidrAssociationId()),
                        "DefaultNetworkAcl",
                        vpc.networkAclId(),
                        "DefaultSecurityGroup",
                        vpc.defaultGroupId(),
                        "Ipv6CidrBlocks",
                        List.of()));
    }

    private void dns(Request<?> request, String id, @Nullable Boolean support, @Nullable Boolean hostnames) {
        face.modifyVpcAttribute(
                Caller.call(request),
                new VpcApi.ModifyVpcAttributeRequest(
                        id,
                        support == null ? null : new AttributeBooleanValue(support),
                        hostnames == null ? null : new AttributeBooleanValue(hostnames)));
    }

    private Progress createSubnet(Request<SubnetProperties> request) {
        SubnetProperties wanted = request.properties();
        String id = face.createSubnet(
                        Caller.call(request),
                        new VpcApi.CreateSubnetRequest(
                                wanted.vpcId(),
                                wanted.cidrBlock(),
                                wanted.availabilityZone(),
                                wanted.availabilityZoneId(),
                                Caller.tags("subnet", request, wanted.tags()),
                                null))
                .subnet()
                .subnetId();
        Caller.sign(face, request, id, "subnet");
        return subnet(request, id);
    }

    private Progress updateSubnet(Request<SubnetProperties> request, SubnetProperties before) {
        Caller.retag(
                face,
                request,
                request.id(),
                "subnet",
                before.tags(),
                request.properties().tags());
        return subnet(request, request.id());
    }

    private Progress subnet(Request<SubnetProperties> request, String id) {
        boolean map = Boolean.TRUE.equals(request.properties().mapPublicIpOnLaunch());
        face.modifySubnetAttribute(
                Caller.call(request), new VpcApi.ModifySubnetAttributeRequest(id, new AttributeBooleanValue(map)));
        Subnet subnet =
                face.network(Caller.call(request), networks -> networks.vpcs().requireSubnet(id));
        return new Progress.Done(
                id,
                Map.of(
                        "SubnetId",
                        id,
                        "VpcId",
                        subnet.vpcId(),
                        "CidrBlock",
                        subnet.cidrBlock(),
                        "AvailabilityZone",
                        subnet.zoneName(),
                        "AvailabilityZoneId",
                        subnet.zone().id(),
                        "NetworkAclAssociationId",
                        subnet.aclAssociationId(),
                        "Ipv6CidrBlocks",
                        List.of()));
    }
}
