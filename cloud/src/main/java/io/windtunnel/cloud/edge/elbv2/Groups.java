package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.GroupState.HealthCheck;
import io.windtunnel.cloud.edge.elbv2.Requests.CreateTargetGroup;
import io.windtunnel.cloud.edge.elbv2.Requests.ModifyTargetGroup;
import io.windtunnel.cloud.edge.elbv2.Shapes.Attribute;
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
        if (!type.equals("instance") && !type.equals("ip") && !type.equals("alb"))
            throw Refusals.notBuilt("CreateTargetGroup", "the target type " + type);
        String protocol = request.protocol();
        if (protocol == null) throw Refusals.invalid("A protocol must be specified");
        GroupChecks.requireProtocol(type, protocol, request.protocolVersion());
        if (request.ipAddressType() != null && !request.ipAddressType().equals("ipv4"))
            throw Refusals.notBuilt("CreateTargetGroup", "the IP address type " + request.ipAddressType());
        if (request.port() == null) throw Refusals.invalid("A port must be specified");
        if (request.vpcId() == null) throw Refusals.invalid("A VPC ID must be specified");
        if (Boolean.FALSE.equals(request.healthCheckEnabled()))
            throw Refusals.invalid(
                    "Health check enabled must be true for target groups with target type '" + type + "'");
        HealthCheck check = GroupChecks.check(
                new GroupChecks.Asked(
                        request.healthCheckProtocol(),
                        request.healthCheckPort(),
                        request.healthCheckPath(),
                        request.healthCheckIntervalSeconds(),
                        request.healthCheckTimeoutSeconds(),
                        request.healthyThresholdCount(),
                        request.unhealthyThresholdCount(),
                        request.matcher()),
                protocol,
                type,
                null);
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

    GroupState modify(Scope scope, ModifyTargetGroup request) {
        ledger.group(scope, request.targetGroupArn());
        GroupState changed = Ledger.change(
                ledger.groups(scope),
                request.targetGroupArn(),
                old -> old.withCheck(GroupChecks.check(
                        new GroupChecks.Asked(
                                request.healthCheckProtocol(),
                                request.healthCheckPort(),
                                request.healthCheckPath(),
                                request.healthCheckIntervalSeconds(),
                                request.healthCheckTimeoutSeconds(),
                                request.healthyThresholdCount(),
                                request.unhealthyThresholdCount(),
                                request.matcher()),
                        old.protocol(),
                        old.targetType(),
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
                old -> old.withAttributes(old.changedAttributes(attributes)),
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
