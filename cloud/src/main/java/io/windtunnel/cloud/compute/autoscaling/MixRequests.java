package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.Mix.Alternative;
import io.windtunnel.cloud.compute.autoscaling.Shapes.InstancesDistribution;
import io.windtunnel.cloud.compute.autoscaling.Shapes.LaunchTemplateOverrides;
import io.windtunnel.cloud.compute.autoscaling.Shapes.LaunchTemplateSpecification;
import io.windtunnel.cloud.compute.autoscaling.Shapes.MixedInstancesPolicy;
import io.windtunnel.kernel.scaling.Allocation.Distribution;
import io.windtunnel.kernel.scaling.Allocation.OnDemandStrategy;
import io.windtunnel.kernel.scaling.Allocation.SpotStrategy;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads mixed instances policies: what stood before, changed where a request says something.
final class MixRequests {
    /// Overrides a policy may have (user guide, quotas: instance types of a mixed group).
    private static final int MOST_OVERRIDES = 40;

    /// The greatest weight (API reference, `LaunchTemplateOverrides`).
    private static final int HEAVIEST = 999;

    private static final Distribution USUAL =
            new Distribution(0, 100, OnDemandStrategy.PRIORITIZED, SpotStrategy.LOWEST_PRICE, 2);

    private MixRequests() {}

    /// @param source finds a template
    /// @param typeOf the instance type a template says, or null
    static Mix read(
            MixedInstancesPolicy asked,
            LaunchSource launch,
            @Nullable Mix before,
            Function<LaunchTemplateSpecification, LaunchSource> source,
            Function<LaunchSource, @Nullable String> typeOf) {
        List<LaunchTemplateOverrides> overrides = asked.launchTemplate() == null
                ? List.of()
                : asked.launchTemplate().overrides();
        Distribution distribution = distribution(asked.instancesDistribution(), before);
        if (overrides.isEmpty() && before != null) return new Mix(before.alternatives(), distribution);
        if (overrides.size() > MOST_OVERRIDES)
            throw AwsException.validation(
                    "A mixed instances policy may have at most " + MOST_OVERRIDES + " overrides.");
        if (overrides.isEmpty())
            return new Mix(List.of(new Alternative(type(launch, typeOf), null, null)), distribution);
        List<Alternative> alternatives = new ArrayList<>();
        Set<String> types = new HashSet<>();
        for (LaunchTemplateOverrides override : overrides) {
            if (override.instanceRequirements() != null)
                throw AwsException.notBuilt("autoscaling", "CreateAutoScalingGroup", "InstanceRequirements");
            LaunchSource own = override.launchTemplateSpecification() == null
                    ? null
                    : source.apply(override.launchTemplateSpecification());
            String type = override.instanceType() != null
                    ? override.instanceType()
                    : type(Objects.requireNonNullElse(own, launch), typeOf);
            if (!types.add(type))
                throw AwsException.validation(
                        "Incompatible launch template: Duplicate instance type " + type + " in overrides.");
            alternatives.add(new Alternative(type, weight(override.weightedCapacity()), own));
        }
        long weighted =
                alternatives.stream().filter(one -> one.weight() != null).count();
        if (weighted != 0 && weighted != alternatives.size())
            throw AwsException.validation(
                    "If WeightedCapacity is specified for one instance type, it must be specified for all.");
        return new Mix(List.copyOf(alternatives), distribution);
    }

    private static String type(LaunchSource source, Function<LaunchSource, @Nullable String> typeOf) {
        String type = typeOf.apply(source);
        if (type == null)
            throw AwsException.validation(
                    "You must specify an instance type in the overrides or in the launch template.");
        return type;
    }

    private static @Nullable Integer weight(@Nullable String asked) {
        if (asked == null) return null;
        if (!asked.matches("\\d{1,3}") || Integer.parseInt(asked) < 1)
            throw AwsException.validation("WeightedCapacity must be between 1 and " + HEAVIEST + ", not " + asked);
        return Integer.valueOf(asked);
    }

    private static Distribution distribution(@Nullable InstancesDistribution asked, @Nullable Mix mix) {
        Distribution before = mix == null ? USUAL : mix.distribution();
        if (asked == null) return before;
        Distribution after = new Distribution(
                Objects.requireNonNullElse(asked.onDemandBaseCapacity(), before.base()),
                Objects.requireNonNullElse(asked.onDemandPercentageAboveBaseCapacity(), before.percentageAbove()),
                asked.onDemandAllocationStrategy() == null
                        ? before.onDemand()
                        : onDemand(asked.onDemandAllocationStrategy()),
                asked.spotAllocationStrategy() == null ? before.spot() : spot(asked.spotAllocationStrategy()),
                Objects.requireNonNullElse(asked.spotInstancePools(), before.spotPools()));
        if (after.base() < 0 || after.percentageAbove() < 0 || after.percentageAbove() > 100)
            throw AwsException.validation("OnDemandBaseCapacity must not be negative, and"
                    + " OnDemandPercentageAboveBaseCapacity must be between 0 and 100.");
        if (after.spotPools() < 1 || after.spotPools() > 20)
            throw AwsException.validation("SpotInstancePools must be between 1 and 20.");
        return after;
    }

    private static OnDemandStrategy onDemand(String name) {
        return Stream.of(OnDemandStrategy.values())
                .filter(one -> one.apiName().equals(name))
                .findFirst()
                .orElseThrow(() -> AwsException.validation("Invalid OnDemandAllocationStrategy: " + name));
    }

    private static SpotStrategy spot(String name) {
        return Stream.of(SpotStrategy.values())
                .filter(one -> one.apiName().equals(name))
                .findFirst()
                .orElseThrow(() -> AwsException.validation("Invalid SpotAllocationStrategy: " + name));
    }
}
