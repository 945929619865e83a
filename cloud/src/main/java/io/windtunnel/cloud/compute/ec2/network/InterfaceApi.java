package io.windtunnel.cloud.compute.ec2.network;

import io.windtunnel.cloud.compute.ec2.common.Chosen;
import io.windtunnel.cloud.compute.ec2.common.Fields;
import io.windtunnel.cloud.compute.ec2.common.Filter;
import io.windtunnel.cloud.compute.ec2.common.GroupIdentifier;
import io.windtunnel.cloud.compute.ec2.common.Page;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.cloud.compute.ec2.common.Tag;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// EC2's descriptions of network interfaces and of the default network ACLs.
public interface InterfaceApi extends NetworkAccess {
    record DescribeNetworkInterfacesRequest(
            List<String> networkInterfaceIds,
            List<Filter> filters,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            @Nullable Boolean dryRun) {}

    record DescribeNetworkInterfacesResult(
            List<InterfaceDescription> networkInterfaces,
            @Nullable String nextToken) {}

    record PublicAssociation(
            @Nullable String allocationId,
            @Nullable String associationId,
            String ipOwnerId,
            String publicDnsName,
            String publicIp) {}

    record InterfaceAttachment(
            String attachmentId,
            Instant attachTime,
            boolean deleteOnTermination,
            int deviceIndex,
            @Nullable String instanceId,
            @Nullable String instanceOwnerId,
            String status) {}

    record PrivateAddress(
            boolean primary,
            String privateDnsName,
            String privateIpAddress,
            @Nullable PublicAssociation association) {}

    record InterfaceDescription(
            String networkInterfaceId,
            String subnetId,
            String vpcId,
            String availabilityZone,
            String description,
            String interfaceType,
            String macAddress,
            String ownerId,
            String privateDnsName,
            String privateIpAddress,
            List<PrivateAddress> privateIpAddresses,
            boolean requesterManaged,
            boolean sourceDestCheck,
            String status,
            List<GroupIdentifier> groups,
            @Nullable PublicAssociation association,
            InterfaceAttachment attachment,
            List<Tag> tagSet) {}

    record DescribeNetworkAclsRequest(
            List<String> networkAclIds,
            List<Filter> filters,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            @Nullable Boolean dryRun) {}

    record DescribeNetworkAclsResult(
            List<AclDescription> networkAcls, @Nullable String nextToken) {}

    record AclAssociation(String networkAclAssociationId, String networkAclId, String subnetId) {}

    record AclEntry(String cidrBlock, boolean egress, String protocol, String ruleAction, int ruleNumber) {}

    record AclDescription(
            String networkAclId,
            String vpcId,
            String ownerId,
            boolean isDefault,
            List<AclEntry> entries,
            List<AclAssociation> associations,
            List<Tag> tags) {}

    int ACL_ALLOW = 100;
    int ACL_DENY = 32767;

    Fields<NetworkInterface> INTERFACE_FIELDS = new Fields<>(NetworkInterface::interfaceId)
            .one("network-interface-id", NetworkInterface::interfaceId)
            .one("subnet-id", NetworkInterface::subnetId)
            .one("vpc-id", NetworkInterface::vpcId)
            .one("availability-zone", NetworkInterface::zoneName)
            .one("description", NetworkInterface::description)
            .one("interface-type", NetworkInterface::type)
            .one("mac-address", NetworkInterface::macAddress)
            .one("private-ip-address", NetworkInterface::privateIp)
            .one("addresses.private-ip-address", NetworkInterface::privateIp)
            .one("association.public-ip", NetworkInterface::publicIp)
            .one("attachment.instance-id", NetworkInterface::instanceId)
            .one("attachment.attachment-id", NetworkInterface::attachmentId)
            .one("attachment.status", _ -> "attached")
            .one("requester-managed", networkInterface -> networkInterface.instanceId() == null)
            .one("status", _ -> "in-use")
            .many(
                    "group-id",
                    networkInterface -> networkInterface.groupIds().stream().map(id -> id));

