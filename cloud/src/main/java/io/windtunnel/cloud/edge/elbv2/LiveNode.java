package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.BalancerState.Seat;
import io.windtunnel.cloud.edge.elbv2.proxy.Backend;
import io.windtunnel.cloud.edge.elbv2.proxy.Ceiling;
import io.windtunnel.cloud.edge.elbv2.proxy.Door;
import io.windtunnel.cloud.edge.elbv2.proxy.Node;
import io.windtunnel.cloud.edge.elbv2.proxy.NodeSettings;
import io.windtunnel.cloud.edge.elbv2.proxy.Pool;
import io.windtunnel.cloud.edge.elbv2.proxy.PoolSettings;
import io.windtunnel.cloud.edge.elbv2.proxy.Prober;
import io.windtunnel.cloud.edge.elbv2.proxy.TlsKeys;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.kernel.health.HealthRecord;
import io.windtunnel.kernel.health.Thresholds;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.kernel.random.RandomStreams;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// One node of a load balancer with its pools, as the control plane sees it.
final class LiveNode implements AutoCloseable {
    /// Rounds in a row until a node that cannot be reached leaves DNS, and until it comes back: our own figures.
    private static final Thresholds REACHABLE = new Thresholds(2, 2);

    private final LiveFleet.Ground ground;
    private final Seat seat;
    private final Zone zone;
    private final NamedAddress address;
    private final NodeMeters meters;
    private final Ceiling ceiling;
    private final @Nullable Node node;
    private final Prober prober;
    private final RandomStreams random;
    private final Map<String, Pool> pools = new ConcurrentHashMap<>();
    private volatile HealthRecord reachable = new HealthRecord(HealthRecord.State.HEALTHY, REACHABLE.healthy(), 0);

    LiveNode(LiveFleet.Ground ground, Seat seat, BalancerState state, NodeMeters meters, NodeSettings settings) {
        this.ground = ground;
        this.seat = seat;
        this.zone = Zone.parse(seat.zone());
        this.address = new NamedAddress(state.vpcId(), seat.privateIp());
        this.meters = meters;
        this.ceiling = new Ceiling(ground.fabric().time());
        this.random = ground.fabric().random().below(state.arn() + seat.zone());
        this.node = ground.fabric().hasNetwork()
                ? new Node(
                        ground.fabric().network(),
                        ground.fabric().network().host(Place.in(zone), state.vpcId(), seat.privateIp()),
                        meters,
                        random,
                        settings,
                        ceiling)
                : null;
        this.prober = ground.probers().of(zone, node);
    }

    Zone zone() {
        return zone;
    }

    Seat seat() {
        return seat;
    }

    NamedAddress address() {
        return address;
    }

    NodeMeters meters() {
        return meters;
    }

    /// What the node can carry.
    Ceiling ceiling() {
        return ceiling;
    }

    @Nullable
    Node node() {
        return node;
    }

    Map<String, Pool> pools() {
        return pools;
    }

    /// Whether the Region hears this node now.
    boolean heard() {
        Place region = Place.in(zone.region());
        return !ground.fabric().links().between(Place.in(zone), region).cut()
                && !ground.fabric().links().between(region, Place.in(zone)).cut();
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
                group -> new Pool(settings, ground.fabric().time(), prober, watcher, random.below(group)));
    }

    void keepOnly(Set<String> groups) {
        for (String group : Set.copyOf(pools.keySet())) {
            if (groups.contains(group)) continue;
            Pool gone = pools.remove(group);
            if (gone != null) gone.close();
        }
    }

    /// A listener as this node opens it.
    record Opening(
            int port,
            io.windtunnel.cloud.edge.elbv2.proxy.Routes routes,
            @Nullable TlsKeys keys) {}

    void open(List<Opening> openings, NodeSettings settings) {
        if (node == null) return;
        node.settings(settings);
        Set<Integer> wanted = new HashSet<>();
        for (Opening opening : openings) {
            wanted.add(opening.port());
            Door door = node.door(opening.port());
            if (door != null && door.secure() == (opening.keys() != null)) {
                door.change(opening.routes(), opening.keys());
                continue;
            }
            if (door != null) node.close(opening.port());
            node.open(new Door(opening.port(), opening.routes(), opening.keys()));
        }
        for (int port : node.ports()) if (!wanted.contains(port)) node.close(port);
    }

    @Nullable
    Backend target(String group, String key) {
        Pool pool = pools.get(group);
        return pool == null ? null : pool.targets().get(key);
    }

    @Override
    public void close() {
        pools.values().forEach(Pool::close);
        if (node != null) node.close();
    }
}
