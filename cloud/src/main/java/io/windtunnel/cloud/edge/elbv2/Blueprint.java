package io.windtunnel.cloud.edge.elbv2;

import io.netty.handler.ssl.ApplicationProtocolNames;
import io.windtunnel.cloud.edge.elbv2.Shapes.Action;
import io.windtunnel.cloud.edge.elbv2.Shapes.Condition;
import io.windtunnel.cloud.edge.elbv2.Shapes.FixedResponseConfig;
import io.windtunnel.cloud.edge.elbv2.Shapes.ForwardConfig;
import io.windtunnel.cloud.edge.elbv2.Shapes.GroupStickiness;
import io.windtunnel.cloud.edge.elbv2.Shapes.RedirectConfig;
import io.windtunnel.cloud.edge.elbv2.proxy.Match;
import io.windtunnel.cloud.edge.elbv2.proxy.NodeSettings;
import io.windtunnel.cloud.edge.elbv2.proxy.Pool;
import io.windtunnel.cloud.edge.elbv2.proxy.PoolSettings;
import io.windtunnel.cloud.edge.elbv2.proxy.PoolSettings.Algorithm;
import io.windtunnel.cloud.edge.elbv2.proxy.PoolSettings.Stickiness;
import io.windtunnel.cloud.edge.elbv2.proxy.Routes;
import io.windtunnel.cloud.edge.elbv2.proxy.TlsKeys;
import io.windtunnel.cloud.edge.elbv2.proxy.Wildcard;
import io.windtunnel.cloud.ports.Certificates;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.kernel.balance.SlowStart;
import io.windtunnel.kernel.balance.Weights;
import io.windtunnel.kernel.health.Thresholds;
import io.windtunnel.kernel.identity.Arn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Turns what the API was asked for into what the data plane works by.
final class Blueprint {
    private Blueprint() {}

    static NodeSettings settings(BalancerState balancer) {
        return new NodeSettings(
                Duration.ofSeconds(balancer.seconds(BalancerAttributes.IDLE_TIMEOUT)),
                Duration.ofSeconds(balancer.seconds(BalancerAttributes.KEEP_ALIVE)),
                NodeSettings.Desync.valueOf(upper(balancer.attribute(BalancerAttributes.DESYNC))),
                balancer.enabled(BalancerAttributes.DROP_INVALID),
                balancer.enabled(BalancerAttributes.PRESERVE_HOST),
                balancer.enabled(BalancerAttributes.TLS_HEADERS),
                balancer.enabled(BalancerAttributes.XFF_CLIENT_PORT),
                NodeSettings.ForwardedFor.valueOf(upper(balancer.attribute(BalancerAttributes.XFF_MODE))),
                balancer.enabled(BalancerAttributes.HTTP2));
    }

    private static String upper(String value) {
        return value.toUpperCase(Locale.ROOT);
    }

    static PoolSettings settings(GroupState group) {
        GroupState.HealthCheck check = group.check();
        return new PoolSettings(
                group.arn(),
                group.protocol().equals("HTTPS"),
                switch (group.attribute(GroupAttributes.ALGORITHM)) {
                    case "least_outstanding_requests" -> Algorithm.LEAST_OUTSTANDING;
                    case "weighted_random" -> Algorithm.RANDOM;
                    default -> Algorithm.ROUND_ROBIN;
                },
                new SlowStart(group.seconds(GroupAttributes.SLOW_START)),
                stickiness(group),
                GroupAttributes.routingMinimum(group),
                GroupAttributes.dnsMinimum(group),
                PoolSettings.Ends.BY_REQUEST,
                new PoolSettings.Check(
                        PoolSettings.CheckProtocol.valueOf(check.protocol()),
                        check.port().equals("traffic-port") ? 0 : Integer.parseInt(check.port()),
                        check.path(),
                        check.interval(),
                        check.timeout(),
                        new Thresholds(check.healthyThreshold(), check.unhealthyThreshold()),
                        check::matches));
    }

