package io.windtunnel.cloud.compute.ec2.resources;

import io.windtunnel.cloud.compute.ec2.Ec2Api;
import io.windtunnel.cloud.compute.ec2.common.Tag;
import io.windtunnel.cloud.compute.ec2.common.TagSpecification;
import io.windtunnel.cloud.compute.ec2.instances.Instance;
import io.windtunnel.cloud.compute.ec2.instances.InstanceApi;
import io.windtunnel.cloud.compute.ec2.instances.InstanceShapes.InstanceDescription;
import io.windtunnel.cloud.compute.ec2.instances.LaunchOrder;
import io.windtunnel.cloud.compute.ec2.keys.KeyPairApi;
import io.windtunnel.cloud.compute.ec2.network.EndpointApi;
import io.windtunnel.cloud.compute.ec2.templates.LaunchTemplateApi;
import io.windtunnel.cloud.compute.ec2.templates.TemplateData;
import io.windtunnel.cloud.ports.Instances.State;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.cloud.template.ResourceType.Request;
import io.windtunnel.wire.Call;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Launch templates, instances, key pairs and endpoints as resource types.
final class MachineTypes {
    record TemplateProperties(
            @Nullable String launchTemplateName,
            TemplateData launchTemplateData,
            @Nullable String versionDescription,
            List<TagSpecification> tagSpecifications) {}

    record InterfaceProperties(
            @Nullable Integer deviceIndex,
            @Nullable Boolean associatePublicIpAddress,
            @Nullable String description,
            @Nullable String subnetId,
            @Nullable String privateIpAddress,
            List<String> groupSet) {
        TemplateData.Interface wish() {
            return new TemplateData.Interface(
                    deviceIndex, associatePublicIpAddress, null, description, subnetId, privateIpAddress, groupSet);
        }
    }

    record InstanceProperties(
            @Nullable String imageId,
            @Nullable String instanceType,
            @Nullable String keyName,
            @Nullable String userData,
            List<String> securityGroupIds,
            List<String> securityGroups,
            @Nullable String iamInstanceProfile,
            List<InterfaceProperties> networkInterfaces,
            List<TemplateData.Device> blockDeviceMappings,
            @Nullable String availabilityZone,
            @Nullable Boolean monitoring,
            @Nullable Boolean disableApiTermination,
            @Nullable String instanceInitiatedShutdownBehavior,
            InstanceApi.@Nullable TemplateSpecification launchTemplate,
            @Nullable String subnetId,
            @Nullable String privateIpAddress,
            List<Tag> tags) {
        TemplateData data() {
            return new TemplateData(
                    imageId,
                    instanceType,
                    keyName,
                    userData,
                    securityGroupIds,
                    securityGroups,
                    iamInstanceProfile == null ? null : new TemplateData.Profile(null, iamInstanceProfile),
                    networkInterfaces.stream().map(InterfaceProperties::wish).toList(),
                    blockDeviceMappings,
                    List.of(new TemplateData.TagGroup("instance", tags)),
                    availabilityZone == null ? null : new TemplateData.Placement(availabilityZone),
                    monitoring == null ? null : new TemplateData.Monitoring(monitoring),
                    null,
                    disableApiTermination,
                    null,
                    instanceInitiatedShutdownBehavior);
        }
    }

    record KeyProperties(
            String keyName,
            @Nullable String keyType,
            @Nullable String publicKeyMaterial,
            List<Tag> tags) {}

    record EndpointProperties(
            String vpcId,
            String serviceName,
            @Nullable String vpcEndpointType,
            @Nullable Boolean privateDnsEnabled,
            List<String> routeTableIds,
            List<String> subnetIds,
            List<String> securityGroupIds,
            List<Tag> tags) {}

    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final Ec2Api face;

    MachineTypes(Ec2Api face) {
        this.face = face;
    }

    List<ResourceType<?>> all() {
        return List.of(template(), instance(), keyPair(), endpoint());
    }

    private Type<TemplateProperties> template() {
        return Type.of(
                "AWS::EC2::LaunchTemplate",
                TemplateProperties.class,
                Set.of("LaunchTemplateName"),
                this::createTemplate,
                this::updateTemplate,
                request -> face.deleteLaunchTemplate(
                        Caller.call(request),
                        new LaunchTemplateApi.DeleteLaunchTemplateRequest(request.id(), null, null)));
    }

