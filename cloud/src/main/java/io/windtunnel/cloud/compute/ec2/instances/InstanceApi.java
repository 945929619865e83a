package io.windtunnel.cloud.compute.ec2.instances;

import io.windtunnel.cloud.compute.ec2.common.Chosen;
import io.windtunnel.cloud.compute.ec2.common.Fields;
import io.windtunnel.cloud.compute.ec2.common.Filter;
import io.windtunnel.cloud.compute.ec2.common.Page;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.cloud.compute.ec2.common.TagSpecification;
import io.windtunnel.cloud.compute.ec2.instances.InstanceShapes.Reservation;
import io.windtunnel.cloud.compute.ec2.instances.InstanceShapes.StateName;
import io.windtunnel.cloud.compute.ec2.network.NetworkInterface;
import io.windtunnel.cloud.compute.ec2.network.Networks;
import io.windtunnel.cloud.compute.ec2.templates.TemplateData;
import io.windtunnel.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// EC2's operations that launch, describe and move instances.
public interface InstanceApi extends InstanceAccess {
    record TemplateSpecification(
            @Nullable String launchTemplateId,
            @Nullable String launchTemplateName,
            @Nullable String version) {}

    record RunInstancesRequest(
            @Nullable String imageId,
            @Nullable String instanceType,
            @Nullable String keyName,
            @Nullable String userData,
            List<String> securityGroupIds,
            List<String> securityGroups,
            TemplateData.@Nullable Profile iamInstanceProfile,
            List<TemplateData.Interface> networkInterfaces,
            List<TemplateData.Device> blockDeviceMappings,
            List<TagSpecification> tagSpecifications,
            TemplateData.@Nullable Placement placement,
            TemplateData.@Nullable Monitoring monitoring,
            TemplateData.@Nullable Metadata metadataOptions,
            @Nullable Boolean disableApiTermination,
            @Nullable Boolean disableApiStop,
            @Nullable String instanceInitiatedShutdownBehavior,
            @Nullable TemplateSpecification launchTemplate,
            @Nullable String subnetId,
            @Nullable String privateIpAddress,
            int minCount,
            int maxCount,
            @Nullable String clientToken,
            @Nullable Boolean dryRun) {
        TemplateData data() {
            return new TemplateData(
                    imageId,
                    instanceType,
                    keyName,
                    userData,
                    securityGroupIds,
                    securityGroups,
                    iamInstanceProfile,
                    networkInterfaces,
                    blockDeviceMappings,
                    Stream.of("instance", "volume")
                            .map(type -> new TemplateData.TagGroup(
                                    type,
                                    io.windtunnel.cloud.compute.ec2.common.Tag.list(
                                            TagSpecification.forType(tagSpecifications, type))))
                            .toList(),
                    placement,
                    monitoring,
                    metadataOptions,
                    disableApiTermination,
                    disableApiStop,
                    instanceInitiatedShutdownBehavior);
        }
    }

    record DescribeInstancesRequest(
            List<String> instanceIds,
            List<Filter> filters,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            @Nullable Boolean dryRun) {}

    record DescribeInstancesResult(
            List<Reservation> reservations, @Nullable String nextToken) {}

    record IdsRequest(List<String> instanceIds, @Nullable Boolean dryRun) {}

    record StateChange(String instanceId, StateName currentState, StateName previousState) {}

    record StartInstancesResult(List<StateChange> startingInstances) {}

    record StopInstancesRequest(
            List<String> instanceIds,
            @Nullable Boolean force,
            @Nullable Boolean dryRun) {}

    record StopInstancesResult(List<StateChange> stoppingInstances) {}

    record TerminateInstancesResult(List<StateChange> terminatingInstances) {}

    private static Function<Instance, @Nullable Object> primary(
            Networks networks, Function<NetworkInterface, @Nullable Object> field) {
        return instance -> networks.interfaces()
                .ofInstance(instance.instanceId())
                .map(field)
                .orElse(null);
    }

    private static Stream<@Nullable String> groupIds(Networks networks, Instance instance) {
        return networks.interfaces().ofInstance(instance.instanceId()).stream().flatMap(it -> it.groupIds().stream());
    }

