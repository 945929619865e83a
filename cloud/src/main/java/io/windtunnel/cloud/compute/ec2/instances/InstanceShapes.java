package io.windtunnel.cloud.compute.ec2.instances;

import io.windtunnel.cloud.compute.ec2.common.GroupIdentifier;
import io.windtunnel.cloud.compute.ec2.common.Tag;
import io.windtunnel.cloud.compute.ec2.network.InterfaceApi;
import io.windtunnel.cloud.compute.ec2.network.Interfaces;
import io.windtunnel.cloud.compute.ec2.network.NetworkInterface;
import io.windtunnel.cloud.compute.ec2.network.Networks;
import io.windtunnel.cloud.compute.ec2.types.InstanceType;
import io.windtunnel.cloud.compute.ec2.types.InstanceTypes;
import io.windtunnel.cloud.ports.Instances.State;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Instances as the API describes them.
public final class InstanceShapes {
    private InstanceShapes() {}

    public record StateName(int code, String name) {
        static StateName of(State state) {
            int code = switch (state) {
                case PENDING -> 0;
                case RUNNING -> 16;
                case SHUTTING_DOWN -> 32;
                case TERMINATED -> 48;
                case STOPPING -> 64;
                case STOPPED -> 80;
            };
            return new StateName(code, state.apiName());
        }
    }

    public record StateReason(
            @Nullable String code, @Nullable String message) {}

    public record PlacementDescription(String availabilityZone, String groupName, String tenancy) {}

    public record MonitoringState(String state) {}

    public record ProfileDescription(
            @Nullable String arn, @Nullable String id) {}

    public record EbsDescription(String volumeId, String status, Instant attachTime, boolean deleteOnTermination) {}

    public record DeviceDescription(String deviceName, EbsDescription ebs) {}

    public record Association(String ipOwnerId, String publicDnsName, String publicIp) {}

    public record Attachment(
            String attachmentId, Instant attachTime, boolean deleteOnTermination, int deviceIndex, String status) {}

    public record PrivateAddress(
            boolean primary,
            String privateDnsName,
            String privateIpAddress,
            @Nullable Association association) {}

    public record InterfaceDescription(
            String networkInterfaceId,
            String subnetId,
            String vpcId,
            String description,
            String interfaceType,
            String macAddress,
            String ownerId,
            String privateDnsName,
            String privateIpAddress,
            List<PrivateAddress> privateIpAddresses,
            boolean sourceDestCheck,
            String status,
            List<GroupIdentifier> groups,
            Attachment attachment,
            @Nullable Association association) {}

    public record MetadataDescription(
            String state,
            @Nullable String httpTokens,
            @Nullable String httpEndpoint,
            @Nullable Integer httpPutResponseHopLimit,
            @Nullable String instanceMetadataTags) {}

    public record Cpus(int coreCount, int threadsPerCore) {}

    public record InstanceDescription(
            String instanceId,
            String imageId,
            StateName state,
            String privateDnsName,
            String publicDnsName,
            String stateTransitionReason,
            @Nullable StateReason stateReason,
            @Nullable String keyName,
            int amiLaunchIndex,
            String instanceType,
            Instant launchTime,
            PlacementDescription placement,
            MonitoringState monitoring,
            @Nullable String subnetId,
            @Nullable String vpcId,
            @Nullable String privateIpAddress,
            @Nullable String publicIpAddress,
            String architecture,
            String rootDeviceName,
            String rootDeviceType,
            List<DeviceDescription> blockDeviceMappings,
            String virtualizationType,
            String hypervisor,
            boolean enaSupport,
            boolean ebsOptimized,
            @Nullable String clientToken,
            @Nullable String instanceLifecycle,
            @Nullable ProfileDescription iamInstanceProfile,
            List<InterfaceDescription> networkInterfaces,
            List<GroupIdentifier> securityGroups,
            @Nullable Boolean sourceDestCheck,
            MetadataDescription metadataOptions,
            Cpus cpuOptions,
            String platformDetails,
            String usageOperation,
            List<Tag> tags) {}

    public record Reservation(
            String reservationId, String ownerId, List<GroupIdentifier> groups, List<InstanceDescription> instances) {}