    Fields<Vpc> ACL_FIELDS = new Fields<>(Vpc::networkAclId)
            .one("network-acl-id", Vpc::networkAclId)
            .one("vpc-id", Vpc::vpcId)
            .one("default", _ -> true);

    /// The groups of an interface, by id and name.
    static List<GroupIdentifier> groups(Networks networks, List<String> groupIds) {
        return groupIds.stream()
                .map(id -> new GroupIdentifier(
                        id,
                        networks.groups().find(id).map(SecurityGroup::groupName).orElse("")))
                .toList();
    }

    /// Whether machines of a VPC have public DNS names.
    static String publicDnsName(Networks networks, NetworkInterface networkInterface) {
        String publicIp = networkInterface.publicIp();
        boolean named = networks.vpcs()
                .find(networkInterface.vpcId())
                .map(Vpc::dnsHostnames)
                .orElse(false);
        if (publicIp == null || !named) return "";
        return Interfaces.publicDnsName(networks.ground().scope().region().code(), publicIp);
    }

    static @Nullable PublicAssociation association(Networks networks, NetworkInterface networkInterface) {
        String publicIp = networkInterface.publicIp();
        if (publicIp == null) return null;
        ElasticIp elasticIp = networks.addresses().all().stream()
                .filter(address -> address.publicIp().equals(publicIp))
                .findFirst()
                .orElse(null);
        return new PublicAssociation(
                elasticIp == null ? null : elasticIp.allocationId(),
                elasticIp == null ? null : elasticIp.associationId(),
                elasticIp == null ? "amazon" : networks.ground().account(),
                publicDnsName(networks, networkInterface),
                publicIp);
    }

    private static InterfaceDescription description(Networks networks, NetworkInterface it) {
        String privateDnsName =
                Interfaces.privateDnsName(networks.ground().scope().region().code(), it.privateIp());
        PublicAssociation association = association(networks, it);
        String account = networks.ground().account();
        boolean managed = it.instanceId() == null;
        return new InterfaceDescription(
                it.interfaceId(),
                it.subnetId(),
                it.vpcId(),
                it.zoneName(),
                it.description(),
                it.type(),
                it.macAddress(),
                account,
                privateDnsName,
                it.privateIp(),
                List.of(new PrivateAddress(true, privateDnsName, it.privateIp(), association)),
                managed,
                it.sourceDestCheck(),
                "in-use",
                groups(networks, it.groupIds()),
                association,
                new InterfaceAttachment(
                        it.attachmentId(),
                        it.attachTime(),
                        !managed,
                        managed ? 1 : 0,
                        it.instanceId(),
                        managed ? "amazon-aws" : account,
                        "attached"),
                networks.ground().tags().list(it.interfaceId()));
    }

    default DescribeNetworkInterfacesResult describeNetworkInterfaces(
            Call call, DescribeNetworkInterfacesRequest request) {
        Refusals.dryRun(request.dryRun());
        return network(call, networks -> {
            var interfaces = networks.interfaces();
            var chosen = Chosen.of(interfaces.all(), request.networkInterfaceIds(), interfaces::require);
            var selected = INTERFACE_FIELDS.select(
                    chosen, request.filters(), networks.ground().tags());
            var page = Page.of(selected, NetworkInterface::interfaceId, request.maxResults(), request.nextToken());
            return new DescribeNetworkInterfacesResult(
                    page.items().stream().map(it -> description(networks, it)).toList(), page.nextToken());
        });
    }

