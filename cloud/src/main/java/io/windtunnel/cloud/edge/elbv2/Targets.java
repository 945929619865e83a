package io.windtunnel.cloud.edge.elbv2;

import io.windtunnel.cloud.edge.elbv2.GroupState.Target;
import io.windtunnel.cloud.edge.elbv2.Shapes.TargetDescription;
import io.windtunnel.cloud.edge.elbv2.Shapes.TargetHealth;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.cloud.ports.TargetGroups;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The targets of target groups: registered, drained, and told of.
final class Targets implements TargetGroups {
    private final Ledger ledger;
    private final Fabric fabric;
    private final Directory directory;
    private final Fleet fleet;

    Targets(Ledger ledger, Fabric fabric, Directory directory, Fleet fleet) {
        this.ledger = ledger;
        this.fabric = fabric;
        this.directory = directory;
        this.fleet = fleet;
    }

    Fleet fleet() {
        return fleet;
    }

    void register(Scope scope, String groupArn, List<TargetDescription> asked) {
        GroupState group = ledger.group(scope, groupArn);
        List<Target> fresh =
                asked.stream().map(target -> target(scope, group, target)).toList();
        requireRoom(scope, group, fresh);
        Ledger.change(ledger.groups(scope), groupArn, old -> old.withTargets(with(old, fresh)), Refusals::noGroup);
        refreshBalancer(scope, groupArn);
    }

    private void requireRoom(Scope scope, GroupState group, List<Target> fresh) {
        int wanted = with(group, fresh).size();
        ledger.require(scope, Limit.TARGETS_PER_GROUP, wanted);
        String balancer = ledger.balancerOf(scope, group.arn());
        if (balancer == null) return;
        long there = ledger.targets(scope, ledger.groupsOf(scope, balancer));
        ledger.require(
                scope, Limit.TARGETS_PER_BALANCER, there - group.targets().size() + wanted);
    }

    private static List<Target> with(GroupState group, List<Target> fresh) {
        Map<String, Target> byKey = new LinkedHashMap<>();
        group.targets().forEach(target -> byKey.put(target.key(), target));
        fresh.forEach(target -> byKey.put(target.key(), target));
        return List.copyOf(byKey.values());
    }

    private Target target(Scope scope, GroupState group, TargetDescription asked) {
        int port = asked.port() == null ? group.port() : asked.port();
        boolean everywhere = group.crossZone(!group.network()) || "all".equals(asked.availabilityZone());
        String zone = everywhere ? null : asked.availabilityZone();
        switch (group.targetType()) {
            case "instance" -> requireInstance(scope, group, asked.id());
            case "alb" -> requireBalancer(scope, group, asked.id(), port);
            default -> requireAddress(asked.id());
        }
        return new Target(asked.id(), port, zone, null);
    }

    private void requireInstance(Scope scope, GroupState group, String id) {
        Instances.View view = directory
                .find(Instances.class)
                .flatMap(instances -> instances.find(scope, id))
                .orElseThrow(
                        () -> new AwsException("InvalidTarget", "The following targets are not valid: '" + id + "'"));
        if (!view.vpcId().equals(group.vpcId()))
            throw new AwsException(
                    "InvalidTarget",
                    "The following targets are not in the target group VPC '" + group.vpcId() + "': '" + id + "'");
        if (view.state() != Instances.State.RUNNING && view.state() != Instances.State.PENDING)
            throw new AwsException(
                    "InvalidTarget",
                    "The following targets are not in a running state and cannot be registered: '" + id + "'");
    }

    /// An application load balancer of the group's VPC with a listener on the port; one only.
    ///
    /// Source:
    /// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
    private void requireBalancer(Scope scope, GroupState group, String arn, int port) {
        BalancerState balancer = ledger.balancers(scope).get(arn);
        if (balancer == null || balancer.network() || !balancer.vpcId().equals(group.vpcId()))
            throw new AwsException("InvalidTarget", "The following targets are not valid: '" + arn + "'");
        if (ledger.listenersOf(scope, arn).noneMatch(listener -> listener.port() == port))
            throw new AwsException(
                    "InvalidTarget",
                    "The load balancer '" + arn + "' must have a listener on port '" + port
                            + "', the port of the target group");
        if (group.targets().stream().anyMatch(target -> !target.id().equals(arn) && !target.draining()))
            throw new AwsException(
                    "TooManyTargets", "A target group with target type 'alb' can have only one registered target");
    }

