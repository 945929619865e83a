package io.windtunnel.cloud.compute.ec2.instances;

import io.windtunnel.cloud.compute.ec2.common.Chosen;
import io.windtunnel.cloud.compute.ec2.common.Fields;
import io.windtunnel.cloud.compute.ec2.common.Filter;
import io.windtunnel.cloud.compute.ec2.common.Page;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.cloud.compute.ec2.common.Tag;
import io.windtunnel.cloud.compute.ec2.common.TagSpecification;
import io.windtunnel.cloud.compute.ec2.images.ImageApi;
import io.windtunnel.cloud.compute.ec2.images.Images;
import io.windtunnel.cloud.compute.ec2.instances.InstanceShapes.StateName;
import io.windtunnel.cloud.ports.Instances.State;
import io.windtunnel.wire.Call;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// EC2's operations on the status of instances, on their root volumes, and on images made of them.
public interface StatusApi extends InstanceAccess {
    record DescribeInstanceStatusRequest(
            List<String> instanceIds,
            List<Filter> filters,
            @Nullable Boolean includeAllInstances,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            @Nullable Boolean dryRun) {}

    record CheckDetail(String name, String status) {}

    record CheckSummary(String status, List<CheckDetail> details) {}

    record StatusDescription(
            String instanceId,
            String availabilityZone,
            StateName instanceState,
            CheckSummary instanceStatus,
            CheckSummary systemStatus) {}

    record DescribeInstanceStatusResult(
            List<StatusDescription> instanceStatuses,
            @Nullable String nextToken) {}

    record DescribeVolumesRequest(
            List<String> volumeIds,
            List<Filter> filters,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            @Nullable Boolean dryRun) {}

    record VolumeAttachment(
            String volumeId,
            String instanceId,
            String device,
            String state,
            Instant attachTime,
            boolean deleteOnTermination) {}

    record VolumeDescription(
            String volumeId,
            int size,
            String volumeType,
            String snapshotId,
            String availabilityZone,
            String state,
            Instant createTime,
            boolean encrypted,
            List<VolumeAttachment> attachments,
            List<Tag> tags) {}

    record DescribeVolumesResult(
            List<VolumeDescription> volumes, @Nullable String nextToken) {}

    record CreateImageRequest(
            String instanceId,
            String name,
            @Nullable String description,
            List<ImageApi.DeviceWish> blockDeviceMappings,
            List<TagSpecification> tagSpecifications,
            @Nullable Boolean noReboot,
            @Nullable Boolean dryRun) {}

    record CreateImageResult(String imageId) {}

    Fields<StatusDescription> STATUS_FIELDS = new Fields<>(StatusDescription::instanceId)
            .one("availability-zone", StatusDescription::availabilityZone)
            .one("instance-state-name", status -> status.instanceState().name())
            .one("instance-state-code", status -> status.instanceState().code())
            .one("instance-status.status", status -> status.instanceStatus().status())
            .one("system-status.status", status -> status.systemStatus().status());

    Fields<VolumeDescription> VOLUME_FIELDS = new Fields<>(VolumeDescription::volumeId)
            .one("volume-id", VolumeDescription::volumeId)
            .one("volume-type", VolumeDescription::volumeType)
            .one("size", VolumeDescription::size)
            .one("status", VolumeDescription::state)
            .one("availability-zone", VolumeDescription::availabilityZone)
            .one("snapshot-id", VolumeDescription::snapshotId)
            .one("encrypted", VolumeDescription::encrypted)
            .many(
                    "attachment.instance-id",
                    volume -> volume.attachments().stream().map(it -> it.instanceId()))
            .many("attachment.device", volume -> volume.attachments().stream().map(it -> it.device()))
            .many("attachment.status", volume -> volume.attachments().stream().map(it -> it.state()));

    private static StatusDescription status(Instance instance, Instant now) {
        boolean running = instance.is(State.RUNNING);
        boolean passed = now.isAfter(instance.standing().since().plus(Pace.STATUS_CHECKS))
                || now.equals(instance.standing().since().plus(Pace.STATUS_CHECKS));
        CheckSummary checks = !running
                ? new CheckSummary("not-applicable", List.of())
                : passed
                        ? new CheckSummary("ok", List.of(new CheckDetail("reachability", "passed")))
                        : new CheckSummary("initializing", List.of(new CheckDetail("reachability", "initializing")));
        return new StatusDescription(
                instance.instanceId(), instance.stand().zoneName(), StateName.of(instance.state()), checks, checks);
    }

