package io.windtunnel.cloud.compute.ec2.types;

import io.windtunnel.cloud.compute.ec2.common.Fields;
import io.windtunnel.cloud.compute.ec2.common.Filter;
import io.windtunnel.cloud.compute.ec2.common.Ground;
import io.windtunnel.cloud.compute.ec2.common.Page;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.cloud.compute.ec2.common.Tags;
import io.windtunnel.cloud.compute.ec2.network.NetworkAccess;
import io.windtunnel.cloud.compute.ec2.network.Vpc;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// EC2's descriptions of instance types and where they are offered, of Regions and of account attributes.
public interface InstanceTypeApi extends NetworkAccess {
    record DescribeInstanceTypesRequest(
            List<String> instanceTypes,
            List<Filter> filters,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            @Nullable Boolean dryRun) {}

    record VCpus(int defaultVCpus, int defaultCores, int defaultThreadsPerCore) {}

    record Memory(long sizeInMiB) {}

    record Processor(List<String> supportedArchitectures) {}

    record TypeDescription(
            String instanceType,
            boolean currentGeneration,
            boolean bareMetal,
            String hypervisor,
            boolean burstablePerformanceSupported,
            boolean instanceStorageSupported,
            List<String> supportedRootDeviceTypes,
            List<String> supportedUsageClasses,
            List<String> supportedVirtualizationTypes,
            @io.windtunnel.wire.Member("VCpuInfo") VCpus vcpus,
            Memory memoryInfo,
            Processor processorInfo) {}

    record DescribeInstanceTypesResult(
            List<TypeDescription> instanceTypes, @Nullable String nextToken) {}

    record DescribeInstanceTypeOfferingsRequest(
            @Nullable String locationType,
            List<Filter> filters,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            @Nullable Boolean dryRun) {}

    record Offering(String instanceType, String locationType, String location) {}

    record DescribeInstanceTypeOfferingsResult(
            List<Offering> instanceTypeOfferings, @Nullable String nextToken) {}

    record DescribeRegionsRequest(
            List<String> regionNames,
            @Nullable Boolean allRegions,
            List<Filter> filters,
            @Nullable Boolean dryRun) {}

    record RegionDescription(String regionName, String endpoint, String optInStatus) {}

    record DescribeRegionsResult(List<RegionDescription> regions) {}

    record DescribeAccountAttributesRequest(
            List<String> attributeNames, @Nullable Boolean dryRun) {}

    record AccountAttributeValue(String attributeValue) {}

    record AccountAttribute(String attributeName, List<AccountAttributeValue> attributeValues) {}

    record DescribeAccountAttributesResult(List<AccountAttribute> accountAttributes) {}

    Fields<InstanceType> TYPE_FIELDS = new Fields<>(InstanceType::name)
            .one("instance-type", InstanceType::name)
            .one("current-generation", InstanceTypeApi::current)
            .one("burstable-performance-supported", InstanceType::burstable)
            .one("bare-metal", _ -> false)
            .one("hypervisor", _ -> "nitro")
            .one("memory-info.size-in-mib", InstanceType::memoryMebibytes)
            .one("processor-info.supported-architecture", InstanceType::architecture)
            .one("supported-root-device-type", _ -> "ebs")
            .one("vcpu-info.default-vcpus", InstanceType::vcpus);

    Fields<Offering> OFFERING_FIELDS = new Fields<>(Offering::instanceType)
            .one("instance-type", Offering::instanceType)
            .one("location", Offering::location);

    Fields<RegionDescription> REGION_FIELDS = new Fields<>(RegionDescription::regionName)
            .one("region-name", RegionDescription::regionName)
            .one("endpoint", RegionDescription::endpoint)
            .one("opt-in-status", RegionDescription::optInStatus);

