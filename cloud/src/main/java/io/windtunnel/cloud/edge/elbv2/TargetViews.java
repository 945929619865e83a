package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Fleet.Seen;
import io.windtunnel.cloud.edge.elbv2.Fleet.State;
import io.windtunnel.cloud.edge.elbv2.proxy.Backend;
import io.windtunnel.cloud.edge.elbv2.proxy.Outcome;
import io.windtunnel.cloud.edge.elbv2.proxy.Pool;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.kernel.health.HealthRecord;
import io.windtunnel.kernel.identity.Scope;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the nodes of one load balancer that the Region can hear say together of its targets: one is
/// healthy when any of them can reach it. A node in a dark zone reaches nothing and is not heard.
///
/// Thread safety: every method may be called from any thread.
final class TargetViews {
    private record TargetOf(String group, String key) {}

    /// Where the number of hosts is told.
    interface Hosts {
        void hosts(String group, int healthy, int unhealthy);

        /// Those in one zone.
        void hosts(String group, String targetZone, int healthy, int unhealthy);
    }

    private final LiveFleet.Ground ground;
    private final Scope scope;
    private final Supplier<? extends Collection<? extends Station>> stations;
    private final Map<TargetOf, Seen> told = new ConcurrentHashMap<>();
    private final Map<TargetOf, String> zones = new ConcurrentHashMap<>();

    TargetViews(LiveFleet.Ground ground, Scope scope, Supplier<? extends Collection<? extends Station>> stations) {
        this.ground = ground;
        this.scope = scope;
        this.stations = stations;
    }

    /// A target stands in a zone; empty for an address outside of the VPC's instances.
    void stands(String group, String key, String zone) {
        zones.put(new TargetOf(group, key), zone);
    }

    /// Forgets groups and targets that are no more.
    void keepOnly(Map<String, GroupState> groups) {
        told.keySet().removeIf(target -> {
            GroupState group = groups.get(target.group());
            return group == null
                    || group.targets().stream()
                            .noneMatch(entry -> !entry.draining() && entry.key().equals(target.key()));
        });
        zones.keySet().removeIf(target -> !groups.containsKey(target.group()));
    }

    /// Puts everything together anew.
    void tellAll() {
        for (Station station : stations.get())
            station.pools().forEach((group, pool) -> pool.targets().keySet().forEach(key -> tell(group, key)));
    }

    /// Puts the nodes' views of a target together, and writes into the journal when the answer is another.
    synchronized void tell(String group, String backendKey) {
        TargetOf target = new TargetOf(group, Whereabouts.targetKey(backendKey));
        Seen now = judge(target);
        if (now == null) return;
        Seen before = told.put(target, now);
        State state = before == null ? State.INITIAL : before.state();
        if (state == now.state() || now.state() == State.INITIAL) return;
        String id = target.key().substring(0, target.key().lastIndexOf(':'));
        String where = zones.getOrDefault(new TargetOf(group, backendKey), "");
        boolean healthy = now.state() == State.HEALTHY;
        String words = "Target " + id + (where.isEmpty() ? "" : " in " + where) + " is "
                + (healthy ? "healthy" : "unhealthy") + " in target group " + group.split("/")[1]
                + (healthy ? "" : ": " + now.description());
        ground.journal()
                .record(new Journal.Event(
                        ground.fabric().time().now(),
                        scope,
                        healthy ? "target.healthy" : "target.unhealthy",
                        id,
                        words));
    }

    private @Nullable Seen judge(TargetOf target) {
        Seen worst = null;
        for (Station station : stations.get()) {
            if (!station.heard()) continue;
            for (Backend backend : station.targets(target.group(), target.key())) {
                switch (backend.health().state()) {
                    case HEALTHY -> {
                        return new Seen(State.HEALTHY, "", "");
                    }
                    case INITIAL -> worst = new Seen(State.INITIAL, "", "");
                    case UNHEALTHY -> {
                        if (worst == null) worst = unhealthy(backend.lastOutcome());
                    }
                }
            }
        }
        return worst;
    }

    private static Seen unhealthy(Outcome outcome) {
        return switch (outcome) {
            case Outcome.TimedOut _ -> new Seen(State.UNHEALTHY, TargetReasons.TIMEOUT, "Request timed out");
            case Outcome.Mismatch(int status) ->
                new Seen(State.UNHEALTHY, TargetReasons.MISMATCH, TargetReasons.mismatch(status));
            case Outcome.Failed _, Outcome.Passed _ ->
                new Seen(State.UNHEALTHY, TargetReasons.FAILED, "Health checks failed");
        };
    }

    Optional<Seen> seen(String group, String key) {
        return Optional.ofNullable(told.get(new TargetOf(group, key)));
    }

    /// Tells how many of a node's targets are healthy and how many are not.
    void count(Station station, Hosts hosts) {
        station.pools().forEach((group, pool) -> {
            if (!pool.targets().isEmpty()) count(group, pool, hosts);
        });
    }

    private void count(String group, Pool pool, Hosts hosts) {
        Map<String, int[]> byZone = new HashMap<>();
        int[] all = new int[2];
        for (Backend target : pool.targets().values()) {
            int column = target.health().healthy() ? 0 : 1;
            if (target.health().state() == HealthRecord.State.INITIAL) continue;
            all[column]++;
            String zone = zones.getOrDefault(new TargetOf(group, target.key()), "");
            if (!zone.isEmpty()) byZone.computeIfAbsent(zone, _ -> new int[2])[column]++;
        }
        hosts.hosts(group, all[0], all[1]);
        byZone.forEach((zone, counts) -> hosts.hosts(group, zone, counts[0], counts[1]));
    }
}
