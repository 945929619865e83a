package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.BalancerState.Seat;
import io.windtunnel.cloud.edge.elbv2.proxy.Backend;
import io.windtunnel.cloud.edge.elbv2.proxy.Pool;
import io.windtunnel.cloud.edge.elbv2.proxy.PoolSettings;
import io.windtunnel.cloud.edge.elbv2.proxy.Prober;
import io.windtunnel.fabric.net.Link;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.kernel.health.HealthRecord;
import io.windtunnel.kernel.health.Thresholds;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.kernel.random.RandomStreams;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What nodes of every kind of load balancer have, as the control plane sees them: a seat in a zone, pools
/// of targets that they check by themselves, and a standing in DNS.
abstract class Station implements AutoCloseable {
    /// Rounds in a row until a node that cannot be reached leaves DNS, and until it comes back: our own
    /// figures.
    private static final Thresholds REACHABLE = new Thresholds(2, 2);

    private final LiveFleet.Ground ground;
    private final Seat seat;
    private final Zone zone;
    private final NamedAddress address;
    private final RandomStreams random;
    private final Map<String, Pool> pools = new ConcurrentHashMap<>();
    private final Link toRegion;
    private final Link fromRegion;
    private volatile HealthRecord reachable = new HealthRecord(HealthRecord.State.HEALTHY, REACHABLE.healthy(), 0);

    Station(LiveFleet.Ground ground, Seat seat, BalancerState state) {
        this.ground = ground;
        this.seat = seat;
        this.zone = Zone.parse(seat.zone());
        this.address = new NamedAddress(state.vpcId(), seat.privateIp());
        Place region = Place.in(zone.region());
        this.toRegion = ground.fabric().links().link(Place.in(zone), region);
        this.fromRegion = ground.fabric().links().link(region, Place.in(zone));
        this.random = ground.fabric().random().below(state.arn() + seat.zone());
    }

    /// What checks the targets of a group.
    abstract Prober prober(String group);

    Zone zone() {
        return zone;
    }

    Seat seat() {
        return seat;
    }

    NamedAddress address() {
        return address;
    }

    RandomStreams random() {
        return random;
    }

    Map<String, Pool> pools() {
        return pools;
    }

    /// Whether the Region hears this node now.
    boolean heard() {
        return !toRegion.quality().cut() && !fromRegion.quality().cut();
    }

    /// One look from the Region; true when the node's standing has changed.
    boolean lookAfter() {
        HealthRecord before = reachable;
        reachable = before.after(heard(), REACHABLE);
        return reachable.state() != before.state();
    }

    /// Whether its address stands in DNS: it can be reached, and each of its groups has enough healthy targets.
    boolean inDns() {
        if (!reachable.healthy()) return false;
        for (Pool pool : pools.values()) if (!pool.enoughForDns()) return false;
        return true;
    }

    Pool pool(PoolSettings settings, Pool.Watcher watcher) {
        return pools.computeIfAbsent(
                settings.group(),
                group -> new Pool(settings, ground.fabric().time(), prober(group), watcher, random.below(group)));
    }

    void keepOnly(Set<String> groups) {
        for (String group : Set.copyOf(pools.keySet())) {
            if (groups.contains(group)) continue;
            Pool gone = pools.remove(group);
            if (gone != null) gone.close();
        }
    }

    /// The backends of a registered target: one, or one for each node of a load balancer.
    List<Backend> targets(String group, String key) {
        Pool pool = pools.get(group);
        if (pool == null) return List.of();
        Backend only = pool.targets().get(key);
        if (only != null) return List.of(only);
        return pool.targets().values().stream()
                .filter(backend -> Whereabouts.targetKey(backend.key()).equals(key))
                .toList();
    }

    @Override
    public void close() {
        pools.values().forEach(Pool::close);
    }
}