    /// The Regions that need no opting in.
    List<String> REGIONS = List.of(
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-south-1",
            "ap-southeast-1",
            "ap-southeast-2",
            "ca-central-1",
            "eu-central-1",
            "eu-north-1",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "sa-east-1",
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2");

    private static boolean current(InstanceType type) {
        return !type.name().startsWith("m1.") && !type.name().startsWith("r3.");
    }

    private static TypeDescription description(InstanceType type) {
        int threads = type.threadsPerCore();
        return new TypeDescription(
                type.name(),
                current(type),
                false,
                "nitro",
                type.burstable(),
                false,
                List.of("ebs"),
                List.of("on-demand"),
                List.of("hvm"),
                new VCpus(type.vcpus(), type.vcpus() / threads, threads),
                new Memory(type.memoryMebibytes()),
                new Processor(List.of(type.architecture())));
    }

    default DescribeInstanceTypesResult describeInstanceTypes(Call call, DescribeInstanceTypesRequest request) {
        Refusals.dryRun(request.dryRun());
        Collection<InstanceType> chosen = request.instanceTypes().isEmpty()
                ? InstanceTypes.all()
                : new TreeSet<>(request.instanceTypes())
                        .stream().map(InstanceTypeApi::described).toList();
        var page = Page.of(
                TYPE_FIELDS.select(chosen, request.filters(), tags(call, this)),
                InstanceType::name,
                request.maxResults(),
                request.nextToken());
        return new DescribeInstanceTypesResult(
                page.items().stream().map(InstanceTypeApi::description).toList(), page.nextToken());
    }

    private static InstanceType described(String name) {
        return InstanceTypes.find(name)
                .orElseThrow(() -> new AwsException(
                        "InvalidInstanceType", "The following supplied instance types do not exist: [" + name + "]"));
    }

    default DescribeInstanceTypeOfferingsResult describeInstanceTypeOfferings(
            Call call, DescribeInstanceTypeOfferingsRequest request) {
        Refusals.dryRun(request.dryRun());
        String kind = Objects.requireNonNullElse(request.locationType(), "region");
        Region region = call.scope().region();
        List<String> locations = switch (kind) {
            case "region" -> List.of(region.code());
            case "availability-zone" ->
                Ground.ZONE_LETTERS.stream()
                        .map(letter -> region.zone(letter).name())
                        .toList();
            case "availability-zone-id" ->
                Ground.ZONE_LETTERS.stream()
                        .map(letter -> region.zone(letter).id())
                        .toList();
            default -> throw Refusals.invalidValue("Invalid value '" + kind + "' for locationType.");
        };
        List<Offering> all = InstanceTypes.all().stream()
                .flatMap(type -> locations.stream().map(location -> new Offering(type.name(), kind, location)))
                .toList();
        var page = Page.of(
                OFFERING_FIELDS.select(all, request.filters(), tags(call, this)),
                offering -> offering.instanceType() + " " + offering.location(),
                request.maxResults(),
                request.nextToken());
        return new DescribeInstanceTypeOfferingsResult(page.items(), page.nextToken());
    }

    default DescribeRegionsResult describeRegions(Call call, DescribeRegionsRequest request) {
        Refusals.dryRun(request.dryRun());
        for (String name : request.regionNames())
            if (!REGIONS.contains(name)) throw Refusals.invalidValue("Invalid region: [" + name + "]");
        List<RegionDescription> chosen = REGIONS.stream()
                .filter(name ->
                        request.regionNames().isEmpty() || request.regionNames().contains(name))
                .map(name -> new RegionDescription(name, "ec2." + name + ".amazonaws.com", "opt-in-not-required"))
                .toList();
        return new DescribeRegionsResult(REGION_FIELDS.select(chosen, request.filters(), tags(call, this)));
    }

    /// The caller's tags; types and Regions have none.
    private static Tags tags(Call call, NetworkAccess access) {
        return access.network(call, networks -> networks.ground().tags());
    }

    default DescribeAccountAttributesResult describeAccountAttributes(
            Call call, DescribeAccountAttributesRequest request) {
        Refusals.dryRun(request.dryRun());
        Stream<AccountAttribute> all = Stream.of(
                attribute("supported-platforms", "VPC"),
                attribute(
                        "default-vpc",
                        network(
                                call,
                                networks -> networks.vpcs()
                                        .defaultVpc()
                                        .map(Vpc::vpcId)
                                        .orElse("none"))),
                attribute("vpc-max-security-groups-per-interface", "5"),
                attribute("vpc-max-elastic-ips", "5"),
                attribute("max-elastic-ips", "5"),
                attribute("max-instances", "20"));
        return new DescribeAccountAttributesResult(
                all.filter(attribute -> request.attributeNames().isEmpty()
                                || request.attributeNames().contains(attribute.attributeName()))
                        .toList());
    }

    private static AccountAttribute attribute(String name, String value) {
        return new AccountAttribute(name, List.of(new AccountAttributeValue(value)));
    }
}
