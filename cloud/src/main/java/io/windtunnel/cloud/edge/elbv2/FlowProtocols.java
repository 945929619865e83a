package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.wire.AwsException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The protocols of network load balancers, and which go together.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html
final class FlowProtocols {
    /// What target groups speak.
    static final Set<String> GROUP = Set.of("TCP", "TLS", "UDP", "TCP_UDP");

    private static final Set<String> QUIC = Set.of("QUIC", "TCP_QUIC");

    /// The target group protocols for each listener protocol.
    private static final Map<String, List<String>> FITTING = Map.of(
            "TCP", List.of("TCP", "TCP_UDP"),
            "TLS", List.of("TCP", "TLS"),
            "UDP", List.of("UDP", "TCP_UDP"),
            "TCP_UDP", List.of("TCP_UDP"));

    private FlowProtocols() {}

    static boolean ofListener(String protocol) {
        return FITTING.containsKey(protocol);
    }

    /// Refuses what AWS has and we do not.
    static void requireBuilt(String operation, String protocol) {
        if (QUIC.contains(protocol)) throw Refusals.notBuilt(operation, "the protocol " + protocol);
    }

    /// Refuses a group that a listener cannot send its flows to.
    static void requireFitting(String listenerProtocol, GroupState group) {
        List<String> fitting = FITTING.getOrDefault(listenerProtocol, List.of("HTTP", "HTTPS"));
        boolean fits = fitting.contains(group.protocol())
                && (!group.targetType().equals("alb") || listenerProtocol.equals("TCP"));
        if (!fits)
            throw new AwsException(
                    "IncompatibleProtocols",
                    "The target group '" + group.arn() + "' with protocol '" + group.protocol() + "' and target type '"
                            + group.targetType() + "' cannot be used by a listener with protocol '" + listenerProtocol
                            + "'");
    }
}
