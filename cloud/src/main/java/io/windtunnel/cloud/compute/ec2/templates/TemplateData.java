package io.windtunnel.cloud.compute.ec2.templates;

import io.windtunnel.cloud.compute.ec2.common.Tag;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a launch says of its instances: a version of a launch template, or the parameters of `RunInstances` themselves.
/// Null and empty where nothing is said.
public record TemplateData(
        @Nullable String imageId,
        @Nullable String instanceType,
        @Nullable String keyName,
        @Nullable String userData,
        List<String> securityGroupIds,
        List<String> securityGroups,
        @Nullable Profile iamInstanceProfile,
        List<Interface> networkInterfaces,
        List<Device> blockDeviceMappings,
        List<TagGroup> tagSpecifications,
        @Nullable Placement placement,
        @Nullable Monitoring monitoring,
        @Nullable Metadata metadataOptions,
        @Nullable Boolean disableApiTermination,
        @Nullable Boolean disableApiStop,
        @Nullable String instanceInitiatedShutdownBehavior) {
    /// Nothing said at all.
    public static final TemplateData NOTHING = new TemplateData(
            null, null, null, null, List.of(), List.of(), null, List.of(), List.of(), List.of(), null, null, null, null,
            null, null);

    public record Profile(@Nullable String arn, @Nullable String name) {}

    public record Interface(
            @Nullable Integer deviceIndex,
            @Nullable Boolean associatePublicIpAddress,
            @Nullable Boolean deleteOnTermination,
            @Nullable String description,
            @Nullable String subnetId,
            @Nullable String privateIpAddress,
            List<String> groups) {}

    public record Ebs(
            @Nullable Integer volumeSize,
            @Nullable String volumeType,
            @Nullable Boolean deleteOnTermination,
            @Nullable Boolean encrypted,
            @Nullable Integer iops,
            @Nullable Integer throughput,
            @Nullable String snapshotId) {}

    public record Device(
            @Nullable String deviceName, @Nullable Ebs ebs) {}

    /// Tags for the instances or volumes to come.
    public record TagGroup(@Nullable String resourceType, List<Tag> tags) {}

    public record Placement(@Nullable String availabilityZone) {}

    public record Monitoring(@Nullable Boolean enabled) {}

    public record Metadata(
            @Nullable String httpTokens,
            @Nullable String httpEndpoint,
            @Nullable Integer httpPutResponseHopLimit,
            @Nullable String instanceMetadataTags) {}

    /// This over `below`: what is said here wins; tags are joined by type and key.
    public TemplateData over(TemplateData below) {
        return new TemplateData(
                imageId == null ? below.imageId : imageId,
                instanceType == null ? below.instanceType : instanceType,
                keyName == null ? below.keyName : keyName,
                userData == null ? below.userData : userData,
                named() ? securityGroupIds : below.securityGroupIds,
                named() ? securityGroups : below.securityGroups,
                iamInstanceProfile == null ? below.iamInstanceProfile : iamInstanceProfile,
                networkInterfaces.isEmpty() ? below.networkInterfaces : networkInterfaces,
                blockDeviceMappings.isEmpty() ? below.blockDeviceMappings : blockDeviceMappings,
                List.of(
                        new TagGroup("instance", Tag.list(joined("instance", below))),
                        new TagGroup("volume", Tag.list(joined("volume", below)))),
                placement == null ? below.placement : placement,
                monitoring == null ? below.monitoring : monitoring,
                metadataOptions == null ? below.metadataOptions : metadataOptions,
                disableApiTermination == null ? below.disableApiTermination : disableApiTermination,
                disableApiStop == null ? below.disableApiStop : disableApiStop,
                instanceInitiatedShutdownBehavior == null
                        ? below.instanceInitiatedShutdownBehavior
                        : instanceInitiatedShutdownBehavior);
    }

    private boolean named() {
        return !securityGroupIds.isEmpty() || !securityGroups.isEmpty();
    }

    private Map<String, String> joined(String type, TemplateData below) {
        Map<String, String> tags = new TreeMap<>(below.tags(type));
        tags.putAll(tags(type));
        return tags;
    }

    /// The tags for resources of `type`.
    public Map<String, String> tags(String type) {
        Map<String, String> tags = new TreeMap<>();
        for (TagGroup group : tagSpecifications)
            if (type.equals(group.resourceType())) tags.putAll(Tag.map(group.tags()));
        return tags;
    }

    /// Nothing said but the instance type.
    public static TemplateData ofType(String instanceType) {
        return new TemplateData(
                null,
                instanceType,
                null,
                null,
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
