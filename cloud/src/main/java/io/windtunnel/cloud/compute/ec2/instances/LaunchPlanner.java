package io.windtunnel.cloud.compute.ec2.instances;

import io.windtunnel.cloud.compute.ec2.common.Ground;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.cloud.compute.ec2.images.Image;
import io.windtunnel.cloud.compute.ec2.images.Images;
import io.windtunnel.cloud.compute.ec2.keys.KeyPairApi.KeyPairs;
import io.windtunnel.cloud.compute.ec2.network.Interfaces;
import io.windtunnel.cloud.compute.ec2.network.Networks;
import io.windtunnel.cloud.compute.ec2.network.SecurityGroup;
import io.windtunnel.cloud.compute.ec2.network.Subnet;
import io.windtunnel.cloud.compute.ec2.templates.LaunchTemplate;
import io.windtunnel.cloud.compute.ec2.templates.TemplateData;
import io.windtunnel.cloud.compute.ec2.templates.Templates;
import io.windtunnel.cloud.compute.ec2.types.InstanceType;
import io.windtunnel.cloud.compute.ec2.types.InstanceTypes;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Parameters;
import io.windtunnel.cloud.ports.Roles;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes a launch of an order, or refuses it: nothing is changed here.
final class LaunchPlanner {
    private static final int USER_DATA_BYTES = 16_384;
    private static final String DEFAULT_TYPE = "m1.small";
    private static final String ALIAS = "resolve:ssm:";
    private static final String LOGICAL_ID = "aws:cloudformation:logical-id";

    private final Ground ground;
    private final Networks networks;
    private final Images images;
    private final KeyPairs keyPairs;
    private final Templates templates;
    private final Power power;
    private final Directory directory;

    LaunchPlanner(
            Networks networks,
            Images images,
            KeyPairs keyPairs,
            Templates templates,
            Power power,
            Directory directory) {
        this.ground = networks.ground();
        this.networks = networks;
        this.images = images;
        this.keyPairs = keyPairs;
        this.templates = templates;
        this.power = power;
        this.directory = directory;
    }

    Launch plan(LaunchOrder order, Power.Asker asker) {
        if (order.minCount() < 1 || order.maxCount() < order.minCount())
            throw Refusals.invalidValue("Invalid value '" + order.maxCount()
                    + "' for maxCount. Must be equal to or greater than minCount '" + order.minCount() + "'");
        LaunchTemplate template = order.templateId() == null && order.templateName() == null
                ? null
                : templates.require(order.templateId(), order.templateName());
        TemplateData data = template == null
                ? order.data()
                : order.data()
                        .over(templates
                                .version(template, order.templateVersion())
                                .data());
        Image image = images.launchable(resolve(data.imageId()));
        InstanceType type = type(data, image);
        Optional<TemplateData.Interface> asked = data.networkInterfaces().stream()
                .filter(wish -> wish.deviceIndex() == null || wish.deviceIndex() == 0)
                .findFirst();
        Subnet subnet = subnet(order, data, asked);
        power.check(subnet.zone(), type.name(), asker);
        Map<String, String> tags = new TreeMap<>(data.tags("instance"));
        tags.putAll(order.tags());
        boolean publicAddress =
                asked.map(TemplateData.Interface::associatePublicIpAddress).orElse(subnet.mapPublicIp());
        Interfaces.Wish wish = new Interfaces.Wish(
                subnet.subnetId(),
                groups(data, asked, subnet),
                order.privateIp() == null
                        ? asked.map(TemplateData.Interface::privateIpAddress).orElse(null)
                        : order.privateIp(),
                publicAddress,
                asked.map(TemplateData.Interface::description).orElse(""),
                "interface",
                null);
        networks.interfaces().check(wish, order.minCount());
        return new Launch(
                Math.min(order.maxCount(), networks.interfaces().freeAddresses(subnet)),
                subnet.zoneName(),
                wish,
                settings(data, image, type, publicAddress, order.spot()),
                tags,
                data.tags("volume"),
                logicalId(tags, template),
                order.clientToken(),
                note(image));
    }