    private Progress createTemplate(Request<TemplateProperties> request) {
        TemplateProperties wanted = request.properties();
        String name = wanted.launchTemplateName() != null
                ? wanted.launchTemplateName()
                : request.logicalId()
                        + "_"
                        + face.network(
                                Caller.call(request),
                                networks -> networks.ground().fabric().ids().lower(12));
        List<Tag> tags = wanted.tagSpecifications().stream()
                .flatMap(group -> group.tags().stream())
                .toList();
        var made = face.createLaunchTemplate(
                        Caller.call(request),
                        new LaunchTemplateApi.CreateLaunchTemplateRequest(
                                name,
                                wanted.versionDescription(),
                                wanted.launchTemplateData(),
                                Caller.tags("launch-template", request, tags),
                                null,
                                null))
                .launchTemplate();
        Caller.sign(face, request, made.launchTemplateId(), "launch-template");
        return template(made.launchTemplateId(), 1, 1);
    }

    private static Progress template(String id, long defaultVersion, long latestVersion) {
        return new Progress.Done(
                id,
                Map.of(
                        "LaunchTemplateId",
                        id,
                        "DefaultVersionNumber",
                        String.valueOf(defaultVersion),
                        "LatestVersionNumber",
                        String.valueOf(latestVersion)));
    }

    private Progress updateTemplate(Request<TemplateProperties> request, TemplateProperties before) {
        TemplateProperties wanted = request.properties();
        Call call = Caller.call(request);
        String id = request.id();
        if (!wanted.launchTemplateData().equals(before.launchTemplateData()))
            face.createLaunchTemplateVersion(
                    call,
                    new LaunchTemplateApi.CreateLaunchTemplateVersionRequest(
                            id, null, null, wanted.versionDescription(), wanted.launchTemplateData(), null, null));
        return face.templates(call, (templates, _) -> {
            var now = templates.require(id, null);
            return template(id, now.defaultVersion(), now.latestVersion());
        });
    }

    private Type<InstanceProperties> instance() {
        return new Type<>(
                "AWS::EC2::Instance",
                InstanceProperties.class,
                Set.of(
                        "ImageId",
                        "KeyName",
                        "SubnetId",
                        "AvailabilityZone",
                        "NetworkInterfaces",
                        "PrivateIpAddress",
                        "SecurityGroups",
                        "LaunchTemplate",
                        "BlockDeviceMappings"),
                this::createInstance,
                this::updateInstance,
                this::deleteInstance);
    }

    private Progress createInstance(Request<InstanceProperties> request) {
        InstanceProperties wanted = request.properties();
        InstanceApi.TemplateSpecification template = wanted.launchTemplate();
        Map<String, String> tags = new TreeMap<>(request.tags());
        LaunchOrder order = new LaunchOrder(
                template == null ? null : template.launchTemplateId(),
                template == null ? null : template.launchTemplateName(),
                template == null ? null : template.version(),
                wanted.data(),
                wanted.subnetId(),
                wanted.privateIpAddress(),
                1,
                1,
                false,
                tags,
                null);
        String id = face.instances(
                Caller.call(request),
                view -> view.instances().run(order, null).getFirst().instanceId());
        return untilRunning(request, id);
    }

    private Progress untilRunning(Request<InstanceProperties> request, String id) {
        Optional<Instance> now = find(request, id);
        if (now.isEmpty() || now.get().is(State.SHUTTING_DOWN) || now.get().terminated()) {
            String reason = now.map(instance -> instance.standing().reason()).orElse("it is gone");
            return new Progress.Failed(id, "Instance " + id + " did not stabilize: " + reason);
        }
        if (now.get().is(State.PENDING)) return new Progress.Pending(id, ASK_AGAIN, () -> untilRunning(request, id));
        return describe(request, id);
    }

    private Optional<Instance> find(Request<?> request, String id) {
        return face.instances(Caller.call(request), view -> view.instances().find(id));
    }

    private Progress describe(Request<?> request, String id) {
        InstanceDescription instance = face.describeInstances(
                        Caller.call(request),
                        new InstanceApi.DescribeInstancesRequest(List.of(id), List.of(), null, null, null))
                .reservations()
                .getFirst()
                .instances()
                .getFirst();
        return new Progress.Done(
                id,
                Map.of(
                        "InstanceId",
                        id,
                        "AvailabilityZone",
                        instance.placement().availabilityZone(),
                        "PrivateDnsName",
                        instance.privateDnsName(),
                        "PrivateIp",
                        Objects.requireNonNullElse(instance.privateIpAddress(), ""),
                        "PublicDnsName",
                        instance.publicDnsName(),
                        "PublicIp",
                        Objects.requireNonNullElse(instance.publicIpAddress(), ""),
                        "VpcId",
                        Objects.requireNonNullElse(instance.vpcId(), "")));
    }

