package io.windtunnel.kernel.scaling;

import java.util.Set;

/// Where launches failed so recently that they are not tried again yet: whole zones, and single pools of them.
public record Closed(Set<String> zones, Set<CapacityPool> pools) {
    public static final Closed NOTHING = new Closed(Set.of(), Set.of());

    boolean has(String zone, String type, boolean spot) {
        return zones.contains(zone) || (!pools.isEmpty() && pools.contains(new CapacityPool(zone, type, spot)));
    }
}
