package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.GroupState.HealthCheck;
import io.windtunnel.cloud.edge.elbv2.Requests.CreateTargetGroup;
import io.windtunnel.cloud.edge.elbv2.Requests.ModifyTargetGroup;
import io.windtunnel.cloud.edge.elbv2.Shapes.Attribute;
import io.windtunnel.cloud.edge.elbv2.Shapes.Matcher;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Target groups: made, changed and taken down.
final class Groups {
    private static final HealthCheck DEFAULTS = new HealthCheck("HTTP", "traffic-port", "/", 30, 5, 5, 2, "200");

    private final Ledger ledger;
    private final Fabric fabric;
    private final Fleet fleet;

    Groups(Ledger ledger, Fabric fabric, Fleet fleet) {
        this.ledger = ledger;
        this.fabric = fabric;
        this.fleet = fleet;
    }

    GroupState create(Scope scope, CreateTargetGroup request) {
        requireName(request.name());
        String type = request.targetType() == null ? "instance" : request.targetType();
        if (!type.equals("instance") && !type.equals("ip"))
            throw Refusals.notBuilt("CreateTargetGroup", "the target type " + type);
        String protocol = request.protocol();
        if (protocol == null) throw Refusals.invalid("A protocol must be specified");
        if (!protocol.equals("HTTP") && !protocol.equals("HTTPS"))
            throw Refusals.notBuilt("CreateTargetGroup", "the target group protocol " + protocol);
        if (request.protocolVersion() != null && !request.protocolVersion().equals("HTTP1"))
            throw Refusals.notBuilt("CreateTargetGroup", "the protocol version " + request.protocolVersion());
        if (request.ipAddressType() != null && !request.ipAddressType().equals("ipv4"))
            throw Refusals.notBuilt("CreateTargetGroup", "the IP address type " + request.ipAddressType());
        if (request.port() == null) throw Refusals.invalid("A port must be specified");
        if (request.vpcId() == null) throw Refusals.invalid("A VPC ID must be specified");
        if (Boolean.FALSE.equals(request.healthCheckEnabled()))
            throw Refusals.invalid(
                    "Health check enabled must be true for target groups with target type '" + type + "'");
        HealthCheck check = check(
                request.healthCheckProtocol(),
                request.healthCheckPort(),
                request.healthCheckPath(),
                request.healthCheckIntervalSeconds(),
                request.healthCheckTimeoutSeconds(),
                request.healthyThresholdCount(),
                request.unhealthyThresholdCount(),
                request.matcher(),
                DEFAULTS);
        String arn = scope.arn(
                        "elasticloadbalancing",
                        "targetgroup/" + request.name() + "/" + fabric.ids().hex(16))
                .toString();
        return enter(
                scope,
                new GroupState(
                        arn,
                        request.name(),
                        protocol,
                        request.port(),
                        request.vpcId(),
                        type,
                        check,
                        Map.of(),
                        Tagging.of(request.tags()),
                        List.of()));
    }

    private GroupState enter(Scope scope, GroupState made) {
        synchronized (ledger) {
            for (GroupState old : ledger.groups(scope).values()) {
                if (!old.name().equals(made.name())) continue;
                if (same(old, made)) return old;
                throw new AwsException(
                        "DuplicateTargetGroupName",
                        "A target group with the same name '" + made.name() + "' exists, but with different settings");
            }
            ledger.require(scope, Limit.GROUPS, ledger.groups(scope).size() + 1);
            ledger.groups(scope).put(made.arn(), made);
            return made;
        }
    }

    private static boolean same(GroupState old, GroupState made) {
        return old.protocol().equals(made.protocol())
                && old.port() == made.port()
                && old.vpcId().equals(made.vpcId())
                && old.targetType().equals(made.targetType())
                && old.check().equals(made.check())
                && old.tags().equals(made.tags());
    }

    private static void requireName(String name) {
        if (name.length() > 32)
            throw Refusals.invalid("Target group name '" + name + "' cannot be longer than '32' characters");
        if (!name.matches("[A-Za-z0-9-]+"))
            throw Refusals.invalid("Target group name '" + name
                    + "' can only contain characters that are alphanumeric characters and hyphens(-)");
        if (name.startsWith("-") || name.endsWith("-"))
            throw Refusals.invalid("Target group name '" + name + "' cannot begin or end with a hyphen(-)");
    }

