package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.wire.AwsException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What a listener of each kind of load balancer may be: protocols, actions, the groups it forwards to, ALPN.
///
/// Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html and
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
final class ListenerChecks {
    private ListenerChecks() {}

    static void requireProtocol(String operation, BalancerState balancer, String protocol) {
        FlowProtocols.requireBuilt(operation, protocol);
        boolean fits = balancer.network()
                ? FlowProtocols.ofListener(protocol)
                : protocol.equals("HTTP") || protocol.equals("HTTPS");
        if (!fits)
            throw new AwsException(
                    "UnsupportedProtocol",
                    "Listener protocol '" + protocol + "' is not supported with a load balancer of type '"
                            + (balancer.network() ? "network" : "application") + "'");
    }

    /// A network load balancer's listener forwards, and to groups of one protocol where it ends TLS.
    static void requireActions(
            BalancerState balancer, String protocol, List<Shapes.Action> actions, Map<String, GroupState> groups) {
        if (balancer.network()) requireForward(protocol, actions);
        List<GroupState> targets = Actions.groups(actions)
                .map(groups::get)
                .filter(java.util.Objects::nonNull)
                .toList();
        targets.forEach(group -> FlowProtocols.requireFitting(protocol, group));
        if (!protocol.equals("TLS")) return;
        Set<String> spoken = targets.stream().map(GroupState::protocol).collect(Collectors.toSet());
        if (spoken.size() > 1)
            throw Refusals.configuration(
                    "All target groups of a TLS listener's forward action must use the same protocol");
    }

    private static void requireForward(String protocol, List<Shapes.Action> actions) {
        Shapes.Action action = actions.getFirst();
        if (!action.type().equals("forward") || action.forwardConfig() == null)
            throw new AwsException(
                    "InvalidLoadBalancerAction",
                    "The action type '" + action.type() + "' is not valid with a load balancer of type 'network'");
        Shapes.GroupStickiness sticky = action.forwardConfig().targetGroupStickinessConfig();
        if (protocol.equals("TLS") && sticky != null && Boolean.TRUE.equals(sticky.enabled()))
            throw Refusals.configuration("Target group stickiness is not supported for TLS listeners");
    }

    static List<String> alpnPolicy(String protocol, List<String> asked) {
        if (asked.isEmpty()) return List.of();
        if (!protocol.equals("TLS"))
            throw Refusals.configuration(
                    "ALPN policies are not supported for listeners with protocol '" + protocol + "'");
        if (asked.size() > 1 || !FlowBlueprint.ALPN.containsKey(asked.getFirst()))
            throw new AwsException("ALPNPolicyNotFound", "The ALPN policy '" + asked + "' is not supported");
        return List.copyOf(asked);
    }
}
