package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Shapes.Attribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The attributes of network load balancers' listeners. The idle timeout of a TLS listener is fixed, UDP has no
/// setting.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
final class ListenerAttributes {
    static final String IDLE_TIMEOUT = "tcp.idle_timeout.seconds";
    private static final String DEFAULT_IDLE = "350";

    private ListenerAttributes() {}

    static long idleSeconds(ListenerState listener) {
        return Long.parseLong(listener.attributes().getOrDefault(IDLE_TIMEOUT, DEFAULT_IDLE));
    }

    static List<Attribute> all(ListenerState listener) {
        requireFlows(listener, "DescribeListenerAttributes");
        if (!listener.protocol().startsWith("TCP")) return List.of();
        return List.of(new Attribute(IDLE_TIMEOUT, Long.toString(idleSeconds(listener))));
    }

    /// What the attributes become by the change, or AWS's refusal.
    static Map<String, String> changed(ListenerState listener, List<Attribute> change) {
        requireFlows(listener, "ModifyListenerAttributes");
        Map<String, String> next = new LinkedHashMap<>(listener.attributes());
        for (Attribute attribute : change) {
            if (!attribute.key().equals(IDLE_TIMEOUT))
                throw Refusals.configuration("Listener attribute key '" + attribute.key() + "' is not recognized");
            if (!listener.protocol().startsWith("TCP"))
                throw Refusals.configuration("Listener attribute '" + IDLE_TIMEOUT
                        + "' is not supported for listeners with protocol '" + listener.protocol() + "'");
            AttributeValues.number(attribute.key(), attribute.value(), 60, 6000);
            next.put(attribute.key(), attribute.value());
        }
        return Map.copyOf(next);
    }

    private static void requireFlows(ListenerState listener, String operation) {
        if (!FlowProtocols.ofListener(listener.protocol()))
            throw Refusals.notBuilt(operation, "the attributes of an application load balancer's listener");
    }
}
