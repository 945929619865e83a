package io.windtunnel.kernel.scaling;

import io.windtunnel.kernel.scaling.GroupState.Ground;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Chooses what is launched where, one machine after the other: on demand or spot as the distribution wants it, in the
/// zone with the fewest units, of the type the strategy prefers there.
final class Placing {
    /// What is launched in a zone.
    record Spot(String zone, Purchase purchase) {}

    private final Ground ground;
    private final ZoneBalance balance;
    private final Map<CapacityPool, Integer> taken = new HashMap<>();
    private int onDemand;
    private int total;

    Placing(Ground ground, Collection<Member> members, Predicate<Member> counted) {
        this.ground = ground;
        this.balance = new ZoneBalance(ground.zones(), members, counted);
        for (Member member : members) if (counted.test(member)) count(member.zone(), member.purchase());
    }

    private void count(String zone, Purchase purchase) {
        total += purchase.weight();
        if (!purchase.spot()) onDemand += purchase.weight();
        if (ground.allocation().offers().size() > 1)
            taken.merge(new CapacityPool(zone, purchase.type(), purchase.spot()), purchase.weight(), Integer::sum);
    }

    ZoneBalance balance() {
        return balance;
    }

    boolean open(String zone) {
        return ground.allocation().open(zone, false, ground.closed())
                || ground.allocation().open(zone, true, ground.closed());
    }

    /// Machines for `missing` units, those of one kind in one zone counted together; fewer where no zone takes them.
    Map<Spot, Integer> place(int missing) {
        Map<Spot, Integer> placed = new LinkedHashMap<>();
        int lacking = ground.allocation().distribution().onDemand(total + missing) - onDemand;
        int wanted = Math.clamp(lacking, 0, missing);
        place(placed, missing - Math.max(wanted, place(placed, wanted, false)), true);
        return placed;
    }

    /// The units placed.
    private int place(Map<Spot, Integer> placed, int missing, boolean spot) {
        int units = 0;
        while (units < missing) {
            Optional<Purchase> purchase = Optional.empty();
            String zone = zone(spot).orElse("");
            if (!zone.isEmpty())
                purchase = ground.allocation().choose(zone, spot, ground.closed(), type -> taken(zone, type, spot));
            if (purchase.isEmpty()) break;
            placed.merge(new Spot(zone, purchase.get()), 1, Integer::sum);
            balance.join(zone, purchase.get().weight());
            count(zone, purchase.get());
            units += purchase.get().weight();
        }
        return units;
    }

    private int taken(String zone, String type, boolean spot) {
        return taken.getOrDefault(new CapacityPool(zone, type, spot), 0);
    }

    private Optional<String> zone(boolean spot) {
        if (ground.balancedOnly()) return balance.emptiest(_ -> true);
        return balance.emptiest(zone -> ground.allocation().open(zone, spot, ground.closed()));
    }
}
