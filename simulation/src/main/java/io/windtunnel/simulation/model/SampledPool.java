package io.windtunnel.simulation.model;

import io.windtunnel.cloud.edge.elbv2.proxy.Backend;
import io.windtunnel.cloud.edge.elbv2.proxy.Pool;
import io.windtunnel.fabric.net.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The targets of a pool that stand for all of them while the traffic is thinned: one of so many, in each zone alike.
/// Each works as hard as if all requests were sent, since only its own are; those that are not kept are as busy as one
/// of their zone that is.
///
/// Under round robin this is exact: a target's requests are every n-th of all, and that is how they are
/// drawn. Under random choice it is too. Under least outstanding requests the choice is among fewer,
/// which is nearly the same as long as they are not too few: no fewer than [#LEAST_TO_CHOOSE] are kept.
final class SampledPool {
    static final int LEAST_TO_CHOOSE = 16;

    private final List<Backend> of;
    private final List<Backend> kept;

    private SampledPool(List<Backend> of, List<Backend> kept) {
        this.of = of;
        this.kept = kept;
    }

    static SampledPool of(World world, Pool pool) {
        List<Backend> all = pool.routable().targets();
        Map<String, List<Backend>> zones = new TreeMap<>();
        for (Backend target : all)
            zones.computeIfAbsent(zone(world, target), _ -> new ArrayList<>()).add(target);
        List<Backend> kept = new ArrayList<>();
        for (List<Backend> zone : zones.values()) {
            int count = Math.clamp(
                    Math.round(zone.size() / world.thinnedBy()), least(pool, zones.size()), Integer.MAX_VALUE);
            keep(world, zone, Math.min(count, zone.size()), kept);
        }
        return new SampledPool(all, List.copyOf(kept));
    }

    private static int least(Pool pool, int zones) {
        return switch (pool.settings().algorithm()) {
            case ROUND_ROBIN, RANDOM -> 1;
            case LEAST_OUTSTANDING -> Math.ceilDiv(LEAST_TO_CHOOSE, zones);
        };
    }

    private static String zone(World world, Backend target) {
        var address = target.address();
        return world.fabric()
                .hosts()
                .find(address.realm(), address.ip())
                .map(host -> host.place().toString())
                .orElse("");
    }

    /// Keeps `count` of a zone's, as evenly over the list as can be, and has the others work as they do.
    private static void keep(World world, List<Backend> zone, int count, List<Backend> kept) {
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) i * zone.size() / count);
            int to = (int) ((long) (i + 1) * zone.size() / count);
            Backend one = zone.get(from);
            kept.add(one);
            Optional<ServerModel> works = server(world, one);
            works.ifPresent(ServerModel::sampled);
            for (int other = from + 1; other < to; other++) {
                Optional<ServerModel> idle = server(world, zone.get(other));
                works.ifPresent(shown -> idle.ifPresent(server -> server.standsFor(shown)));
            }
        }
    }

    private static Optional<ServerModel> server(World world, Backend target) {
        var address = target.address();
        Optional<Host> host = world.fabric().hosts().find(address.realm(), address.ip());
        return host.map(world::server);
    }

    /// Whether the pool has other targets by now.
    boolean stale(Pool pool) {
        return pool.routable().targets() != of;
    }

    List<Backend> kept() {
        return kept;
    }

    /// How many targets there are for each that is kept.
    double weight() {
        return kept.isEmpty() ? 1 : (double) of.size() / kept.size();
    }
}