    default DescribeInstanceStatusResult describeInstanceStatus(Call call, DescribeInstanceStatusRequest request) {
        Refusals.dryRun(request.dryRun());
        if (!request.instanceIds().isEmpty() && request.maxResults() != null)
            throw Refusals.combination("The parameter instancesSet cannot be used with the parameter maxResults");
        boolean every = Boolean.TRUE.equals(request.includeAllInstances());
        return instances(call, view -> {
            Instant now = view.networks().ground().now();
            var chosen = Chosen.of(view.instances().all(), request.instanceIds(), view.instances()::require).stream()
                    .filter(instance -> every || instance.is(State.RUNNING))
                    .map(instance -> status(instance, now))
                    .toList();
            var page = Page.of(
                    STATUS_FIELDS.select(
                            chosen, request.filters(), view.networks().ground().tags()),
                    StatusDescription::instanceId,
                    request.maxResults(),
                    request.nextToken());
            return new DescribeInstanceStatusResult(page.items(), page.nextToken());
        });
    }

    private static VolumeDescription volume(View view, Instance instance) {
        Instance.Settings settings = instance.settings();
        String volumeId = settings.volumeId();
        return new VolumeDescription(
                volumeId,
                settings.volumeGibibytes(),
                settings.volumeType(),
                settings.imageId().replace("ami-", "snap-"),
                instance.stand().zoneName(),
                "in-use",
                instance.launchTime(),
                false,
                List.of(new VolumeAttachment(
                        volumeId,
                        instance.instanceId(),
                        settings.rootDevice(),
                        "attached",
                        instance.launchTime(),
                        true)),
                view.networks().ground().tags().list(volumeId));
    }

    default DescribeVolumesResult describeVolumes(Call call, DescribeVolumesRequest request) {
        Refusals.dryRun(request.dryRun());
        return instances(call, view -> {
            List<VolumeDescription> all = view.instances().all().stream()
                    .filter(instance -> !instance.terminated())
                    .map(instance -> volume(view, instance))
                    .sorted(Comparator.comparing(VolumeDescription::volumeId))
                    .toList();
            var chosen = Chosen.of(
                    all,
                    request.volumeIds(),
                    id -> all.stream()
                            .filter(volume -> volume.volumeId().equals(id))
                            .findFirst()
                            .orElseThrow(() -> new io.windtunnel.wire.AwsException(
                                    "InvalidVolume.NotFound", "The volume '" + id + "' does not exist.")));
            var page = Page.of(
                    VOLUME_FIELDS.select(
                            chosen, request.filters(), view.networks().ground().tags()),
                    VolumeDescription::volumeId,
                    request.maxResults(),
                    request.nextToken());
            return new DescribeVolumesResult(page.items(), page.nextToken());
        });
    }

    default CreateImageResult createImage(Call call, CreateImageRequest request) {
        var tags = TagSpecification.forType(request.tagSpecifications(), "image");
        return instances(call, view -> {
            Instance instance = view.instances().require(request.instanceId());
            if (!instance.is(State.RUNNING) && !instance.is(State.STOPPED))
                throw Refusals.incorrectState(
                        "The instance '" + instance.instanceId() + "' is not in the 'running' or 'stopped' state.");
            Refusals.dryRun(request.dryRun());
            Instance.Settings settings = instance.settings();
            int size = request.blockDeviceMappings().stream()
                    .filter(mapping -> settings.rootDevice().equals(mapping.deviceName()))
                    .flatMap(mapping -> java.util.stream.Stream.ofNullable(mapping.ebs()))
                    .flatMap(ebs -> java.util.stream.Stream.ofNullable(ebs.volumeSize()))
                    .findFirst()
                    .orElse(settings.volumeGibibytes());
            Images.Wish wish = new Images.Wish(
                    request.name(),
                    request.description(),
                    settings.architecture(),
                    settings.rootDevice(),
                    size,
                    instance.instanceId());
            String imageId = view.images().create(wish, tags).imageId();
            if (!Boolean.TRUE.equals(request.noReboot()) && instance.is(State.RUNNING))
                view.instances().reboot(List.of(instance.instanceId()), null);
            return new CreateImageResult(imageId);
        });
    }
}
