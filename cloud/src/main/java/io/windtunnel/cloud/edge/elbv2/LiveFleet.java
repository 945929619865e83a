package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.proxy.Carrier;
import io.windtunnel.cloud.edge.elbv2.proxy.Carriers;
import io.windtunnel.cloud.edge.elbv2.proxy.Carriers.Stand;
import io.windtunnel.cloud.edge.elbv2.proxy.Node;
import io.windtunnel.cloud.edge.elbv2.proxy.Prober;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.LoadBalancerCapacity;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.kernel.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The load balancers at work: it makes each work as the ledger has it, looks after their nodes, and tells
/// CloudWatch how many targets are healthy.
final class LiveFleet implements Fleet, LoadBalancerCapacity, AutoCloseable {
    /// How often the nodes are looked after from the Region: our own figure, see `docs/fidelity.md`.
    static final Duration ROUND = Duration.ofSeconds(10);

    /// How often standing connections are counted: once a minute, so that CloudWatch's `Sum` is what stands.
    private static final Duration MINUTE = Duration.ofSeconds(60);

    /// Gives the prober of a node in a zone: its own one over the network, which is null where there are
    /// no sockets, or another.
    @FunctionalInterface
    interface Probers {
        Prober of(Zone zone, @Nullable Prober own);
    }

    /// What every load balancer at work needs.
    record Ground(
            Fabric fabric, Directory directory, Journal journal, Metrics metrics, Ledger ledger, Probers probers) {
        /// What carries the traffic of application load balancers' nodes: who offers to, or else sockets; nobody on
        /// a ground without them.
        Optional<Carriers> carriers() {
            return directory
                    .find(Carriers.class)
                    .or(() -> fabric.hasNetwork() ? Optional.of(this::sockets) : Optional.empty());
        }

        private Carrier sockets(Carriers.Making making) {
            Stand stand = making.stand();
            return new Node(
                    fabric.network(),
                    fabric.network().host(stand.place(), stand.realm(), stand.ip()),
                    making.meters(),
                    making.random(),
                    making.settings(),
                    making.ceiling());
        }
    }

    private final Ground ground;
    private final Map<String, LiveBalancer> running = new ConcurrentHashMap<>();
    private final FlowFleet flows;
    private final List<Timer> timers;
    private boolean closed;

    LiveFleet(Ground ground) {
        this.ground = ground;
        this.flows = new FlowFleet(ground);
        this.timers = List.of(
                ground.fabric().time().every(ROUND, flows::lookAfter),
                ground.fabric().time().every(MINUTE, flows::minute),
                ground.fabric().time().every(ROUND, () -> running.values().forEach(LiveBalancer::lookAfter)),
                ground.fabric().time().every(MINUTE, () -> running.values().forEach(LiveFleet::minute)));
    }

    private static void minute(LiveBalancer balancer) {
        balancer.countConnections();
        balancer.capacity().minute();
    }

    @Override
    public synchronized void refresh(Scope scope, String arn) {
        if (closed) return;
        BalancerState state = ground.ledger().balancers(scope).get(arn);
        if (state == null) {
            LiveBalancer gone = running.remove(arn);
            if (gone != null) gone.close();
            flows.end(arn);
            return;
        }
        Instant now = ground.fabric().time().now();
        if (now.isBefore(state.activeAt())) {
            ground.fabric().time().after(Duration.between(now, state.activeAt()), () -> refresh(scope, arn));
            return;
        }
        Map<String, GroupState> groups = new HashMap<>();
        for (String group : ground.ledger().groupsOf(scope, arn)) {
            GroupState found = ground.ledger().groups(scope).get(group);
            if (found != null) groups.put(group, found);
        }
        if (state.network()) {
            flows.apply(scope, state, groups);
            return;
        }
        running.computeIfAbsent(arn, _ -> new LiveBalancer(ground, scope, state))
                .apply(state, groups);
        flows.before(arn).forEach(behind -> refresh(scope, behind));
    }

    @Override
    public Optional<Seen> seen(String balancerArn, String groupArn, String targetKey) {
        LiveBalancer balancer = running.get(balancerArn);
        return balancer == null ? flows.seen(balancerArn, groupArn, targetKey) : balancer.seen(groupArn, targetKey);
    }

    @Override
    public Optional<String> servedAt(String balancerArn, int port) {
        return flows.servedAt(balancerArn, port);
    }

    FlowFleet flows() {
        return flows;
    }

    @Override
    public Optional<Reading> reading(Arn loadBalancer) {
        LiveBalancer balancer = running.get(loadBalancer.toString());
        return balancer == null
                ? Optional.empty()
                : Optional.of(balancer.capacity().reading());
    }

    /// The load balancer at work, for tests.
    @Nullable
    LiveBalancer balancer(String arn) {
        return running.get(arn);
    }

    @Override
    public synchronized void close() {
        closed = true;
        timers.forEach(Timer::cancel);
        running.values().forEach(LiveBalancer::close);
        running.clear();
        flows.close();
    }
}