    private static AclDescription acl(Networks networks, Vpc vpc) {
        List<AclEntry> entries = Stream.of(true, false)
                .flatMap(egress -> Stream.of(
                        new AclEntry("0.0.0.0/0", egress, "-1", "allow", ACL_ALLOW),
                        new AclEntry("0.0.0.0/0", egress, "-1", "deny", ACL_DENY)))
                .toList();
        List<AclAssociation> associations = networks.vpcs().subnets().stream()
                .filter(subnet -> subnet.vpcId().equals(vpc.vpcId()))
                .map(subnet -> new AclAssociation(subnet.aclAssociationId(), vpc.networkAclId(), subnet.subnetId()))
                .toList();
        return new AclDescription(
                vpc.networkAclId(),
                vpc.vpcId(),
                networks.ground().account(),
                true,
                entries,
                associations,
                networks.ground().tags().list(vpc.networkAclId()));
    }

    default DescribeNetworkAclsResult describeNetworkAcls(Call call, DescribeNetworkAclsRequest request) {
        Refusals.dryRun(request.dryRun());
        return network(call, networks -> {
            var chosen = Chosen.of(
                    networks.vpcs().all(),
                    request.networkAclIds(),
                    id -> networks.vpcs().all().stream()
                            .filter(vpc -> vpc.networkAclId().equals(id))
                            .findFirst()
                            .orElseThrow(() -> new AwsException(
                                    "InvalidNetworkAclID.NotFound", "The networkAcl ID '" + id + "' does not exist")));
            var page = Page.of(
                    ACL_FIELDS.select(
                            chosen, request.filters(), networks.ground().tags()),
                    Vpc::vpcId,
                    request.maxResults(),
                    request.nextToken());
            return new DescribeNetworkAclsResult(
                    page.items().stream().map(vpc -> acl(networks, vpc)).toList(), page.nextToken());
        });
    }

    /// One of the Region's zones.
    record ZoneDescription(
            String zoneName,
            String zoneId,
            String regionName,
            String state,
            String zoneType,
            String optInStatus,
            String groupName,
            String networkBorderGroup) {
        static ZoneDescription of(Zone zone) {
            String region = zone.region().code();
            return new ZoneDescription(
                    zone.name(),
                    zone.id(),
                    region,
                    "available",
                    "availability-zone",
                    "opt-in-not-required",
                    region + "-zg-1",
                    region);
        }
    }

    record DescribeAvailabilityZonesRequest(
            List<String> zoneNames,
            List<String> zoneIds,
            @Nullable Boolean allAvailabilityZones,
            List<Filter> filters,
            @Nullable Boolean dryRun) {}

    record DescribeAvailabilityZonesResult(List<ZoneDescription> availabilityZones) {}

    Fields<ZoneDescription> ZONE_FIELDS = new Fields<>(ZoneDescription::zoneName)
            .one("zone-name", ZoneDescription::zoneName)
            .one("zone-id", ZoneDescription::zoneId)
            .one("zone-type", ZoneDescription::zoneType)
            .one("region-name", ZoneDescription::regionName)
            .one("opt-in-status", ZoneDescription::optInStatus)
            .one("group-name", ZoneDescription::groupName)
            .one("state", ZoneDescription::state);

    default DescribeAvailabilityZonesResult describeAvailabilityZones(
            Call call, DescribeAvailabilityZonesRequest request) {
        Refusals.dryRun(request.dryRun());
        return network(call, networks -> {
            List<ZoneDescription> all =
                    networks.ground().zones().map(ZoneDescription::of).toList();
            for (String name : request.zoneNames())
                if (all.stream().noneMatch(zone -> zone.zoneName().equals(name)))
                    throw Refusals.invalidValue("Invalid availability zone: [" + name + "]");
            List<ZoneDescription> chosen = all.stream()
                    .filter(zone ->
                            request.zoneNames().isEmpty() || request.zoneNames().contains(zone.zoneName()))
                    .filter(zone ->
                            request.zoneIds().isEmpty() || request.zoneIds().contains(zone.zoneId()))
                    .toList();
            return new DescribeAvailabilityZonesResult(ZONE_FIELDS.select(
                    chosen, request.filters(), networks.ground().tags()));
        });
    }
}