    private Progress updateInstance(Request<InstanceProperties> request, InstanceProperties before) {
        InstanceProperties wanted = request.properties();
        String id = request.id();
        Caller.retag(face, request, id, "instance", before.tags(), wanted.tags());
        if (!wanted.securityGroupIds().isEmpty())
            face.instances(Caller.call(request), view -> {
                Instance instance = view.instances().require(id);
                view.networks().interfaces().groups(instance.stand().interfaceId(), wanted.securityGroupIds());
                return true;
            });
        return new InstanceUpdate(face, Caller.call(request), id, wanted, before, () -> untilRunning(request, id))
                .begin();
    }

    private Progress deleteInstance(Request<InstanceProperties> request) {
        Caller.unlessGone(() ->
                face.terminateInstances(Caller.call(request), new InstanceApi.IdsRequest(List.of(request.id()), null)));
        return untilTerminated(request);
    }

    private Progress untilTerminated(Request<InstanceProperties> request) {
        boolean gone = find(request, request.id()).map(Instance::terminated).orElse(true);
        return gone
                ? Caller.deleted(request)
                : new Progress.Pending(request.id(), ASK_AGAIN, () -> untilTerminated(request));
    }

    private Type<KeyProperties> keyPair() {
        return Type.of(
                "AWS::EC2::KeyPair",
                KeyProperties.class,
                Set.of("KeyName", "KeyType", "PublicKeyMaterial", "Tags"),
                this::createKeyPair,
                (request, _) -> new Progress.Done(request.id(), Map.of()),
                request -> face.deleteKeyPair(
                        Caller.call(request), new KeyPairApi.DeleteKeyPairRequest(request.id(), null, null)));
    }

    private Progress createKeyPair(Request<KeyProperties> request) {
        KeyProperties wanted = request.properties();
        List<TagSpecification> tags = Caller.tags("key-pair", request, wanted.tags());
        String fingerprint;
        String id;
        if (wanted.publicKeyMaterial() == null) {
            var made = face.createKeyPair(
                    Caller.call(request),
                    new KeyPairApi.CreateKeyPairRequest(wanted.keyName(), wanted.keyType(), null, tags, null));
            fingerprint = made.keyFingerprint();
            id = made.keyPairId();
        } else {
            byte[] material = wanted.publicKeyMaterial().getBytes(StandardCharsets.UTF_8);
            var made = face.importKeyPair(
                    Caller.call(request), new KeyPairApi.ImportKeyPairRequest(wanted.keyName(), material, tags, null));
            fingerprint = made.keyFingerprint();
            id = made.keyPairId();
        }
        Caller.sign(face, request, id, "key-pair");
        return new Progress.Done(wanted.keyName(), Map.of("KeyPairId", id, "KeyFingerprint", fingerprint));
    }

    private Type<EndpointProperties> endpoint() {
        return Type.of(
                "AWS::EC2::VPCEndpoint",
                EndpointProperties.class,
                Set.of("VpcId", "ServiceName", "VpcEndpointType", "RouteTableIds", "SubnetIds", "SecurityGroupIds"),
                request -> {
                    EndpointProperties wanted = request.properties();
                    String id = face.createVpcEndpoint(
                                    Caller.call(request),
                                    new EndpointApi.CreateVpcEndpointRequest(
                                            wanted.vpcId(),
                                            wanted.serviceName(),
                                            wanted.vpcEndpointType(),
                                            null,
                                            wanted.privateDnsEnabled(),
                                            wanted.routeTableIds(),
                                            wanted.subnetIds(),
                                            wanted.securityGroupIds(),
                                            Caller.tags("vpc-endpoint", request, wanted.tags()),
                                            null,
                                            null))
                            .vpcEndpoint()
                            .vpcEndpointId();
                    Caller.sign(face, request, id, "vpc-endpoint");
                    return new Progress.Done(id, Map.of("Id", id));
                },
                (request, _) -> new Progress.Done(request.id(), Map.of("Id", request.id())),
                request -> face.deleteVpcEndpoints(
                        Caller.call(request), new EndpointApi.DeleteVpcEndpointsRequest(List.of(request.id()), null)));
    }
}