    private static void requireAddress(String id) {
        byte[] address = Cidr.bytes(id);
        if (address == null || address.length != 4)
            throw Refusals.invalid("The IP address '" + id + "' is not a valid IPv4 address");
    }

    /// Begins to deregister: no new requests at once, and after the deregistration delay it is gone.
    void deregister(Scope scope, String groupArn, List<TargetDescription> asked) {
        GroupState group = ledger.group(scope, groupArn);
        for (TargetDescription target : asked)
            if (group.targets().stream().noneMatch(registered -> named(registered, target)))
                throw new AwsException(
                        "InvalidTarget", "The following targets are not registered: '" + target.id() + "'");
        Duration delay = group.seconds(GroupAttributes.DEREGISTRATION_DELAY);
        Instant until = fabric.time().now().plus(delay);
        Ledger.change(
                ledger.groups(scope),
                groupArn,
                old -> old.withTargets(old.targets().stream()
                        .map(target -> !target.draining() && asked.stream().anyMatch(one -> named(target, one))
                                ? new Target(target.id(), target.port(), target.zone(), until)
                                : target)
                        .toList()),
                Refusals::noGroup);
        refreshBalancer(scope, groupArn);
        fabric.time().after(delay, () -> forgetDrained(scope, groupArn));
    }

    private static boolean named(Target registered, TargetDescription asked) {
        return registered.id().equals(asked.id()) && (asked.port() == null || asked.port() == registered.port());
    }

    private void forgetDrained(Scope scope, String groupArn) {
        Instant now = fabric.time().now();
        GroupState changed = ledger.groups(scope)
                .update(
                        groupArn,
                        old -> old == null
                                ? null
                                : old.withTargets(old.targets().stream()
                                        .filter(target ->
                                                target.drainsUntil() == null || now.isBefore(target.drainsUntil()))
                                        .toList()));
        if (changed != null) refreshBalancer(scope, groupArn);
    }

    /// After a restart: what was draining goes on draining.
    void resume() {
        for (Scope scope : ledger.scopes())
            for (GroupState group : ledger.groups(scope).values())
                for (Target target : group.targets())
                    if (target.drainsUntil() != null)
                        fabric.time()
                                .after(
                                        Duration.between(fabric.time().now(), target.drainsUntil()),
                                        () -> forgetDrained(scope, group.arn()));
    }

    /// An instance that is terminated leaves its groups.
    void terminated(Scope scope, String instanceId) {
        for (GroupState group : ledger.groups(scope).values()) {
            if (!group.targetType().equals("instance")) continue;
            if (group.targets().stream().noneMatch(target -> target.id().equals(instanceId))) continue;
            Ledger.change(
                    ledger.groups(scope),
                    group.arn(),
                    old -> old.withTargets(old.targets().stream()
                            .filter(target -> !target.id().equals(instanceId))
                            .toList()),
                    Refusals::noGroup);
            refreshBalancer(scope, group.arn());
        }
    }

    private void refreshBalancer(Scope scope, String groupArn) {
        String balancer = ledger.balancerOf(scope, groupArn);
        if (balancer != null) fleet.refresh(scope, balancer);
    }

    /// The health of the group's targets, or of those asked for.
    List<Shapes.TargetHealthDescription> describe(Scope scope, String groupArn, List<TargetDescription> asked) {
        GroupState group = ledger.group(scope, groupArn);
        BalancerState balancer = balancerOf(scope, group);
        List<Shapes.TargetHealthDescription> told = new ArrayList<>();
        if (asked.isEmpty()) {
            for (Target target : group.targets()) told.add(describe(scope, group, balancer, target));
            return told;
        }
        for (TargetDescription one : asked) {
            Optional<Target> registered = group.targets().stream()
                    .filter(target -> named(target, one))
                    .findFirst();
            told.add(
                    registered.isPresent()
                            ? describe(scope, group, balancer, registered.get())
                            : new Shapes.TargetHealthDescription(
                                    new TargetDescription(
                                            one.id(), one.port() == null ? group.port() : one.port(), null),
                                    null,
                                    TargetReasons.NOT_REGISTERED));
        }
        return told;
    }

