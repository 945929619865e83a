package io.windtunnel.cloud.compute.ec2.images;

import io.windtunnel.cloud.compute.ec2.common.Chosen;
import io.windtunnel.cloud.compute.ec2.common.Fields;
import io.windtunnel.cloud.compute.ec2.common.Filter;
import io.windtunnel.cloud.compute.ec2.common.Page;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.cloud.compute.ec2.common.Tag;
import io.windtunnel.cloud.compute.ec2.common.TagSpecification;
import io.windtunnel.cloud.compute.ec2.common.Tags;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.Member;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// EC2's operations on images (`CreateImage` is with the instances).
public interface ImageApi {
    /// Runs work on the caller's images and tags, under their lock.
    <T> T images(Call call, BiFunction<Images, Tags, T> work);

    record DescribeImagesRequest(
            List<String> imageIds,
            List<String> owners,
            List<Filter> filters,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            @Nullable Boolean dryRun) {}

    record DescribeImagesResult(
            List<ImageDescription> images, @Nullable String nextToken) {}

    record EbsDevice(
            int volumeSize, String volumeType, String snapshotId, boolean deleteOnTermination, boolean encrypted) {}

    record DeviceMapping(String deviceName, EbsDevice ebs) {}

    record ImageDescription(
            String imageId,
            String name,
            @Nullable String description,
            String ownerId,
            @Nullable String imageOwnerAlias,
            String imageLocation,
            String architecture,
            String creationDate,
            String imageType,
            @Member("Public") boolean isPublic,
            String state,
            String rootDeviceName,
            String rootDeviceType,
            String virtualizationType,
            String hypervisor,
            boolean enaSupport,
            String platformDetails,
            String usageOperation,
            @Nullable String sourceInstanceId,
            List<DeviceMapping> blockDeviceMappings,
            List<Tag> tags) {}

    record EbsWish(@Nullable Integer volumeSize, @Nullable String snapshotId) {}

    record DeviceWish(@Nullable String deviceName, @Nullable EbsWish ebs) {}

    record RegisterImageRequest(
            String name,
            @Nullable String description,
            @Nullable String architecture,
            @Nullable String rootDeviceName,
            List<DeviceWish> blockDeviceMappings,
            List<TagSpecification> tagSpecifications,
            @Nullable Boolean dryRun) {}

    record RegisterImageResult(String imageId) {}

    record DeregisterImageRequest(String imageId, @Nullable Boolean dryRun) {}

    Fields<Image> IMAGE_FIELDS = new Fields<>(Image::imageId)
            .one("image-id", Image::imageId)
            .one("name", Image::name)
            .one("description", image -> image.description())
            .one("architecture", Image::architecture)
            .one("creation-date", Image::creationDate)
            .one("owner-id", Image::ownerId)
            .one("owner-alias", image -> image.ownerAlias())
            .one("is-public", Image::isPublic)
            .one("state", Image::state)
            .one("root-device-name", Image::rootDeviceName)
            .one("root-device-type", _ -> "ebs")
            .one("virtualization-type", _ -> "hvm")
            .one("hypervisor", _ -> "xen")
            .one("image-type", _ -> "machine")
            .one("ena-support", _ -> true)
            .one("platform", _ -> null)
            .one("block-device-mapping.device-name", Image::rootDeviceName)
            .one("block-device-mapping.volume-size", Image::gibibytes)
            .one("block-device-mapping.volume-type", _ -> "gp3")
            .one("block-device-mapping.snapshot-id", Image::snapshotId);

    private static ImageDescription description(Tags tags, Image image) {
        EbsDevice root = new EbsDevice(image.gibibytes(), "gp3", image.snapshotId(), true, false);
        return new ImageDescription(
                image.imageId(),
                image.name(),
                image.description(),
                image.ownerId(),
                image.ownerAlias(),
                Objects.requireNonNullElse(image.ownerAlias(), image.ownerId()) + "/" + image.name(),
                image.architecture(),
                image.creationDate(),
                "machine",
                image.isPublic(),
                image.state(),
                image.rootDeviceName(),
                "ebs",
                "hvm",
                "xen",
                true,
                "Linux/UNIX",
                "RunInstances",
                image.sourceInstanceId(),
                List.of(new DeviceMapping(image.rootDeviceName(), root)),
                tags.list(image.imageId()));
    }

    private static boolean owned(Image image, List<String> owners, String caller) {
        return owners.isEmpty()
                || owners.stream()
                        .anyMatch(owner -> owner.equals(image.ownerId())
                                || owner.equals(image.ownerAlias())
                                || (owner.equals("self") && image.ownerId().equals(caller)));
    }

    default DescribeImagesResult describeImages(Call call, DescribeImagesRequest request) {
        Refusals.dryRun(request.dryRun());
        String caller = call.scope().account().digits();
        return images(call, (images, tags) -> {
            var chosen = Chosen.of(images.all(), request.imageIds(), images::require).stream()
                    .filter(image -> owned(image, request.owners(), caller))
                    .toList();
            var page = Page.of(
                    IMAGE_FIELDS.select(chosen, request.filters(), tags),
                    Image::imageId,
                    request.maxResults(),
                    request.nextToken(),
                    1);
            return new DescribeImagesResult(
                    page.items().stream().map(image -> description(tags, image)).toList(), page.nextToken());
        });
    }

    default RegisterImageResult registerImage(Call call, RegisterImageRequest request) {
        Refusals.dryRun(request.dryRun());
        var tags = TagSpecification.forType(request.tagSpecifications(), "image");
        String root = Objects.requireNonNullElse(request.rootDeviceName(), "/dev/xvda");
        int size = request.blockDeviceMappings().stream()
                .filter(mapping -> mapping.deviceName() == null || root.equals(mapping.deviceName()))
                .map(DeviceWish::ebs)
                .filter(ebs -> ebs != null && ebs.volumeSize() != null)
                .mapToInt(ebs -> Objects.requireNonNull(ebs.volumeSize()))
                .findFirst()
                .orElse(8);
        Images.Wish wish = new Images.Wish(
                request.name(),
                request.description(),
                Objects.requireNonNullElse(request.architecture(), "x86_64"),
                root,
                size,
                null);
        return images(
                call,
                (images, _) -> new RegisterImageResult(images.create(wish, tags).imageId()));
    }

    default void deregisterImage(Call call, DeregisterImageRequest request) {
        Refusals.dryRun(request.dryRun());
        images(call, (images, _) -> {
            images.deregister(request.imageId());
            return true;
        });
    }
}
