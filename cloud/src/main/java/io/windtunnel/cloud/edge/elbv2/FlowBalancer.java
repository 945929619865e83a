package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Fleet.Seen;
import io.windtunnel.cloud.edge.elbv2.FlowBalancerAttributes.RoutingPolicy;
import io.windtunnel.cloud.edge.elbv2.Whereabouts.Located;
import io.windtunnel.cloud.edge.elbv2.flow.FlowProtocol;
import io.windtunnel.cloud.edge.elbv2.flow.FlowUnits;
import io.windtunnel.cloud.edge.elbv2.proxy.Backend;
import io.windtunnel.cloud.edge.elbv2.proxy.Pool;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.cloud.ports.VirtualHosts;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.kernel.health.HealthRecord;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Scope;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A network load balancer at work: a node with a static address in each of its zones, its names in DNS,
/// and what its nodes know of its targets.
final class FlowBalancer implements AutoCloseable {
    private static final Usage.Type HOURS =
            new Usage.Type("Elastic Load Balancing", "LoadBalancerUsage", "Hrs", Usage.Charge.IDLE);
    private static final Usage.Type UNITS =
            new Usage.Type("Elastic Load Balancing", "LCUUsage", "LCU-Hrs", Usage.Charge.USE);
    private static final double MINUTES_PER_HOUR = 60;

    /// Of twenty answers, how many name a client's own zone alone with partial affinity: 85 percent.
    ///
    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html
    private static final int OWN_ZONE_OF_TWENTY = 17;

    private final LiveFleet.Ground ground;
    private final Scope scope;
    private final String dnsName;
    private final Whereabouts whereabouts;
    private final Map<String, FlowStation> stations = new ConcurrentHashMap<>();
    private final TargetViews views;
    private final Usage.Running hours;
    private final AtomicInteger answers = new AtomicInteger();
    private volatile BalancerState state;
    private volatile List<ListenerState> listeners = List.of();
    private volatile Map<String, GroupState> groups = Map.of();

    FlowBalancer(LiveFleet.Ground ground, Scope scope, BalancerState state) {
        this.ground = ground;
        this.scope = scope;
        this.state = state;
        this.dnsName = state.dnsName();
        this.whereabouts = new Whereabouts(ground, scope);
        this.views = new TargetViews(ground, scope, stations::values);
        this.hours = Usage.of(ground.directory()).running(scope, state.arn(), HOURS, 1);
        ground.fabric().names().putByPlace(dnsName, this::addresses);
        ground.directory().find(VirtualHosts.class).ifPresent(hosts -> hosts.register(dnsName, this::entrance));
    }

    /// Works from now on as `next` says. Called by one thread at a time.
    void apply(BalancerState next, Map<String, GroupState> nextGroups) {
        state = next;
        groups = Map.copyOf(nextGroups);
        listeners = ground.ledger().listenersOf(scope, next.arn()).toList();
        Map<String, List<Located>> located = new HashMap<>();
        nextGroups.forEach((arn, group) -> located.put(arn, whereabouts.of(next, group)));
        located.forEach((arn, targets) ->
                targets.forEach(target -> views.stands(arn, target.backend().key(), target.zone())));
        for (BalancerState.Seat seat : next.seats()) {
            FlowStation station = station(next, seat);
            station.work(listeners, nextGroups);
            nextGroups.forEach((arn, group) -> supply(station, group, located.getOrDefault(arn, List.of())));
            station.keepOnly(nextGroups.keySet());
            for (int port : station.open()) tellServed(station, port);
        }
        for (FlowStation station : List.copyOf(stations.values()))
            if (!next.seats().contains(station.seat())) take(station);
        views.keepOnly(nextGroups);
        views.tellAll();
    }

    private FlowStation station(BalancerState next, BalancerState.Seat seat) {
        FlowStation standing = stations.get(seat.zone());
        if (standing != null && standing.seat().equals(seat)) return standing;
        if (standing != null) take(standing);
        FlowNodeMeters meters = new FlowNodeMeters(ground.metrics(), scope, next.fullName(), seat.zone());
        FlowStation made = new FlowStation(ground, seat, next, meters);
        stations.put(seat.zone(), made);
        ground.fabric().names().put(seat.zone() + "." + dnsName, () -> List.of(made.address()));
        return made;
    }

