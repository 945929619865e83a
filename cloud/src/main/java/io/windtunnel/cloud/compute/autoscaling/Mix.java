package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.ports.InstancePrices;
import io.windtunnel.kernel.scaling.Allocation;
import io.windtunnel.kernel.scaling.Allocation.Distribution;
import io.windtunnel.kernel.scaling.Allocation.Offer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A mixed instances policy: the types a group may launch, in order, and how it divides and chooses. Its template is
/// the group's own launch source.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html
record Mix(List<Alternative> alternatives, Distribution distribution) {
    /// What a spot instance costs of the price on demand. AWS's spot market moves; guessed.
    static final double SPOT_SHARE = 0.3;

    /// An override: a type, how many units it counts for (null where nothing is said), and the template it is launched
    /// from where that is not the policy's.
    record Alternative(
            String type, @Nullable Integer weight, @Nullable LaunchSource source) {
        int units() {
            return weight == null ? 1 : weight;
        }
    }

    Optional<Alternative> alternative(String type) {
        return alternatives.stream().filter(one -> one.type.equals(type)).findFirst();
    }

    boolean weighted() {
        return alternatives.stream().anyMatch(one -> one.weight != null);
    }

    boolean spot() {
        return distribution.percentageAbove() < 100;
    }

    Allocation allocation(InstancePrices prices) {
        return new Allocation(
                alternatives.stream().map(one -> offer(one, prices)).toList(), distribution);
    }

    private static Offer offer(Alternative one, InstancePrices prices) {
        double price = prices.onDemand(one.type).orElse(Double.POSITIVE_INFINITY);
        return new Offer(one.type, one.units(), price, price * SPOT_SHARE);
    }
}
