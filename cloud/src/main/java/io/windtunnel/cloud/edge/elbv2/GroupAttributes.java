package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Shapes.Attribute;
import io.windtunnel.kernel.health.Minimum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The attributes of a target group of instances or addresses, with their defaults and their allowed values.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
final class GroupAttributes {
    static final String DEREGISTRATION_DELAY = "deregistration_delay.timeout_seconds";
    static final String SLOW_START = "slow_start.duration_seconds";
    static final String ALGORITHM = "load_balancing.algorithm.type";
    static final String CROSS_ZONE = "load_balancing.cross_zone.enabled";
    static final String STICKINESS = "stickiness.enabled";
    static final String STICKINESS_TYPE = "stickiness.type";
    static final String LB_COOKIE_SECONDS = "stickiness.lb_cookie.duration_seconds";
    static final String APP_COOKIE_NAME = "stickiness.app_cookie.cookie_name";
    static final String APP_COOKIE_SECONDS = "stickiness.app_cookie.duration_seconds";
    static final String ANOMALY_MITIGATION = "load_balancing.algorithm.anomaly_mitigation";
    private static final String DNS_MINIMUM = "target_group_health.dns_failover.minimum_healthy_targets.";
    private static final String ROUTING_MINIMUM =
            "target_group_health.unhealthy_state_routing.minimum_healthy_targets.";

    private static final Map<String, String> DEFAULTS = defaults();

    private GroupAttributes() {}

    private static Map<String, String> defaults() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(ROUTING_MINIMUM + "percentage", "off");
        all.put(DEREGISTRATION_DELAY, "300");
        all.put(STICKINESS, "false");
        all.put(STICKINESS_TYPE, "lb_cookie");
        all.put(LB_COOKIE_SECONDS, "86400");
        all.put(APP_COOKIE_NAME, "");
        all.put(APP_COOKIE_SECONDS, "86400");
        all.put(SLOW_START, "0");
        all.put(ROUTING_MINIMUM + "count", "1");
        all.put(DNS_MINIMUM + "count", "1");
        all.put(DNS_MINIMUM + "percentage", "off");
        all.put(CROSS_ZONE, "use_load_balancer_configuration");
        all.put(ALGORITHM, "round_robin");
        all.put(ANOMALY_MITIGATION, "off");
        return all;
    }

    static boolean known(String key) {
        return DEFAULTS.containsKey(key);
    }

    static String value(Map<String, String> set, String key) {
        return Objects.requireNonNull(set.containsKey(key) ? set.get(key) : DEFAULTS.get(key), key);
    }

    static List<Attribute> all(Map<String, String> set) {
        List<Attribute> all = new ArrayList<>();
        DEFAULTS.keySet().forEach(key -> all.add(new Attribute(key, value(set, key))));
        return all;
    }

    /// How many targets must be healthy for a node's address to stay in DNS.
    static Minimum dnsMinimum(GroupState group) {
        return minimum(group, DNS_MINIMUM);
    }

    /// How many targets must be healthy for unhealthy ones to be left out.
    static Minimum routingMinimum(GroupState group) {
        return minimum(group, ROUTING_MINIMUM);
    }

    private static Minimum minimum(GroupState group, String prefix) {
        return new Minimum(orOff(group.attribute(prefix + "count")), orOff(group.attribute(prefix + "percentage")));
    }

    private static int orOff(String value) {
        return value.equals("off") ? 0 : Integer.parseInt(value);
    }

    /// What `set` becomes by the change, or AWS's refusal.
    static Map<String, String> changed(Map<String, String> set, List<Attribute> change) {
        Map<String, String> next = new LinkedHashMap<>(set);
        for (Attribute attribute : change) {
            check(attribute.key(), attribute.value());
            next.put(attribute.key(), attribute.value());
        }
        checkTogether(next);
        return Map.copyOf(next);
    }

    private static void check(String key, String value) {
        if (!DEFAULTS.containsKey(key))
            throw Refusals.configuration("Target group attribute key '" + key + "' is not recognized");
        switch (key) {
            case DEREGISTRATION_DELAY -> AttributeValues.number(key, value, 0, 3600);
            case SLOW_START -> {
                if (!value.equals("0")) AttributeValues.number(key, value, 30, 900);
            }
            case ALGORITHM ->
                AttributeValues.oneOf(key, value, "round_robin", "least_outstanding_requests", "weighted_random");
            case CROSS_ZONE -> AttributeValues.oneOf(key, value, "true", "false", "use_load_balancer_configuration");
            case STICKINESS -> AttributeValues.oneOf(key, value, "true", "false");
            case STICKINESS_TYPE -> AttributeValues.oneOf(key, value, "lb_cookie", "app_cookie");
            case LB_COOKIE_SECONDS, APP_COOKIE_SECONDS -> AttributeValues.number(key, value, 1, 604_800);
            case APP_COOKIE_NAME -> {
                if (value.startsWith("AWSALB"))
                    throw Refusals.configuration("'" + key + "' must not start with a reserved prefix");
            }
            case ANOMALY_MITIGATION -> {
                if (value.equals("on")) throw Refusals.notBuilt("ModifyTargetGroupAttributes", key + "=on");
                AttributeValues.oneOf(key, value, "on", "off");
            }
            default -> {
                if (!value.equals("off"))
                    AttributeValues.number(key, value, 1, key.endsWith("percentage") ? 100 : Integer.MAX_VALUE);
            }
        }
    }

    private static void checkTogether(Map<String, String> set) {
        String algorithm = value(set, ALGORITHM);
        boolean slow = !value(set, SLOW_START).equals("0");
        boolean sticky = value(set, STICKINESS).equals("true");
        if (slow && !algorithm.equals("round_robin"))
            throw Refusals.configuration("Slow start mode cannot be enabled with the '" + algorithm + "' algorithm");
        if (sticky && algorithm.equals("weighted_random"))
            throw Refusals.configuration("Stickiness cannot be enabled with the 'weighted_random' algorithm");
        if (sticky && value(set, CROSS_ZONE).equals("false"))
            throw Refusals.configuration("Stickiness cannot be enabled when cross-zone load balancing is off");
        if (sticky
                && value(set, STICKINESS_TYPE).equals("app_cookie")
                && value(set, APP_COOKIE_NAME).isEmpty())
            throw Refusals.configuration("'" + APP_COOKIE_NAME + "' must be specified for app_cookie stickiness");
    }
}