    private @Nullable String note(Image image) {
        if (!image.architecture().isEmpty()) return null;
        return "Windtunnel does not know the image " + image.imageId() + ": it is taken for a Linux of "
                + image.gibibytes() + " GiB";
    }

    /// The launch template's logical id, else the instance's own. A group's instances carry the group's as a tag.
    private @Nullable String logicalId(Map<String, String> tags, @Nullable LaunchTemplate template) {
        String fromTemplate = template == null
                ? null
                : ground.tags().of(template.launchTemplateId()).get(LOGICAL_ID);
        return fromTemplate != null ? fromTemplate : tags.get(LOGICAL_ID);
    }

    private String resolve(@Nullable String imageId) {
        if (imageId == null) throw Refusals.missing("ImageId");
        if (!imageId.startsWith(ALIAS)) return imageId;
        String name = imageId.substring(ALIAS.length());
        return directory
                .find(Parameters.class)
                .flatMap(parameters -> parameters.value(ground.scope(), name))
                .orElseThrow(() -> Refusals.invalidValue(
                        "The specified parameter '" + name + "' does not exist in Systems Manager Parameter Store."));
    }

    private static InstanceType type(TemplateData data, Image image) {
        InstanceType type = InstanceTypes.require(Objects.requireNonNullElse(data.instanceType(), DEFAULT_TYPE));
        if (!image.architecture().isEmpty() && !image.architecture().equals(type.architecture()))
            throw Refusals.invalidValue("The architecture '" + type.architecture()
                    + "' of the specified instance type does not match the architecture '" + image.architecture()
                    + "' of the specified AMI. Specify an instance type and an AMI that have matching architectures,"
                    + " and try again. You can use 'describe-instance-types' or 'describe-images' to discover the"
                    + " architecture of the instance type or AMI.");
        return type;
    }

    private Subnet subnet(LaunchOrder order, TemplateData data, Optional<TemplateData.Interface> asked) {
        if (order.subnetId() != null && !order.data().networkInterfaces().isEmpty())
            throw Refusals.combination(
                    "Network interfaces and an instance-level subnet ID may not be specified on the same" + " request");
        String subnetId = order.subnetId() != null
                ? order.subnetId()
                : asked.map(TemplateData.Interface::subnetId).orElse(null);
        String zone = data.placement() == null ? null : data.placement().availabilityZone();
        if (subnetId != null) {
            Subnet subnet = networks.vpcs().requireSubnet(subnetId);
            if (zone != null && order.data().placement() != null && !zone.equals(subnet.zoneName()))
                throw Refusals.invalidValue("The specified subnet " + subnetId + " is in the availability zone "
                        + subnet.zoneName() + ", not in " + zone);
            return subnet;
        }
        if (zone != null)
            return networks.vpcs()
                    .defaultSubnet(networks.vpcs().zone(zone))
                    .orElseThrow(() -> new AwsException(
                            "MissingInput",
                            "No subnets found for the default VPC in zone '" + zone + "'. Please specify a subnet."));
        return anyDefaultSubnet();
    }

    /// The default subnet with the most free addresses, among those in zones with power.
    private Subnet anyDefaultSubnet() {
        List<Subnet> defaults = ground.zones()
                .flatMap(zone -> networks.vpcs().defaultSubnet(zone).stream())
                .toList();
        if (defaults.isEmpty())
            throw new AwsException(
                    "VPCIdNotSpecified",
                    "No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.");
        Subnet best = defaults.getFirst();
        for (Subnet subnet : defaults) if (better(subnet, best)) best = subnet;
        return best;
    }

    private boolean better(Subnet subnet, Subnet best) {
        Zone zone = subnet.zone();
        if (power.dark(zone)) return false;
        return power.dark(best.zone())
                || networks.interfaces().freeAddresses(subnet)
                        > networks.interfaces().freeAddresses(best);
    }

