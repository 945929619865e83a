package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.kernel.identity.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The network load balancers at work.
///
/// Thread safety: [#apply] and [#end] are called by one thread at a time, the rest by any.
final class FlowFleet implements AutoCloseable {
    private final LiveFleet.Ground ground;
    private final Map<String, FlowBalancer> running = new ConcurrentHashMap<>();

    FlowFleet(LiveFleet.Ground ground) {
        this.ground = ground;
    }

    void apply(Scope scope, BalancerState state, Map<String, GroupState> groups) {
        running.computeIfAbsent(state.arn(), _ -> new FlowBalancer(ground, scope, state))
                .apply(state, groups);
    }

    void end(String arn) {
        FlowBalancer gone = running.remove(arn);
        if (gone != null) gone.close();
    }

    void lookAfter() {
        running.values().forEach(FlowBalancer::lookAfter);
    }

    void minute() {
        running.values().forEach(FlowBalancer::minute);
    }

    Optional<Fleet.Seen> seen(String balancerArn, String groupArn, String targetKey) {
        FlowBalancer balancer = running.get(balancerArn);
        return balancer == null ? Optional.empty() : balancer.seen(groupArn, targetKey);
    }

    /// Where a listener is served on this computer, by zone.
    Optional<String> servedAt(String balancerArn, int port) {
        FlowBalancer balancer = running.get(balancerArn);
        return balancer == null ? Optional.empty() : balancer.servedAt(port);
    }

    /// Those that have an application load balancer among their targets.
    List<String> before(String balancerArn) {
        return running.entrySet().stream()
                .filter(entry -> entry.getValue().isBefore(balancerArn))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The load balancer at work, for tests.
    @Nullable
    FlowBalancer balancer(String arn) {
        return running.get(arn);
    }

    @Override
    public void close() {
        running.values().forEach(FlowBalancer::close);
        running.clear();
    }
}