    private static HealthCheck check(
            @Nullable String protocol,
            @Nullable String port,
            @Nullable String path,
            @Nullable Integer interval,
            @Nullable Integer timeout,
            @Nullable Integer healthy,
            @Nullable Integer unhealthy,
            @Nullable Matcher matcher,
            HealthCheck otherwise) {
        HealthCheck check = new HealthCheck(
                protocol == null ? otherwise.protocol() : protocol,
                port == null ? otherwise.port() : port,
                path == null ? otherwise.path() : path,
                interval == null ? otherwise.intervalSeconds() : interval,
                timeout == null ? otherwise.timeoutSeconds() : timeout,
                healthy == null ? otherwise.healthyThreshold() : healthy,
                unhealthy == null ? otherwise.unhealthyThreshold() : unhealthy,
                matcher == null || matcher.httpCode() == null ? otherwise.matcher() : matcher.httpCode());
        require(check);
        return check;
    }

    private static void require(HealthCheck check) {
        if (!check.protocol().equals("HTTP") && !check.protocol().equals("HTTPS"))
            throw Refusals.invalid("Health check protocol '" + check.protocol() + "' must be one of [HTTP, HTTPS]");
        if (!check.port().equals("traffic-port") && !isPort(check.port()))
            throw Refusals.invalid(
                    "Health check port '" + check.port() + "' must be 'traffic-port' or between 1 and 65535");
        if (!check.path().startsWith("/"))
            throw Refusals.invalid("Health check path '" + check.path() + "' must begin with a '/' character");
        if (check.timeoutSeconds() >= check.intervalSeconds())
            throw Refusals.invalid("Health check interval must be greater than the timeout.");
        if (!check.matcher().matches("[2-4]\\d\\d(-[2-4]\\d\\d)?(,[2-4]\\d\\d(-[2-4]\\d\\d)?)*"))
            throw Refusals.invalid(
                    "Health check matcher HTTP code '" + check.matcher() + "' must be within '200-499' inclusive");
    }

    private static boolean isPort(String text) {
        return text.matches("\\d{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65_535;
    }

    GroupState modify(Scope scope, ModifyTargetGroup request) {
        ledger.group(scope, request.targetGroupArn());
        GroupState changed = Ledger.change(
                ledger.groups(scope),
                request.targetGroupArn(),
                old -> old.withCheck(check(
                        request.healthCheckProtocol(),
                        request.healthCheckPort(),
                        request.healthCheckPath(),
                        request.healthCheckIntervalSeconds(),
                        request.healthCheckTimeoutSeconds(),
                        request.healthyThresholdCount(),
                        request.unhealthyThresholdCount(),
                        request.matcher(),
                        old.check())),
                Refusals::noGroup);
        refreshBalancer(scope, changed.arn());
        return changed;
    }

    GroupState modifyAttributes(Scope scope, String arn, List<Attribute> attributes) {
        ledger.group(scope, arn);
        GroupState changed = Ledger.change(
                ledger.groups(scope),
                arn,
                old -> old.withAttributes(GroupAttributes.changed(old.attributes(), attributes)),
                Refusals::noGroup);
        refreshBalancer(scope, arn);
        return changed;
    }

    private void refreshBalancer(Scope scope, String groupArn) {
        String balancer = ledger.balancerOf(scope, groupArn);
        if (balancer != null) fleet.refresh(scope, balancer);
    }

    GroupState get(Scope scope, String arn) {
        return ledger.group(scope, arn);
    }

    List<GroupState> find(Scope scope, @Nullable String balancerArn, List<String> arns, List<String> names) {
        if (balancerArn != null) {
            ledger.balancer(scope, balancerArn);
            return ledger.groupsOf(scope, balancerArn).stream()
                    .map(arn -> ledger.group(scope, arn))
                    .toList();
        }
        if (!arns.isEmpty())
            return arns.stream().map(arn -> ledger.group(scope, arn)).toList();
        List<GroupState> all = ledger.groups(scope).values().stream()
                .sorted(Comparator.comparing(GroupState::name))
                .toList();
        if (names.isEmpty()) return all;
        List<GroupState> named =
                all.stream().filter(group -> names.contains(group.name())).toList();
        if (named.size() < new HashSet<>(names).size()) throw Refusals.noGroup();
        return named;
    }

    /// Deletes it; one that is not there is as good as deleted.
    void delete(Scope scope, String arn) {
        synchronized (ledger) {
            if (ledger.balancerOf(scope, arn) != null)
                throw Refusals.inUse("Target group '" + arn + "' is currently in use by a listener or a rule");
            ledger.groups(scope).remove(arn);
        }
    }
}