    private List<String> groups(TemplateData data, Optional<TemplateData.Interface> asked, Subnet subnet) {
        List<String> onInterface = asked.map(TemplateData.Interface::groups).orElse(List.of());
        if (!onInterface.isEmpty()
                || data.securityGroupIds().isEmpty() && data.securityGroups().isEmpty()) return onInterface;
        if (asked.isPresent())
            throw Refusals.combination(
                    "Network interfaces and an instance-level security groups may not be specified on"
                            + " the same request");
        List<String> ids = new ArrayList<>(data.securityGroupIds());
        for (String name : data.securityGroups())
            ids.add(networks.groups().named(subnet.vpcId(), name).groupId());
        for (String id : ids) {
            SecurityGroup group = networks.groups().require(id);
            if (!group.vpcId().equals(subnet.vpcId()))
                throw new AwsException(
                        "InvalidParameter",
                        "Security group " + id + " and subnet " + subnet.subnetId() + " belong to different networks.");
        }
        return ids;
    }

    private Instance.Settings settings(
            TemplateData data, Image image, InstanceType type, boolean publicAddress, boolean spot) {
        if (data.keyName() != null) keyPairs.require(data.keyName());
        checkUserData(data.userData());
        TemplateData.Ebs root = data.blockDeviceMappings().stream()
                .filter(device -> image.rootDeviceName().equals(device.deviceName()) && device.ebs() != null)
                .map(TemplateData.Device::ebs)
                .findFirst()
                .orElse(null);
        int size = root == null || root.volumeSize() == null ? image.gibibytes() : root.volumeSize();
        if (size < image.gibibytes())
            throw new AwsException(
                    "InvalidBlockDeviceMapping",
                    "Volume of size " + size + "GB is smaller than snapshot '" + image.snapshotId()
                            + "', expect size >= " + image.gibibytes() + "GB");
        Optional<Roles.Profile> profile = profile(data.iamInstanceProfile());
        TemplateData.Metadata metadata =
                Objects.requireNonNullElse(data.metadataOptions(), new TemplateData.Metadata(null, null, null, null));
        return new Instance.Settings(
                image.imageId(),
                type.architecture(),
                image.gibibytes(),
                image.rootDeviceName(),
                "",
                size,
                root == null ? "gp3" : Objects.requireNonNullElse(root.volumeType(), "gp3"),
                type.name(),
                data.keyName(),
                Objects.requireNonNullElse(data.userData(), ""),
                profile.map(found -> found.arn().toString()).orElse(null),
                profile.map(Roles.Profile::profileId).orElse(null),
                data.monitoring() != null
                        && Boolean.TRUE.equals(data.monitoring().enabled()),
                Boolean.TRUE.equals(data.disableApiTermination()),
                Boolean.TRUE.equals(data.disableApiStop()),
                Objects.requireNonNullElse(data.instanceInitiatedShutdownBehavior(), "stop"),
                publicAddress,
                spot,
                new TemplateData.Metadata(
                        Objects.requireNonNullElse(metadata.httpTokens(), "required"),
                        Objects.requireNonNullElse(metadata.httpEndpoint(), "enabled"),
                        Objects.requireNonNullElse(metadata.httpPutResponseHopLimit(), 2),
                        Objects.requireNonNullElse(metadata.instanceMetadataTags(), "disabled")));
    }

    static void checkUserData(@Nullable String userData) {
        if (userData == null) return;
        try {
            int bytes = Base64.getMimeDecoder().decode(userData).length;
            if (bytes > USER_DATA_BYTES)
                throw Refusals.invalidValue("User data is limited to " + USER_DATA_BYTES + " bytes");
        } catch (IllegalArgumentException e) {
            throw new AwsException("InvalidParameterValue", "Invalid BASE64 encoding of user data.");
        }
    }

    private Optional<Roles.Profile> profile(TemplateData.@Nullable Profile asked) {
        if (asked == null || (asked.arn() == null && asked.name() == null)) return Optional.empty();
        Optional<Roles> roles = directory.find(Roles.class);
        if (roles.isEmpty()) return Optional.empty();
        String name = asked.name() == null ? String.valueOf(asked.arn()) : asked.name();
        Optional<Roles.Profile> found = roles.get().profile(ground.scope().account(), name);
        if (found.isEmpty())
            throw Refusals.invalidValue(
                    asked.name() == null ? "iamInstanceProfile.arn" : "iamInstanceProfile.name",
                    name,
                    "Invalid IAM Instance Profile " + (asked.name() == null ? "ARN" : "name"));
        return found;
    }
}
