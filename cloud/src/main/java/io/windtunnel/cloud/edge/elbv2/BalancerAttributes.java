package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.Shapes.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The attributes of an application load balancer, with their defaults and their allowed values.
///
/// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
final class BalancerAttributes {
    static final String IDLE_TIMEOUT = "idle_timeout.timeout_seconds";
    static final String KEEP_ALIVE = "client_keep_alive.seconds";
    static final String DELETION_PROTECTION = "deletion_protection.enabled";
    static final String DESYNC = "routing.http.desync_mitigation_mode";
    static final String DROP_INVALID = "routing.http.drop_invalid_header_fields.enabled";
    static final String PRESERVE_HOST = "routing.http.preserve_host_header.enabled";
    static final String TLS_HEADERS = "routing.http.x_amzn_tls_version_and_cipher_suite.enabled";
    static final String XFF_CLIENT_PORT = "routing.http.xff_client_port.enabled";
    static final String XFF_MODE = "routing.http.xff_header_processing.mode";
    static final String HTTP2 = "routing.http2.enabled";

    private static final Map<String, String> DEFAULTS = defaults();
    private static final Set<String> NOT_HONOURED = Set.of(
            "access_logs.s3.enabled",
            "connection_logs.s3.enabled",
            "health_check_logs.s3.enabled",
            "waf.fail_open.enabled",
            "zonal_shift.config.enabled");

    private BalancerAttributes() {}

    private static Map<String, String> defaults() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("access_logs.s3.enabled", "false");
        all.put("access_logs.s3.bucket", "");
        all.put("access_logs.s3.prefix", "");
        all.put("health_check_logs.s3.enabled", "false");
        all.put("health_check_logs.s3.bucket", "");
        all.put("health_check_logs.s3.prefix", "");
        all.put(IDLE_TIMEOUT, "60");
        all.put(DELETION_PROTECTION, "false");
        all.put(HTTP2, "true");
        all.put(DROP_INVALID, "false");
        all.put(XFF_CLIENT_PORT, "false");
        all.put(PRESERVE_HOST, "false");
        all.put(XFF_MODE, "append");
        all.put("load_balancing.cross_zone.enabled", "true");
        all.put(DESYNC, "defensive");
        all.put(KEEP_ALIVE, "3600");
        all.put("waf.fail_open.enabled", "false");
        all.put(TLS_HEADERS, "false");
        all.put("zonal_shift.config.enabled", "false");
        all.put("connection_logs.s3.enabled", "false");
        all.put("connection_logs.s3.bucket", "");
        all.put("connection_logs.s3.prefix", "");
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

    /// What `set` becomes by the change, or AWS's refusal.
    static Map<String, String> changed(Map<String, String> set, List<Attribute> change) {
        Map<String, String> next = new LinkedHashMap<>(set);
        for (Attribute attribute : change) {
            check(attribute.key(), attribute.value());
            next.put(attribute.key(), attribute.value());
        }
        return Map.copyOf(next);
    }

    private static void check(String key, String value) {
        if (!DEFAULTS.containsKey(key))
            throw Refusals.configuration("Load balancer attribute key '" + key + "' is not recognized");
        switch (key) {
            case IDLE_TIMEOUT -> AttributeValues.number(key, value, 1, 4000);
            case KEEP_ALIVE -> AttributeValues.number(key, value, 60, 604_800);
            case DESYNC -> AttributeValues.oneOf(key, value, "monitor", "defensive", "strictest");
            case XFF_MODE -> AttributeValues.oneOf(key, value, "append", "preserve", "remove");
            case "load_balancing.cross_zone.enabled" -> {
                if (!value.equals("true"))
                    throw Refusals.configuration(
                            "Cross-zone load balancing cannot be disabled for an application load balancer");
            }
            default -> {
                if (key.endsWith(".enabled")) AttributeValues.oneOf(key, value, "true", "false");
            }
        }
        if (NOT_HONOURED.contains(key) && value.equals("true"))
            throw Refusals.notBuilt("ModifyLoadBalancerAttributes", key + "=true");
    }
}
