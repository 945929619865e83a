package io.windtunnel.kernel.billing;

import java.util.List;

/// A price that may fall as more is used in a month: each tier's price holds for the quantity from its
/// own beginning to the next tier's.
///
/// @param tiers in the order of their beginnings, the first of which is 0
public record PriceTiers(List<Tier> tiers) {
    /// @param from the month's quantity at which the tier begins, in the usage's unit
    /// @param dollars US dollars for one unit within it
    public record Tier(double from, double dollars) {}

    public PriceTiers {
        if (tiers.isEmpty() || tiers.getFirst().from() != 0)
            throw new IllegalArgumentException("the first tier begins at 0: " + tiers);
        for (int i = 0; i < tiers.size(); i++) {
            if (tiers.get(i).dollars() < 0) throw new IllegalArgumentException("a price below zero: " + tiers);
            if (i > 0 && tiers.get(i).from() <= tiers.get(i - 1).from())
                throw new IllegalArgumentException("tiers are in the order of their beginnings: " + tiers);
        }
        tiers = List.copyOf(tiers);
    }

    /// The same price however much is used.
    public static PriceTiers flat(double dollars) {
        return new PriceTiers(List.of(new Tier(0, dollars)));
    }

    /// What `quantity` more costs, in US dollars, when `before` was used in the same month already.
    public double cost(double before, double quantity) {
        double cost = 0;
        double end = before + quantity;
        for (int i = 0; i < tiers.size(); i++) {
            double from = Math.max(before, tiers.get(i).from());
            double to = i + 1 < tiers.size() ? Math.min(end, tiers.get(i + 1).from()) : end;
            if (to > from) cost += (to - from) * tiers.get(i).dollars();
        }
        return cost;
    }

    /// What the next unit costs when `before` was used in the same month already.
    public double next(double before) {
        double dollars = tiers.getFirst().dollars();
        for (Tier tier : tiers) if (tier.from() <= before) dollars = tier.dollars();
        return dollars;
    }
}