    /// The instances by reservation, in the order of the first of each.
    static List<Reservation> reservations(Networks networks, Collection<Instance> instances) {
        Map<String, List<InstanceDescription>> byReservation = instances.stream()
                .collect(Collectors.groupingBy(
                        Instance::reservationId,
                        LinkedHashMap::new,
                        Collectors.mapping(instance -> describe(networks, instance), Collectors.toList())));
        return byReservation.entrySet().stream()
                .map(entry -> new Reservation(entry.getKey(), networks.ground().account(), List.of(), entry.getValue()))
                .toList();
    }

    static InstanceDescription describe(Networks networks, Instance instance) {
        Instance.Settings settings = instance.settings();
        Instance.Standing standing = instance.standing();
        Instance.Stand stand = instance.stand();
        Optional<NetworkInterface> primary =
                instance.terminated() ? Optional.empty() : networks.interfaces().ofInstance(instance.instanceId());
        String region = networks.ground().scope().region().code();
        List<GroupIdentifier> groups =
                primary.map(it -> InterfaceApi.groups(networks, it.groupIds())).orElse(List.of());
        InstanceType type = InstanceTypes.require(settings.instanceType());
        boolean gone = primary.isEmpty();
        return new InstanceDescription(
                instance.instanceId(),
                settings.imageId(),
                StateName.of(standing.state()),
                gone ? "" : Interfaces.privateDnsName(region, stand.privateIp()),
                primary.map(it -> InterfaceApi.publicDnsName(networks, it)).orElse(""),
                transition(standing),
                standing.reason() == null ? null : new StateReason(standing.reasonCode(), standing.reason()),
                settings.keyName(),
                instance.launchIndex(),
                settings.instanceType(),
                instance.launchTime(),
                new PlacementDescription(stand.zoneName(), "", "default"),
                new MonitoringState(settings.monitored() ? "enabled" : "disabled"),
                gone ? null : stand.subnetId(),
                gone ? null : stand.vpcId(),
                gone ? null : stand.privateIp(),
                primary.map(NetworkInterface::publicIp).orElse(null),
                settings.architecture(),
                settings.rootDevice(),
                "ebs",
                gone ? List.of() : List.of(device(instance)),
                "hvm",
                "xen",
                true,
                false,
                Objects.requireNonNullElse(instance.clientToken(), ""),
                settings.spot() ? "spot" : null,
                settings.profileArn() == null
                        ? null
                        : new ProfileDescription(settings.profileArn(), settings.profileId()),
                primary.map(it -> List.of(networkInterface(networks, it, groups)))
                        .orElse(List.of()),
                groups,
                primary.map(NetworkInterface::sourceDestCheck).orElse(null),
                metadata(instance),
                new Cpus(Math.max(1, type.vcpus() / 2), type.vcpus() == 1 ? 1 : 2),
                "Linux/UNIX",
                "RunInstances",
                networks.ground().tags().list(instance.instanceId()));
    }

    static MetadataDescription metadata(Instance instance) {
        var metadata = instance.settings().metadata();
        return new MetadataDescription(
                "applied",
                metadata.httpTokens(),
                metadata.httpEndpoint(),
                metadata.httpPutResponseHopLimit(),
                metadata.instanceMetadataTags());
    }

    private static String transition(Instance.Standing standing) {
        if (standing.reason() == null) return "";
        if (!String.valueOf(standing.reasonCode()).startsWith("Client.User")) return standing.reason();
        String when = standing.since().toString().replace('T', ' ');
        return "User initiated (" + when.substring(0, 19) + " GMT)";
    }

    private static DeviceDescription device(Instance instance) {
        return new DeviceDescription(
                instance.settings().rootDevice(),
                new EbsDescription(instance.settings().volumeId(), "attached", instance.launchTime(), true));
    }

    private static InterfaceDescription networkInterface(
            Networks networks, NetworkInterface it, List<GroupIdentifier> groups) {
        String region = networks.ground().scope().region().code();
        String name = Interfaces.privateDnsName(region, it.privateIp());
        var known = InterfaceApi.association(networks, it);
        Association association =
                known == null ? null : new Association(known.ipOwnerId(), known.publicDnsName(), known.publicIp());
        return new InterfaceDescription(
                it.interfaceId(),
                it.subnetId(),
                it.vpcId(),
                it.description(),
                it.type(),
                it.macAddress(),
                networks.ground().account(),
                name,
                it.privateIp(),
                List.of(new PrivateAddress(true, name, it.privateIp(), association)),
                it.sourceDestCheck(),
                "in-use",
                groups,
                new Attachment(it.attachmentId(), it.attachTime(), true, 0, "attached"),
                association);
    }
}