    /// The fields `DescribeInstances` filters by.
    static Fields<Instance> fields(Networks networks) {
        return new Fields<>(Instance::instanceId)
                .one("instance-id", Instance::instanceId)
                .one("reservation-id", Instance::reservationId)
                .one("owner-id", _ -> networks.ground().account())
                .one("client-token", Instance::clientToken)
                .one("launch-index", Instance::launchIndex)
                .one("launch-time", Instance::launchTime)
                .one("instance-state-name", instance -> instance.state().apiName())
                .one(
                        "instance-state-code",
                        instance -> StateName.of(instance.state()).code())
                .one("state-reason-code", instance -> instance.standing().reasonCode())
                .one("image-id", instance -> instance.settings().imageId())
                .one("instance-type", instance -> instance.settings().instanceType())
                .one("instance-lifecycle", instance -> instance.settings().spot() ? "spot" : null)
                .one("key-name", instance -> instance.settings().keyName())
                .one("architecture", instance -> instance.settings().architecture())
                .one("root-device-name", instance -> instance.settings().rootDevice())
                .one("root-device-type", _ -> "ebs")
                .one("virtualization-type", _ -> "hvm")
                .one("tenancy", _ -> "default")
                .one("iam-instance-profile.arn", instance -> instance.settings().profileArn())
                .one("iam-instance-profile.id", instance -> instance.settings().profileId())
                .one("monitoring-state", instance -> instance.settings().monitored() ? "enabled" : "disabled")
                .one(
                        "block-device-mapping.volume-id",
                        instance -> instance.settings().volumeId())
                .one("availability-zone", instance -> instance.stand().zoneName())
                .one("vpc-id", primary(networks, NetworkInterface::vpcId))
                .one("subnet-id", primary(networks, NetworkInterface::subnetId))
                .one("network-interface.subnet-id", primary(networks, NetworkInterface::subnetId))
                .one("network-interface.vpc-id", primary(networks, NetworkInterface::vpcId))
                .one("network-interface.network-interface-id", primary(networks, NetworkInterface::interfaceId))
                .one("private-ip-address", primary(networks, NetworkInterface::privateIp))
                .one("network-interface.addresses.private-ip-address", primary(networks, NetworkInterface::privateIp))
                .one("ip-address", primary(networks, it -> it.publicIp()))
                .one("source-dest-check", primary(networks, NetworkInterface::sourceDestCheck))
                .many("instance.group-id", instance -> groupIds(networks, instance))
                .many("network-interface.group-id", instance -> groupIds(networks, instance))
                .many(
                        "instance.group-name",
                        instance -> groupIds(networks, instance)
                                .map(id -> networks.groups()
                                        .require(String.valueOf(id))
                                        .groupName()));
    }

    default Reservation runInstances(Call call, RunInstancesRequest request) {
        TemplateSpecification template = request.launchTemplate();
        LaunchOrder order = new LaunchOrder(
                template == null ? null : template.launchTemplateId(),
                template == null ? null : template.launchTemplateName(),
                template == null ? null : template.version(),
                request.data(),
                request.subnetId(),
                request.privateIpAddress(),
                request.minCount(),
                request.maxCount(),
                false,
                Map.of(),
                request.clientToken());
        return instances(
                call,
                view -> InstanceShapes.reservations(
                                view.networks(), view.instances().run(order, request.dryRun(), asker(call)))
                        .getFirst());
    }

    private static Power.Asker asker(Call call) {
        return new Power.Asker(call.scope(), call.accessKeyId(), null);
    }

    default DescribeInstancesResult describeInstances(Call call, DescribeInstancesRequest request) {
        Refusals.dryRun(request.dryRun());
        if (!request.instanceIds().isEmpty() && request.maxResults() != null)
            throw Refusals.combination("The parameter instancesSet cannot be used with the parameter maxResults");
        return instances(call, view -> {
            Networks networks = view.networks();
            var chosen = Chosen.of(view.instances().all(), request.instanceIds(), view.instances()::require);
            var selected = fields(networks)
                    .select(chosen, request.filters(), networks.ground().tags());
            var page = Page.of(selected, Instance::instanceId, request.maxResults(), request.nextToken());
            return new DescribeInstancesResult(InstanceShapes.reservations(networks, page.items()), page.nextToken());
        });
    }

    private List<StateChange> moved(Call call, List<String> ids, Function<InstanceAccess.View, List<Instance>> move) {
        return instances(
                call,
                view -> move.apply(view).stream()
                        .map(before -> new StateChange(
                                before.instanceId(),
                                StateName.of(view.instances()
                                        .require(before.instanceId())
                                        .state()),
                                StateName.of(before.state())))
                        .toList());
    }

    default StartInstancesResult startInstances(Call call, IdsRequest request) {
        return new StartInstancesResult(moved(
                call,
                request.instanceIds(),
                view -> view.instances().start(request.instanceIds(), request.dryRun(), asker(call))));
    }

    default StopInstancesResult stopInstances(Call call, StopInstancesRequest request) {
        return new StopInstancesResult(moved(
                call, request.instanceIds(), view -> view.instances().stop(request.instanceIds(), request.dryRun())));
    }

    default TerminateInstancesResult terminateInstances(Call call, IdsRequest request) {
        return new TerminateInstancesResult(moved(
                call,
                request.instanceIds(),
                view -> view.instances().terminate(request.instanceIds(), request.dryRun())));
    }

    default void rebootInstances(Call call, IdsRequest request) {
        instances(call, view -> {
            view.instances().reboot(request.instanceIds(), request.dryRun());
            return true;
        });
    }

    record MonitoringDescription(String instanceId, InstanceShapes.MonitoringState monitoring) {}

    record MonitorInstancesResult(List<MonitoringDescription> instanceMonitorings) {}

    private MonitorInstancesResult monitor(Call call, IdsRequest request, boolean monitored) {
        Refusals.dryRun(request.dryRun());
        UnaryOperator<Instance.Settings> change = settings -> Change.monitored(settings, monitored);
        return instances(call, view -> {
            request.instanceIds().forEach(view.instances()::require);
            for (String id : request.instanceIds()) view.instances().change(id, change);
            var state = new InstanceShapes.MonitoringState(monitored ? "pending" : "disabling");
            return new MonitorInstancesResult(request.instanceIds().stream()
                    .map(id -> new MonitoringDescription(id, state))
                    .toList());
        });
    }

    default MonitorInstancesResult monitorInstances(Call call, IdsRequest request) {
        return monitor(call, request, true);
    }

    default MonitorInstancesResult unmonitorInstances(Call call, IdsRequest request) {
        return monitor(call, request, false);
    }
}
