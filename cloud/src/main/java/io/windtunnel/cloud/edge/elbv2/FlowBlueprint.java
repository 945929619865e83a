package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Shapes.ForwardConfig;
import io.windtunnel.cloud.edge.elbv2.flow.FlowDoor;
import io.windtunnel.cloud.edge.elbv2.flow.FlowGroup;
import io.windtunnel.cloud.edge.elbv2.flow.FlowRoutes;
import io.windtunnel.cloud.edge.elbv2.proxy.Pool;
import io.windtunnel.cloud.edge.elbv2.proxy.PoolSettings;
import io.windtunnel.cloud.edge.elbv2.proxy.TlsKeys;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.kernel.balance.SlowStart;
import io.windtunnel.kernel.balance.Weights;
import io.windtunnel.kernel.health.Thresholds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Turns what the API was asked for into what the data plane of a network load balancer works by.
final class FlowBlueprint {
    /// The protocols each ALPN policy offers, the preferred first.
    ///
    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
    static final Map<String, List<String>> ALPN = Map.of(
            "HTTP1Only", List.of("http/1.1", "http/1.0"),
            "HTTP2Only", List.of("h2"),
            "HTTP2Optional", List.of("http/1.1", "http/1.0", "h2"),
            "HTTP2Preferred", List.of("h2", "http/1.1", "http/1.0"),
            "None", List.of());

    private FlowBlueprint() {}

    static PoolSettings settings(GroupState group) {
        GroupState.HealthCheck check = group.check();
        return new PoolSettings(
                group.arn(),
                group.protocol().equals("TLS"),
                PoolSettings.Algorithm.ROUND_ROBIN,
                SlowStart.NONE,
                PoolSettings.Stickiness.NONE,
                GroupAttributes.routingMinimum(group),
                GroupAttributes.dnsMinimum(group),
                ends(group),
                new PoolSettings.Check(
                        PoolSettings.CheckProtocol.valueOf(check.protocol()),
                        check.port().equals("traffic-port") ? 0 : Integer.parseInt(check.port()),
                        check.path(),
                        check.interval(),
                        check.timeout(),
                        new Thresholds(check.healthyThreshold(), check.unhealthyThreshold()),
                        check::matches));
    }

    private static PoolSettings.Ends ends(GroupState group) {
        Duration draining = group.seconds(FlowGroupAttributes.UNHEALTHY_DRAINING);
        boolean atOnce = FlowGroupAttributes.enabled(group, FlowGroupAttributes.TERMINATE_UNHEALTHY);
        @Nullable Duration afterUnhealthy = atOnce || !draining.isZero() ? draining : null;
        return new PoolSettings.Ends(
                FlowGroupAttributes.enabled(group, FlowGroupAttributes.TERMINATE_DEREGISTERED), afterUnhealthy);
    }

    /// The door of a listener at a node with these pools, by target group ARN; null for a TLS listener whose
    /// certificates are gone.
    static @Nullable FlowDoor door(
            Directory directory, ListenerState listener, Map<String, GroupState> groups, Map<String, Pool> pools) {
        TlsKeys keys = null;
        if (listener.protocol().equals("TLS")) {
            List<String> offered = listener.alpnPolicy().isEmpty()
                    ? List.of()
                    : ALPN.getOrDefault(listener.alpnPolicy().getFirst(), List.of());
            keys = Blueprint.keys(directory, listener, offered);
            if (keys == null) return null;
        }
        FlowRoutes routes = routes(listener, groups, pools);
        Duration idle = Duration.ofSeconds(ListenerAttributes.idleSeconds(listener));
        return new FlowDoor(
                FlowDoor.Kind.valueOf(listener.protocol()), listener.port(), new FlowDoor.Work(routes, keys, idle));
    }

    private static FlowRoutes routes(ListenerState listener, Map<String, GroupState> groups, Map<String, Pool> pools) {
        ForwardConfig forward =
                Objects.requireNonNull(listener.actions().getFirst().forwardConfig());
        List<FlowGroup> chosen = new ArrayList<>();
        List<Integer> weights = new ArrayList<>();
        forward.targetGroups().forEach(tuple -> {
            String arn = String.valueOf(tuple.targetGroupArn());
            GroupState group = groups.get(arn);
            Pool pool = pools.get(arn);
            if (group == null || pool == null) return;
            chosen.add(flowGroup(group, pool));
            weights.add(tuple.weight() == null ? 1 : tuple.weight());
        });
        Shapes.GroupStickiness sticky = forward.targetGroupStickinessConfig();
        return new FlowRoutes(
                List.copyOf(chosen),
                new Weights(weights.stream().mapToInt(Integer::intValue).toArray()),
                sticky != null && Boolean.TRUE.equals(sticky.enabled()));
    }

    private static FlowGroup flowGroup(GroupState group, Pool pool) {
        return new FlowGroup(
                pool,
                FlowGroupAttributes.enabled(group, FlowGroupAttributes.PRESERVE_CLIENT),
                FlowGroupAttributes.enabled(group, FlowGroupAttributes.PROXY_PROTOCOL),
                FlowGroupAttributes.enabled(group, GroupAttributes.STICKINESS));
    }
}