    private void take(FlowStation station) {
        stations.remove(station.seat().zone(), station);
        ground.fabric().names().remove(station.seat().zone() + "." + dnsName);
        station.close();
    }

    private void supply(FlowStation station, GroupState group, List<Located> located) {
        Instant now = ground.fabric().time().now();
        Pool pool = station.pool(FlowBlueprint.settings(group), this::changed);
        Map<String, Duration> drain = new HashMap<>();
        for (GroupState.Target target : group.targets())
            if (target.drainsUntil() != null) drain.put(target.key(), Duration.between(now, target.drainsUntil()));
        boolean everywhere = group.crossZone(state.enabled(FlowBalancerAttributes.CROSS_ZONE));
        List<Backend> mine = located.stream()
                .filter(target -> everywhere
                        || target.zone().isEmpty()
                        || target.zone().equals(station.zone().name()))
                .map(Located::fresh)
                .toList();
        pool.apply(FlowBlueprint.settings(group), mine, drain);
    }

    private void changed(Pool pool, Backend target, HealthRecord before) {
        views.tell(pool.settings().group(), target.key());
    }

    /// A listener's bytes name nobody: who stands outside must go to the node's own address on this computer.
    private void tellServed(FlowStation station, int port) {
        InetSocketAddress at = station.served(port);
        String protocol = listeners.stream()
                .filter(listener -> listener.port() == port)
                .map(ListenerState::protocol)
                .findFirst()
                .orElse("");
        if (at == null) return;
        ground.journal()
                .record(new Journal.Event(
                        ground.fabric().time().now(),
                        scope,
                        "listener.served",
                        state.arn(),
                        "Listener " + protocol + ":" + port + " of network load balancer " + state.name() + " in "
                                + station.zone().name() + " is served at " + text(at) + " of this computer"));
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /// Where a port is served on this computer, in each zone: `us-east-1a=127.64.0.5:80 us-east-1b=...`.
    Optional<String> servedAt(int port) {
        List<String> places = new ArrayList<>();
        for (FlowStation station : byZone()) {
            InetSocketAddress at = station.served(port);
            if (at != null) places.add(station.zone().name() + "=" + text(at));
        }
        return places.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", places));
    }

    private List<FlowStation> byZone() {
        return stations.values().stream()
                .sorted(Comparator.comparing(station -> station.zone().name()))
                .toList();
    }

    /// The addresses a resolver is given that asks for somebody at `asker`: of the nodes that are fit, or
    /// of all when none is; where the load balancer says so, of the one in the asker's own zone.
    private List<NamedAddress> addresses(Place asker) {
        List<FlowStation> all = byZone();
        List<FlowStation> fit = all.stream().filter(Station::inDns).toList();
        if (fit.isEmpty()) fit = all;
        boolean own = switch (RoutingPolicy.of(state)) {
            case ANY -> false;
            case PARTIAL -> Math.floorMod(answers.getAndIncrement(), 20) < OWN_ZONE_OF_TWENTY;
            case OWN -> true;
        };
        for (FlowStation station : fit)
            if (own && Place.in(station.zone()).equals(asker)) return List.of(station.address());
        return fit.stream().map(Station::address).toList();
    }

    /// For clients of the cloud's one port: plain bytes go to a TCP listener, on port 80 if there is one;
    /// TLS goes to a TLS listener, or as it is to a TCP listener on port 443.
    private VirtualHosts.Entrance entrance() {
        OptionalInt tls = port(Set.of("TLS"), 443);
        OptionalInt passing = listeners.stream()
                .filter(listener -> listener.protocol().startsWith("TCP") && listener.port() == 443)
                .mapToInt(ListenerState::port)
                .findFirst();
        return new VirtualHosts.Entrance(
                ground.fabric().names().resolve(dnsName),
                port(Set.of("TCP", "TCP_UDP"), 80),
                tls.isPresent() ? tls : passing);
    }

    private OptionalInt port(Set<String> protocols, int standard) {
        List<Integer> ports = listeners.stream()
                .filter(listener -> protocols.contains(listener.protocol()))
                .map(ListenerState::port)
                .toList();
        List<Integer> plain = protocols.contains("TCP")
                ? ports.stream().filter(port -> port != 443).toList()
                : ports;
        if (plain.isEmpty()) return OptionalInt.empty();
        return OptionalInt.of(plain.contains(standard) ? standard : plain.getFirst());
    }

    Optional<Seen> seen(String group, String key) {
        return views.seen(group, key);
    }

    /// One round of the Region: who can be reached, how many targets are healthy, what has passed.
    void lookAfter() {
        boolean anyChange = false;
        for (FlowStation station : stations.values()) anyChange |= station.lookAfter();
        if (anyChange) views.tellAll();
        for (FlowStation station : stations.values()) {
            station.meters().look(LiveFleet.ROUND.toSeconds());
            if (station.heard()) views.count(station, new OfInstances(station.meters()));
            station.meters().zonalHealth(station.inDns());
        }
    }

    /// The number of hosts leaves out load balancers that are targets.
    private final class OfInstances implements TargetViews.Hosts {
        private final FlowNodeMeters meters;

        OfInstances(FlowNodeMeters meters) {
            this.meters = meters;
        }

        private boolean counts(String group) {
            GroupState known = groups.get(group);
            return known != null && !known.targetType().equals("alb");
        }

        @Override
        public void hosts(String group, int healthy, int unhealthy) {
            if (counts(group)) meters.hosts(group, healthy, unhealthy);
        }

        @Override
        public void hosts(String group, String targetZone, int healthy, int unhealthy) {
            if (counts(group)) meters.hosts(group, targetZone, healthy, unhealthy);
        }
    }

    /// Once a minute: what stands, and the capacity units of the minute.
    void minute() {
        Map<FlowProtocol, FlowNodeMeters.Minute> sums = new EnumMap<>(FlowProtocol.class);
        for (FlowStation station : stations.values())
            station.meters()
                    .minute()
                    .forEach((protocol, minute) -> sums.merge(protocol, minute, FlowNodeMeters.Minute::plus));
        double all = 0;
        for (Map.Entry<FlowProtocol, FlowNodeMeters.Minute> sum : sums.entrySet()) {
            FlowNodeMeters.Minute minute = sum.getValue();
            double units =
                    FlowUnits.used(sum.getKey(), minute.begun(), minute.standing(), minute.bytes()) / MINUTES_PER_HOUR;
            if (units > 0) units("ConsumedLCUs_" + sum.getKey(), units);
            all += units;
        }
        units("ConsumedLCUs", all);
        if (all > 0)
            Usage.of(ground.directory()).meter(scope, state.arn(), UNITS).add(all);
    }

    private void units(String metric, double value) {
        TreeMap<String, String> dimensions = new TreeMap<>(Map.of("LoadBalancer", state.fullName()));
        ground.metrics()
                .meter(scope, new Metrics.Name("AWS/NetworkELB", metric, dimensions), "Count")
                .record(value);
    }

    /// Whether an application load balancer is among the targets.
    boolean isBefore(String balancerArn) {
        return groups.values().stream()
                .filter(group -> group.targetType().equals("alb"))
                .anyMatch(group ->
                        group.targets().stream().anyMatch(target -> target.id().equals(balancerArn)));
    }

    /// The node in a zone, for tests.
    @Nullable
    FlowStation station(String zone) {
        return stations.get(zone);
    }

    @Override
    public void close() {
        hours.close();
        ground.fabric().names().remove(dnsName);
        ground.directory().find(VirtualHosts.class).ifPresent(hosts -> hosts.remove(dnsName));
        for (FlowStation station : List.copyOf(stations.values())) take(station);
    }
}
