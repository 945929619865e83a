package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Fleet.Seen;
import io.windtunnel.cloud.edge.elbv2.Whereabouts.Located;
import io.windtunnel.cloud.edge.elbv2.proxy.Backend;
import io.windtunnel.cloud.edge.elbv2.proxy.Carrier;
import io.windtunnel.cloud.edge.elbv2.proxy.NodeSettings;
import io.windtunnel.cloud.edge.elbv2.proxy.Pool;
import io.windtunnel.cloud.edge.elbv2.proxy.TlsKeys;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.cloud.ports.VirtualHosts;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.kernel.health.HealthRecord;
import io.windtunnel.kernel.identity.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// An application load balancer at work: a node in each of its zones, its name in DNS, and what its nodes
/// know of its targets.
final class LiveBalancer implements AutoCloseable {
    private final LiveFleet.Ground ground;
    private final Scope scope;
    private final String dnsName;
    private final Map<String, LiveNode> nodes = new ConcurrentHashMap<>();
    private final Whereabouts whereabouts;
    private final TargetViews views;
    private final BalancerCapacity capacity;
    private final Usage.Running hours;
    private volatile BalancerState state;
    private volatile List<ListenerState> listeners = List.of();

    LiveBalancer(LiveFleet.Ground ground, Scope scope, BalancerState state) {
        this.ground = ground;
        this.scope = scope;
        this.state = state;
        this.dnsName = state.dnsName();
        this.capacity = new BalancerCapacity(ground, scope, state.arn(), state.fullName());
        this.hours = Usage.of(ground.directory()).running(scope, state.arn(), BalancerCapacity.HOURS, 1);
        this.whereabouts = new Whereabouts(ground, scope);
        this.views = new TargetViews(ground, scope, nodes::values);
        ground.fabric().names().put(dnsName, this::addresses);
        ground.directory().find(VirtualHosts.class).ifPresent(hosts -> hosts.register(dnsName, this::entrance));
    }

    /// Works from now on as `next` says. Called by one thread at a time.
    void apply(BalancerState next, Map<String, GroupState> groups) {
        state = next;
        listeners = ground.ledger().listenersOf(scope, next.arn()).toList();
        NodeSettings settings = Blueprint.settings(next);
        Map<String, List<Located>> located = new HashMap<>();
        groups.forEach((arn, group) -> located.put(arn, whereabouts.of(next, group)));
        located.forEach((arn, targets) ->
                targets.forEach(target -> views.stands(arn, target.backend().key(), target.zone())));
        for (BalancerState.Seat seat : next.seats()) {
            LiveNode node = nodes.get(seat.zone());
            if (node != null && !node.seat().equals(seat)) {
                nodes.remove(seat.zone(), node);
                node.close();
                node = null;
            }
            if (node == null) {
                NodeMeters meters = new NodeMeters(ground.metrics(), scope, next.fullName(), seat.zone());
                node = new LiveNode(ground, seat, next, meters, settings);
                nodes.put(seat.zone(), node);
            }
            supply(node, groups, located);
            node.open(openings(node), settings);
        }
        for (LiveNode node : List.copyOf(nodes.values())) {
            if (next.seats().contains(node.seat())) continue;
            nodes.remove(node.seat().zone(), node);
            node.close();
        }
        capacity.spread(nodes.values().stream().map(LiveNode::ceiling).toList());
        views.keepOnly(groups);
        views.tellAll();
    }

    private void supply(LiveNode node, Map<String, GroupState> groups, Map<String, List<Located>> located) {
        Instant now = ground.fabric().time().now();
        groups.forEach((arn, group) -> {
            Pool pool = node.pool(Blueprint.settings(group), this::changed);
            Map<String, Duration> drain = new HashMap<>();
            for (GroupState.Target target : group.targets())
                if (target.drainsUntil() != null) drain.put(target.key(), Duration.between(now, target.drainsUntil()));
            List<Backend> mine = located.getOrDefault(arn, List.of()).stream()
                    .filter(target -> serves(group, node, target))
                    .map(Located::fresh)
                    .toList();
            pool.apply(Blueprint.settings(group), mine, drain);
            node.meters().targets(pool);
        });
        node.keepOnly(groups.keySet());
    }

    private static boolean serves(GroupState group, LiveNode node, Located target) {
        return group.crossZone()
                || target.zone().isEmpty()
                || target.zone().equals(node.zone().name());
    }

    private List<LiveNode.Opening> openings(LiveNode node) {
        List<LiveNode.Opening> openings = new ArrayList<>();
        for (ListenerState listener : listeners)
            openings.add(new LiveNode.Opening(
                    listener.port(),
                    Blueprint.routes(listener, ground.ledger().rulesOf(scope, listener.arn()), node.pools()),
                    listener.secure() ? keys(listener) : null));
        return openings;
    }

    private @Nullable TlsKeys keys(ListenerState listener) {
        return Blueprint.keys(ground.directory(), listener, state.enabled(BalancerAttributes.HTTP2));
    }

    /// The addresses a resolver is given: the nodes that are fit, or all when none is.
    private List<NamedAddress> addresses() {
        List<LiveNode> all = nodes.values().stream()
                .sorted(java.util.Comparator.comparing(node -> node.zone().name()))
                .toList();
        List<NamedAddress> fit =
                all.stream().filter(LiveNode::inDns).map(LiveNode::address).toList();
        return fit.isEmpty() ? all.stream().map(LiveNode::address).toList() : fit;
    }

    private VirtualHosts.Entrance entrance() {
        return new VirtualHosts.Entrance(
                ground.fabric().names().resolve(dnsName), port("HTTP", 80), port("HTTPS", 443));
    }

    private OptionalInt port(String protocol, int standard) {
        List<Integer> ports = listeners.stream()
                .filter(listener -> listener.protocol().equals(protocol))
                .map(ListenerState::port)
                .toList();
        if (ports.isEmpty()) return OptionalInt.empty();
        return OptionalInt.of(ports.contains(standard) ? standard : ports.getFirst());
    }

    private void changed(Pool pool, Backend target, HealthRecord before) {
        for (LiveNode node : nodes.values())
            if (node.pools().get(pool.settings().group()) == pool) node.meters().targets(pool);
        views.tell(pool.settings().group(), target.key());
    }

    Optional<Seen> seen(String group, String key) {
        return views.seen(group, key);
    }

    /// One round of the Region: who can be reached, and how many targets are healthy.
    void lookAfter() {
        capacity.look();
        boolean anyChange = false;
        for (LiveNode node : nodes.values()) anyChange |= node.lookAfter();
        if (anyChange) views.tellAll();
        for (LiveNode node : nodes.values()) if (node.heard()) views.count(node, node.meters());
    }

    void countConnections() {
        for (LiveNode live : nodes.values()) {
            Carrier carrier = live.carrier();
            if (carrier != null && live.heard()) live.meters().connections(carrier.connections());
        }
    }

    BalancerCapacity capacity() {
        return capacity;
    }

    /// The node in a zone, for tests.
    @Nullable
    LiveNode node(String zone) {
        return nodes.get(zone);
    }

    @Override
    public void close() {
        hours.close();
        ground.fabric().names().remove(dnsName);
        ground.directory().find(VirtualHosts.class).ifPresent(hosts -> hosts.remove(dnsName));
        nodes.values().forEach(LiveNode::close);
        nodes.clear();
    }
}
