package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Shapes.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The attributes of a network load balancer, with their defaults and their allowed values.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html
final class FlowBalancerAttributes {
    static final String CROSS_ZONE = "load_balancing.cross_zone.enabled";
    static final String ROUTING_POLICY = "dns_record.client_routing_policy";
    private static final String SECONDARY_ADDRESSES = "secondary_ips.auto_assigned.per_subnet";
    private static final String DENY_GATEWAY = "ipv6.deny_all_igw_traffic";

    private static final Set<String> NOT_HONOURED = Set.of("access_logs.s3.enabled", "zonal_shift.config.enabled");

    private FlowBalancerAttributes() {}

    private static Map<String, String> defaults(BalancerState balancer) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("access_logs.s3.enabled", "false");
        all.put("access_logs.s3.bucket", "");
        all.put("access_logs.s3.prefix", "");
        all.put(BalancerAttributes.DELETION_PROTECTION, "false");
        all.put(DENY_GATEWAY, Boolean.toString(balancer.scheme().equals("internal")));
        all.put(CROSS_ZONE, "false");
        all.put(ROUTING_POLICY, RoutingPolicy.ANY.apiName());
        all.put(SECONDARY_ADDRESSES, "0");
        all.put("zonal_shift.config.enabled", "false");
        return all;
    }

    /// How much a client's own zone counts when it resolves the load balancer's name.
    enum RoutingPolicy {
        ANY("any_availability_zone"),
        PARTIAL("partial_availability_zone_affinity"),
        OWN("availability_zone_affinity");

        private final String apiName;

        RoutingPolicy(String apiName) {
            this.apiName = apiName;
        }

        String apiName() {
            return apiName;
        }

        static RoutingPolicy of(BalancerState balancer) {
            String name = value(balancer, ROUTING_POLICY);
            for (RoutingPolicy policy : values()) if (policy.apiName.equals(name)) return policy;
            return ANY;
        }
    }

    static String value(BalancerState balancer, String key) {
        String set = balancer.attributes().get(key);
        return set != null ? set : Objects.requireNonNull(defaults(balancer).get(key), key);
    }

    static List<Attribute> all(BalancerState balancer) {
        List<Attribute> all = new ArrayList<>();
        defaults(balancer).keySet().forEach(key -> all.add(new Attribute(key, value(balancer, key))));
        return all;
    }

    /// What the attributes become by the change, or AWS's refusal.
    static Map<String, String> changed(BalancerState balancer, List<Attribute> change) {
        Map<String, String> next = new LinkedHashMap<>(balancer.attributes());
        for (Attribute attribute : change) {
            check(balancer, attribute.key(), attribute.value());
            next.put(attribute.key(), attribute.value());
        }
        return Map.copyOf(next);
    }

    private static void check(BalancerState balancer, String key, String value) {
        if (!defaults(balancer).containsKey(key))
            throw Refusals.configuration(
                    BalancerAttributes.known(key)
                            ? "Load balancer attribute key '" + key
                                    + "' is not supported on load balancers with type 'network'"
                            : "Load balancer attribute key '" + key + "' is not recognized");
        switch (key) {
            case ROUTING_POLICY ->
                AttributeValues.oneOf(
                        key,
                        value,
                        "any_availability_zone",
                        "partial_availability_zone_affinity",
                        "availability_zone_affinity");
            case SECONDARY_ADDRESSES -> {
                AttributeValues.number(key, value, 0, 7);
                if (!value.equals("0")) throw Refusals.notBuilt("ModifyLoadBalancerAttributes", key + "=" + value);
            }
            case DENY_GATEWAY -> {
                AttributeValues.oneOf(key, value, "true", "false");
                if (!value.equals(defaults(balancer).get(key)))
                    throw Refusals.notBuilt("ModifyLoadBalancerAttributes", key + "=" + value);
            }
            default -> {
                if (key.endsWith(".enabled")) AttributeValues.oneOf(key, value, "true", "false");
            }
        }
        if (NOT_HONOURED.contains(key) && value.equals("true"))
            throw Refusals.notBuilt("ModifyLoadBalancerAttributes", key + "=true");
    }
}