    private Shapes.TargetHealthDescription describe(
            Scope scope, GroupState group, @Nullable BalancerState balancer, Target target) {
        return new Shapes.TargetHealthDescription(
                new TargetDescription(target.id(), target.port(), target.zone()),
                Integer.toString(group.check().portOf(target.port())),
                health(scope, group, balancer, target));
    }

    /// The load balancer that sends to a group, or null: asked once for all of its targets, which may be thousands.
    private @Nullable BalancerState balancerOf(Scope scope, GroupState group) {
        String arn = ledger.balancerOf(scope, group.arn());
        return arn == null ? null : ledger.balancers(scope).get(arn);
    }

    private TargetHealth health(Scope scope, GroupState group, @Nullable BalancerState balancer, Target target) {
        if (target.draining()) return TargetReasons.DRAINING;
        if (balancer == null) return TargetReasons.GROUP_NOT_IN_USE;
        Instances.@Nullable View instance = group.targetType().equals("instance")
                ? directory
                        .find(Instances.class)
                        .flatMap(instances -> instances.find(scope, target.id()))
                        .orElse(null)
                : null;
        if (instance != null && !zoneEnabled(balancer, instance)) return TargetReasons.ZONE_NOT_ENABLED;
        if (fabric.time().now().isBefore(balancer.activeAt())) return TargetReasons.REGISTERING;
        Fleet.Seen seen = fleet.seen(balancer.arn(), group.arn(), target.key()).orElse(null);
        if (seen == null) return TargetReasons.REGISTERING;
        return switch (seen.state()) {
            case HEALTHY -> new TargetHealth("healthy", null, null);
            case INITIAL -> TargetReasons.CHECKING;
            case UNHEALTHY ->
                instance == null || instance.state() == Instances.State.RUNNING
                        ? new TargetHealth("unhealthy", seen.reason(), seen.description())
                        : TargetReasons.invalidState(instance.state());
        };
    }

    private static boolean zoneEnabled(BalancerState balancer, Instances.View instance) {
        return !(instance.place() instanceof Place.InZone in)
                || balancer.seats().stream()
                        .anyMatch(seat -> seat.zone().equals(in.zone().name()));
    }

    @Override
    public boolean exists(Arn targetGroup) {
        return ledger.groups(targetGroup.scope()).get(targetGroup.toString()) != null;
    }

    @Override
    public void register(Arn targetGroup, Collection<String> instanceIds) {
        Scope scope = targetGroup.scope();
        GroupState group = ledger.group(scope, targetGroup.toString());
        List<TargetDescription> fresh = instanceIds.stream()
                .filter(id ->
                        group.targets().stream().noneMatch(target -> target.id().equals(id) && !target.draining()))
                .map(id -> new TargetDescription(id, null, null))
                .toList();
        if (!fresh.isEmpty()) register(scope, group.arn(), fresh);
    }

    @Override
    public void deregister(Arn targetGroup, Collection<String> instanceIds) {
        Scope scope = targetGroup.scope();
        GroupState group = ledger.groups(scope).get(targetGroup.toString());
        if (group == null) return;
        List<TargetDescription> there = instanceIds.stream()
                .filter(id ->
                        group.targets().stream().anyMatch(target -> target.id().equals(id)))
                .map(id -> new TargetDescription(id, null, null))
                .toList();
        if (!there.isEmpty()) deregister(scope, group.arn(), there);
    }

    @Override
    public Map<String, Health> health(Arn targetGroup) {
        Scope scope = targetGroup.scope();
        GroupState group = ledger.groups(scope).get(targetGroup.toString());
        if (group == null) return Map.of();
        BalancerState balancer = balancerOf(scope, group);
        Map<String, Health> health = new LinkedHashMap<>();
        for (Target target : group.targets()) {
            String state = health(scope, group, balancer, target).state();
            health.put(target.id(), Health.valueOf(state.toUpperCase(java.util.Locale.ROOT)));
        }
        return health;
    }
}
