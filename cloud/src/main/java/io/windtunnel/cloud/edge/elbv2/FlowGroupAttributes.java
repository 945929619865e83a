package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Shapes.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The attributes of a network load balancer's target group, with their defaults, which its protocol and
/// its kind of targets decide, and their allowed values.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html
final class FlowGroupAttributes {
    static final String PRESERVE_CLIENT = "preserve_client_ip.enabled";
    static final String PROXY_PROTOCOL = "proxy_protocol_v2.enabled";
    static final String TERMINATE_DEREGISTERED = "deregistration_delay.connection_termination.enabled";
    static final String TERMINATE_UNHEALTHY = "target_health_state.unhealthy.connection_termination.enabled";
    static final String UNHEALTHY_DRAINING = "target_health_state.unhealthy.draining_interval_seconds";
    private static final long LONGEST_DRAINING_SECONDS = 360_000;
    private static final String DNS_MINIMUM = "target_group_health.dns_failover.minimum_healthy_targets.";
    private static final String ROUTING_MINIMUM =
            "target_group_health.unhealthy_state_routing.minimum_healthy_targets.";

    private FlowGroupAttributes() {}

    private static boolean datagrams(GroupState group) {
        return group.protocol().contains("UDP");
    }

    private static Map<String, String> defaults(GroupState group) {
        boolean byAddress = group.targetType().equals("ip");
        Map<String, String> all = new LinkedHashMap<>();
        all.put(PROXY_PROTOCOL, "false");
        all.put(PRESERVE_CLIENT, Boolean.toString(!byAddress || datagrams(group)));
        all.put(GroupAttributes.STICKINESS, "false");
        all.put(GroupAttributes.STICKINESS_TYPE, "source_ip");
        all.put(GroupAttributes.DEREGISTRATION_DELAY, "300");
        all.put(TERMINATE_DEREGISTERED, Boolean.toString(datagrams(group)));
        all.put(GroupAttributes.CROSS_ZONE, "use_load_balancer_configuration");
        all.put(DNS_MINIMUM + "count", "1");
        all.put(DNS_MINIMUM + "percentage", "off");
        all.put(ROUTING_MINIMUM + "count", "1");
        all.put(ROUTING_MINIMUM + "percentage", "off");
        all.put(TERMINATE_UNHEALTHY, "true");
        all.put(UNHEALTHY_DRAINING, "0");
        return all;
    }

    static String value(GroupState group, String key) {
        String set = group.attributes().get(key);
        return set != null ? set : Objects.requireNonNull(defaults(group).get(key), key);
    }

    static List<Attribute> all(GroupState group) {
        List<Attribute> all = new ArrayList<>();
        defaults(group).keySet().forEach(key -> all.add(new Attribute(key, value(group, key))));
        return all;
    }

    static boolean enabled(GroupState group, String key) {
        return value(group, key).equals("true");
    }

    /// What the attributes become by the change, or AWS's refusal.
    static Map<String, String> changed(GroupState group, List<Attribute> change) {
        if (group.targetType().equals("alb"))
            throw Refusals.configuration("Attributes cannot be modified for target groups with target type 'alb'");
        Map<String, String> next = new LinkedHashMap<>(group.attributes());
        for (Attribute attribute : change) {
            check(group, attribute.key(), attribute.value());
            next.put(attribute.key(), attribute.value());
        }
        GroupState changed = group.withAttributes(Map.copyOf(next));
        if (enabled(changed, TERMINATE_UNHEALTHY)
                && !value(changed, UNHEALTHY_DRAINING).equals("0"))
            throw Refusals.configuration("'" + UNHEALTHY_DRAINING + "' can only be configured when '"
                    + TERMINATE_UNHEALTHY + "' is 'false'");
        return changed.attributes();
    }

    private static void check(GroupState group, String key, String value) {
        if (!defaults(group).containsKey(key))
            throw Refusals.configuration(
                    GroupAttributes.known(key)
                            ? "The provided target group attribute is not supported"
                            : "Target group attribute key '" + key + "' is not recognized");
        switch (key) {
            case GroupAttributes.DEREGISTRATION_DELAY -> AttributeValues.number(key, value, 0, 3600);
            case UNHEALTHY_DRAINING -> AttributeValues.number(key, value, 0, LONGEST_DRAINING_SECONDS);
            case GroupAttributes.CROSS_ZONE ->
                AttributeValues.oneOf(key, value, "true", "false", "use_load_balancer_configuration");
            case GroupAttributes.STICKINESS_TYPE -> AttributeValues.oneOf(key, value, "source_ip");
            case PRESERVE_CLIENT -> {
                AttributeValues.oneOf(key, value, "true", "false");
                if (value.equals("false") && datagrams(group))
                    throw Refusals.configuration("Client IP preservation cannot be disabled for target groups with "
                            + "the " + group.protocol() + " protocol");
            }
            default -> {
                if (key.endsWith(".enabled")) AttributeValues.oneOf(key, value, "true", "false");
                else minimum(key, value);
            }
        }
    }

    private static void minimum(String key, String value) {
        boolean off = value.equals("off") && !key.equals(ROUTING_MINIMUM + "count");
        if (!off) AttributeValues.number(key, value, 1, key.endsWith("percentage") ? 100 : Integer.MAX_VALUE);
    }
}
