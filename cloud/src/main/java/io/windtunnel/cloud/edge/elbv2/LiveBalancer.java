package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Fleet.Seen;
import io.windtunnel.cloud.edge.elbv2.Fleet.State;
import io.windtunnel.cloud.edge.elbv2.proxy.Backend;
import io.windtunnel.cloud.edge.elbv2.proxy.Node;
import io.windtunnel.cloud.edge.elbv2.proxy.NodeSettings;
import io.windtunnel.cloud.edge.elbv2.proxy.Outcome;
import io.windtunnel.cloud.edge.elbv2.proxy.Pool;
import io.windtunnel.cloud.edge.elbv2.proxy.TlsKeys;
import io.windtunnel.cloud.ports.Certificates;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.cloud.ports.VirtualHosts;
import io.windtunnel.fabric.net.Destination;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.kernel.health.HealthRecord;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Place;
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

/// A load balancer at work: a node in each of its zones, its name in DNS, and what its nodes know of its targets.
///
/// What it tells of a target is what the nodes that the Region can hear say together: healthy when any of them can
/// reach
/// it. A node in a dark zone reaches nothing and is not heard.
final class LiveBalancer implements AutoCloseable {
    private record TargetOf(String group, String key) {}

    /// A target with its zone; the zone is empty for an address outside of the VPC's instances.
    private record Located(Backend backend, String zone) {}

    private final LiveFleet.Ground ground;
    private final Scope scope;
    private final String dnsName;
    private final Map<String, LiveNode> nodes = new ConcurrentHashMap<>();
    private final Map<TargetOf, Seen> told = new ConcurrentHashMap<>();
    private final Map<TargetOf, String> zones = new ConcurrentHashMap<>();
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
        ground.fabric().names().put(dnsName, this::addresses);
        ground.directory().find(VirtualHosts.class).ifPresent(hosts -> hosts.register(dnsName, this::entrance));
    }

    /// Works from now on as `next` says. Called by one thread at a time.
    void apply(BalancerState next, Map<String, GroupState> groups) {
        state = next;
        listeners = ground.ledger().listenersOf(scope, next.arn()).toList();
        NodeSettings settings = Blueprint.settings(next);
        Map<String, List<Located>> located = new HashMap<>();
        groups.forEach((arn, group) -> located.put(arn, locate(group)));
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
        forget(groups);
        retell();
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
                    .map(target ->
                            new Backend(target.backend().key(), target.backend().address()))
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

    /// Where the targets of a group are. Those that are not to be found, or stand in a zone without a node, are not
    /// used.
    private List<Located> locate(GroupState group) {
        List<Located> found = new ArrayList<>();
        Optional<Instances> instances = ground.directory().find(Instances.class);
        for (GroupState.Target target : group.targets()) {
            if (target.draining()) continue;
            Optional<Instances.View> view =
                    instances.flatMap(all -> group.targetType().equals("instance")
                            ? all.find(scope, target.id())
                            : all.at(scope, group.vpcId(), target.id()));
            if (group.targetType().equals("instance") && view.isEmpty()) continue;
            String ip = group.targetType().equals("ip") || view.isEmpty()
                    ? target.id()
                    : view.get().privateIp();
            String zone = zoneOf(view.orElse(null), target);
            if (!zone.isEmpty()
                    && state.seats().stream().noneMatch(seat -> seat.zone().equals(zone))) continue;
            zones.put(new TargetOf(group.arn(), target.key()), zone);
            found.add(new Located(new Backend(target.key(), new Destination(group.vpcId(), ip, target.port())), zone));
        }
        return found;
    }

    private static String zoneOf(Instances.@Nullable View view, GroupState.Target target) {
        if (view != null && view.place() instanceof Place.InZone in)
            return in.zone().name();
        return target.zone() == null ? "" : target.zone();
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
        List<TlsKeys.Key> keys = new ArrayList<>();
        for (String arn : listener.certificates())
            ground.directory()
                    .find(Certificates.class)
                    .flatMap(all -> all.find(Arn.parse(arn)))
                    .ifPresent(pair -> keys.add(new TlsKeys.Key(pair.key(), pair.chain())));
        if (keys.isEmpty()) return null;
        List<String> protocols = SslPolicies.find(String.valueOf(listener.sslPolicy()))
                .map(Shapes.SslPolicy::sslProtocols)
                .orElse(List.of("TLSv1.2"));
        List<String> spoken = protocols.stream()
                .filter(protocol -> protocol.equals("TLSv1.2") || protocol.equals("TLSv1.3"))
                .toList();
        return TlsKeys.of(keys, spoken, state.enabled(BalancerAttributes.HTTP2));
    }

    private void forget(Map<String, GroupState> groups) {
        told.keySet().removeIf(target -> {
            GroupState group = groups.get(target.group());
            return group == null
                    || group.targets().stream()
                            .noneMatch(entry -> !entry.draining() && entry.key().equals(target.key()));
        });
        zones.keySet().removeIf(target -> !groups.containsKey(target.group()));
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
        tell(new TargetOf(pool.settings().group(), target.key()));
    }

    private void retell() {
        for (LiveNode node : nodes.values())
            node.pools()
                    .forEach((group, pool) -> pool.targets().keySet().forEach(key -> tell(new TargetOf(group, key))));
    }

    /// Puts the nodes' views of a target together, and writes into the journal when the answer is another.
    private synchronized void tell(TargetOf target) {
        Seen now = judge(target);
        if (now == null) return;
        Seen before = told.put(target, now);
        State state = before == null ? State.INITIAL : before.state();
        if (state == now.state() || now.state() == State.INITIAL) return;
        String id = target.key().substring(0, target.key().lastIndexOf(':'));
        String where = zones.getOrDefault(target, "");
        String group = target.group().split("/")[1];
        boolean healthy = now.state() == State.HEALTHY;
        String words = "Target " + id + (where.isEmpty() ? "" : " in " + where) + " is "
                + (healthy ? "healthy" : "unhealthy") + " in target group " + group
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
        for (LiveNode node : nodes.values()) {
            Backend backend = node.target(target.group(), target.key());
            if (backend == null || !node.heard()) continue;
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

    /// One round of the Region: who can be reached, and how many targets are healthy.
    void lookAfter() {
        capacity.look();
        boolean anyChange = false;
        for (LiveNode node : nodes.values()) anyChange |= node.lookAfter();
        if (anyChange) retell();
        for (LiveNode node : nodes.values()) if (node.heard()) countHosts(node);
    }

    private void countHosts(LiveNode node) {
        node.pools().forEach((group, pool) -> {
            Map<String, int[]> byZone = new HashMap<>();
            int[] all = new int[2];
            for (Backend target : pool.targets().values()) {
                int column = target.health().healthy() ? 0 : 1;
                if (target.health().state() == HealthRecord.State.INITIAL) continue;
                all[column]++;
                String zone = zones.getOrDefault(new TargetOf(group, target.key()), "");
                if (!zone.isEmpty()) byZone.computeIfAbsent(zone, _ -> new int[2])[column]++;
            }
            if (pool.targets().isEmpty()) return;
            node.meters().hosts(group, all[0], all[1]);
            byZone.forEach((zone, counts) -> node.meters().hosts(group, zone, counts[0], counts[1]));
        });
    }

    void countConnections() {
        for (LiveNode live : nodes.values()) {
            Node node = live.node();
            if (node != null && live.heard()) live.meters().connections(node.connections());
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
