package io.windtunnel.kernel.scaling;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// What a group may launch, in the order of its list, and how it chooses: first how many units are on demand and how
/// many spot, then which type in a zone.
///
/// Spot pools have no depth here, so `capacity-optimized` takes the pool of which the group has taken least, and
/// `price-capacity-optimized` the cheapest one that is open.
///
/// Sources: https://docs.aws.amazon.com/autoscaling/ec2/userguide/allocation-strategies.html,
/// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstancesDistribution.html
public record Allocation(List<Offer> offers, Distribution distribution) {
    /// A type that may be launched; what it costs an hour, infinite where that is not known.
    public record Offer(String type, int weight, double onDemandPrice, double spotPrice) {
        double price(boolean spot) {
            return (spot ? spotPrice : onDemandPrice) / weight;
        }
    }

    /// How capacity is divided.
    ///
    /// @param base units that are on demand before anything is spot
    /// @param percentageAbove of the units above the base, how many in a hundred are on demand; rounded up
    /// @param spotPools among how many of the cheapest pools `lowest-price` spreads spot machines
    public record Distribution(
            int base, int percentageAbove, OnDemandStrategy onDemand, SpotStrategy spot, int spotPools) {
        static final Distribution ON_DEMAND =
                new Distribution(0, 100, OnDemandStrategy.PRIORITIZED, SpotStrategy.LOWEST_PRICE, 2);

        /// How many of `total` units are to be on demand.
        public int onDemand(int total) {
            int above = Math.max(0, total - base);
            return Math.min(total, base) + Math.ceilDiv(above * percentageAbove, 100);
        }
    }

    /// Which type is launched on demand.
    public enum OnDemandStrategy {
        PRIORITIZED("prioritized"),
        LOWEST_PRICE("lowest-price");

        private final String apiName;

        OnDemandStrategy(String apiName) {
            this.apiName = apiName;
        }

        public String apiName() {
            return apiName;
        }
    }

    /// Which pool a spot machine is taken from.
    public enum SpotStrategy {
        LOWEST_PRICE("lowest-price"),
        CAPACITY_OPTIMIZED("capacity-optimized"),
        CAPACITY_OPTIMIZED_PRIORITIZED("capacity-optimized-prioritized"),
        PRICE_CAPACITY_OPTIMIZED("price-capacity-optimized");

        private final String apiName;

        SpotStrategy(String apiName) {
            this.apiName = apiName;
        }

        public String apiName() {
            return apiName;
        }
    }

    /// One kind of machine, on demand.
    public static final Allocation PLAIN = new Allocation(
            List.of(new Offer("", 1, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY)), Distribution.ON_DEMAND);

    int heaviest() {
        int heaviest = 1;
        for (Offer offer : offers) heaviest = Math.max(heaviest, offer.weight);
        return heaviest;
    }

    boolean open(String zone, boolean spot, Closed closed) {
        for (Offer offer : offers) if (!closed.has(zone, offer.type, spot)) return true;
        return false;
    }

    /// What to launch next in a zone; empty where all its pools are closed. `taken` counts the group's units in a pool
    /// of the zone, by type.
    Optional<Purchase> choose(String zone, boolean spot, Closed closed, ToIntFunction<String> taken) {
        List<Offer> open = offers.stream()
                .filter(offer -> !closed.has(zone, offer.type, spot))
                .sorted(preference(spot))
                .toList();
        if (open.isEmpty()) return Optional.empty();
        Offer chosen = open.getFirst();
        if (spot && spreads()) {
            int pools = distribution.spot == SpotStrategy.LOWEST_PRICE ? distribution.spotPools : open.size();
            chosen = open.stream()
                    .limit(Math.max(1, pools))
                    .min(Comparator.comparingInt(offer -> taken.applyAsInt(offer.type)))
                    .orElse(chosen);
        }
        return Optional.of(new Purchase(chosen.type, spot, chosen.weight));
    }

    private boolean spreads() {
        return switch (distribution.spot) {
            case LOWEST_PRICE, CAPACITY_OPTIMIZED -> true;
            case CAPACITY_OPTIMIZED_PRIORITIZED, PRICE_CAPACITY_OPTIMIZED -> false;
        };
    }

    /// The order in which types are preferred; of equals the first in the list.
    private Comparator<Offer> preference(boolean spot) {
        boolean byPrice = spot
                ? switch (distribution.spot) {
                    case LOWEST_PRICE, PRICE_CAPACITY_OPTIMIZED -> true;
                    case CAPACITY_OPTIMIZED, CAPACITY_OPTIMIZED_PRIORITIZED -> false;
                }
                : distribution.onDemand == OnDemandStrategy.LOWEST_PRICE;
        return byPrice ? Comparator.comparingDouble(offer -> offer.price(spot)) : (_, _) -> 0;
    }

    /// How far a machine is from what the strategy prefers: the greater, the sooner it may go.
    int misfit(Purchase purchase) {
        if (offers.size() == 1 && offers.getFirst().type.equals(purchase.type())) return 0;
        List<Offer> preferred =
                offers.stream().sorted(preference(purchase.spot())).toList();
        for (int i = 0; i < preferred.size(); i++)
            if (preferred.get(i).type.equals(purchase.type())) return purchase.spot() && spreads() ? 0 : i;
        return preferred.size();
    }
}