    /// The certificates of a listener with the TLS versions of its policy; null when none is to be had.
    static @Nullable TlsKeys keys(Directory directory, ListenerState listener, boolean http2) {
        return keys(
                directory,
                listener,
                http2
                        ? List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1)
                        : List.of(ApplicationProtocolNames.HTTP_1_1));
    }

    /// The same, with the protocols that ALPN offers.
    static @Nullable TlsKeys keys(Directory directory, ListenerState listener, List<String> offered) {
        List<TlsKeys.Key> keys = new ArrayList<>();
        for (String arn : listener.certificates())
            directory
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
        return TlsKeys.of(keys, spoken, offered);
    }

    private static Stickiness stickiness(GroupState group) {
        if (!group.attribute(GroupAttributes.STICKINESS).equals("true")) return Stickiness.NONE;
        if (group.attribute(GroupAttributes.STICKINESS_TYPE).equals("app_cookie"))
            return new Stickiness.ByApplication(
                    group.attribute(GroupAttributes.APP_COOKIE_NAME),
                    group.seconds(GroupAttributes.APP_COOKIE_SECONDS));
        return new Stickiness.ByBalancer(group.seconds(GroupAttributes.LB_COOKIE_SECONDS));
    }

    /// The routes of a listener at a node with these pools, by target group ARN.
    static Routes routes(ListenerState listener, List<RuleState> rules, Map<String, Pool> pools) {
        return new Routes(
                rules.stream()
                        .map(rule -> new Routes.Rule(
                                rule.conditions().stream().map(Blueprint::match).toList(),
                                action(rule.actions().getFirst(), pools)))
                        .toList(),
                action(listener.actions().getFirst(), pools));
    }

    private static Routes.Action action(Action action, Map<String, Pool> pools) {
        return switch (action.type()) {
            case "redirect" -> redirect(Objects.requireNonNull(action.redirectConfig()));
            case "fixed-response" -> fixed(Objects.requireNonNull(action.fixedResponseConfig()));
            default -> forward(Objects.requireNonNull(action.forwardConfig()), pools);
        };
    }

    private static Routes.Action forward(ForwardConfig config, Map<String, Pool> pools) {
        List<Pool> chosen = new ArrayList<>();
        List<Integer> weights = new ArrayList<>();
        config.targetGroups().forEach(tuple -> {
            Pool pool = pools.get(String.valueOf(tuple.targetGroupArn()));
            if (pool == null) return;
            chosen.add(pool);
            weights.add(tuple.weight() == null ? 1 : tuple.weight());
        });
        return new Routes.Forward(
                List.copyOf(chosen),
                new Weights(weights.stream().mapToInt(Integer::intValue).toArray()),
                stickySeconds(config.targetGroupStickinessConfig()));
    }

    private static int stickySeconds(@Nullable GroupStickiness sticky) {
        if (sticky == null || !Boolean.TRUE.equals(sticky.enabled())) return 0;
        return sticky.durationSeconds() == null ? 0 : sticky.durationSeconds();
    }

    private static Routes.Action redirect(RedirectConfig config) {
        return new Routes.Redirect(
                String.valueOf(config.protocol()),
                String.valueOf(config.host()),
                String.valueOf(config.port()),
                String.valueOf(config.path()),
                String.valueOf(config.query()),
                config.statusCode().equals("HTTP_301") ? 301 : 302);
    }

    private static Routes.Action fixed(FixedResponseConfig config) {
        return new Routes.Fixed(
                Integer.parseInt(config.statusCode()),
                config.contentType() == null ? "text/plain" : config.contentType(),
                config.messageBody() == null ? "" : config.messageBody());
    }

    private static Match match(Condition condition) {
        return switch (String.valueOf(condition.field())) {
            case "host-header" ->
                new Match.Host(wildcards(
                        Objects.requireNonNull(condition.hostHeaderConfig()).values(), true));
            case "path-pattern" ->
                new Match.Path(wildcards(
                        Objects.requireNonNull(condition.pathPatternConfig()).values(), false));
            case "http-request-method" ->
                new Match.Method(Objects.requireNonNull(condition.httpRequestMethodConfig())
                        .values());
            case "source-ip" ->
                new Match.Source(Objects.requireNonNull(condition.sourceIpConfig()).values().stream()
                        .map(Blueprint::block)
                        .toList());
            case "http-header" -> {
                Shapes.HeaderValues header = Objects.requireNonNull(condition.httpHeaderConfig());
                yield new Match.Header(String.valueOf(header.httpHeaderName()), wildcards(header.values(), true));
            }
            default ->
                new Match.Query(Objects.requireNonNull(condition.queryStringConfig()).values().stream()
                        .map(pair -> new Match.Parameter(
                                pair.key() == null ? null : new Wildcard(pair.key(), true),
                                new Wildcard(String.valueOf(pair.value()), true)))
                        .toList());
        };
    }

    private static Predicate<String> block(String cidr) {
        Cidr block = Cidr.parse(cidr);
        return block == null ? _ -> false : block::contains;
    }

    private static List<Wildcard> wildcards(List<String> patterns, boolean anyCase) {
        return patterns.stream().map(pattern -> new Wildcard(pattern, anyCase)).toList();
    }
}
