package io.windtunnel.cloud.edge.elbv2;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A target group, as it was asked for, with the targets registered in it.
///
/// @param targetType `instance`, `ip` or `alb`
record GroupState(
        String arn,
        String name,
        String protocol,
        int port,
        String vpcId,
        String targetType,
        HealthCheck check,
        Map<String, String> attributes,
        Map<String, String> tags,
        List<Target> targets) {
    /// How its targets are checked.
    ///
    /// @param port `traffic-port` or a number
    /// @param matcher the status codes of a passed check, such as `200,202-299`
    record HealthCheck(
            String protocol,
            String port,
            String path,
            int intervalSeconds,
            int timeoutSeconds,
            int healthyThreshold,
            int unhealthyThreshold,
            String matcher) {
        boolean matches(int status) {
            for (String part : matcher.split(",")) {
                int dash = part.indexOf('-');
                int from = Integer.parseInt((dash < 0 ? part : part.substring(0, dash)).strip());
                int to = dash < 0
                        ? from
                        : Integer.parseInt(part.substring(dash + 1).strip());
                if (status >= from && status <= to) return true;
            }
            return false;
        }

        int portOf(int trafficPort) {
            return port.equals("traffic-port") ? trafficPort : Integer.parseInt(port);
        }

        Duration interval() {
            return Duration.ofSeconds(intervalSeconds);
        }

        Duration timeout() {
            return Duration.ofSeconds(timeoutSeconds);
        }
    }

    /// A registered target.
    ///
    /// @param id an instance's id or an address
    /// @param zone the zone it was registered for, or null for all
    /// @param drainsUntil when its deregistration is over; null while it is registered
    record Target(
            String id,
            int port,
            @Nullable String zone,
            @Nullable Instant drainsUntil) {
        boolean draining() {
            return drainsUntil != null;
        }

        /// The id and port, by which targets of a group are told apart.
        String key() {
            return id + ":" + port;
        }
    }

    String attribute(String key) {
        return network() ? FlowGroupAttributes.value(this, key) : GroupAttributes.value(attributes, key);
    }

    /// Every attribute with its value.
    List<Shapes.Attribute> allAttributes() {
        return network() ? FlowGroupAttributes.all(this) : GroupAttributes.all(attributes);
    }

    /// What the attributes become by the change, or AWS's refusal.
    Map<String, String> changedAttributes(List<Shapes.Attribute> change) {
        return network() ? FlowGroupAttributes.changed(this, change) : GroupAttributes.changed(attributes, change);
    }

    Duration seconds(String key) {
        return Duration.ofSeconds(Long.parseLong(attribute(key)));
    }

    /// Whether each node uses the targets of every zone; `use_load_balancer_configuration` is on for an
    /// application load balancer.
    boolean crossZone() {
        return crossZone(true);
    }

    /// The same where the load balancer's own setting is `balancers`.
    boolean crossZone(boolean balancers) {
        return switch (attribute(GroupAttributes.CROSS_ZONE)) {
            case "true" -> true;
            case "false" -> false;
            default -> balancers;
        };
    }

    /// Whether it is one for network load balancers.
    boolean network() {
        return FlowProtocols.GROUP.contains(protocol);
    }

    /// The last part of its ARN, as CloudWatch's dimension names it: `targetgroup/name/id`.
    String fullName() {
        return arn.substring(arn.indexOf(":targetgroup/") + 1);
    }

    GroupState withTargets(List<Target> changed) {
        return new GroupState(arn, name, protocol, port, vpcId, targetType, check, attributes, tags, changed);
    }

    GroupState withAttributes(Map<String, String> changed) {
        return new GroupState(arn, name, protocol, port, vpcId, targetType, check, changed, tags, targets);
    }

    GroupState withTags(Map<String, String> changed) {
        return new GroupState(arn, name, protocol, port, vpcId, targetType, check, attributes, changed, targets);
    }

    GroupState withCheck(HealthCheck changed) {
        return new GroupState(arn, name, protocol, port, vpcId, targetType, changed, attributes, tags, targets);
    }
}
