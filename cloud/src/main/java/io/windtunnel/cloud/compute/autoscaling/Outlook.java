package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.ports.InstancePrices;
import io.windtunnel.kernel.scaling.Action.Why;
import io.windtunnel.kernel.scaling.Allocation;
import io.windtunnel.kernel.scaling.CapacityPool;
import io.windtunnel.kernel.scaling.Closed;
import io.windtunnel.kernel.scaling.GroupState;
import io.windtunnel.kernel.scaling.GroupState.Ground;
import io.windtunnel.kernel.scaling.GroupState.Upkeep;
import io.windtunnel.kernel.scaling.Lifetime;
import io.windtunnel.kernel.scaling.Maintenance;
import io.windtunnel.kernel.scaling.Member;
import io.windtunnel.kernel.scaling.Process;
import io.windtunnel.kernel.scaling.RenewalPlan;
import io.windtunnel.kernel.scaling.TerminationPolicy;
import io.windtunnel.kernel.scaling.WarmPool;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A group as the kernel decides on it.
record Outlook(
        Book book, Group group, Sight sight, @Nullable Refresh refresh) {
    /// What a group without a maintenance policy lets its machines' lifetime do: terminate and launch.
    private static final Maintenance REPLACING = new Maintenance(0, 100);

    GroupState state(InstancePrices prices) {
        List<Instance> instances = book.instances(group.name());
        Set<String> outdated = refresh == null ? Set.of() : refresh.targets();
        List<Member> members = members(instances, outdated);
        RenewalPlan renewal = refresh == null ? null : plan(refresh);
        Integer seconds = group.terms().lifetimeSeconds();
        if (refresh == null && seconds != null) {
            Duration lifetime = Duration.ofSeconds(seconds);
            outdated = Lifetime.over(members, lifetime, sight.now());
            if (!outdated.isEmpty()) {
                renewal = plan(lifetime, instances);
                members = members(instances, outdated);
            }
        }
        return new GroupState(
                group.settings().desired(),
                group.settings().maximum(),
                ground(prices),
                members,
                suspended(),
                policies(group),
                new Upkeep(renewal, group.terms().maintenance(), pool()));
    }

    private List<Member> members(List<Instance> instances, Set<String> outdated) {
        return instances.stream().map(instance -> member(instance, outdated)).toList();
    }

    private Member member(Instance instance, Set<String> outdated) {
        return new Member(
                instance.instanceId(),
                instance.zone(),
                group.purchase(instance),
                stage(instance.state()),
                health(instance),
                instance.protectedFromScaleIn(),
                instance.since(),
                age(instance),
                outdated.contains(instance.instanceId()),
                warm(group, refresh, instance, sight));
    }

    private static Member.Stage stage(Instance.State state) {
        return switch (state) {
            case PENDING, PENDING_WAIT, PENDING_PROCEED -> Member.Stage.PENDING;
            case IN_SERVICE -> Member.Stage.IN_SERVICE;
            case ENTERING_STANDBY, STANDBY -> Member.Stage.STANDBY;
            case DETACHING,
                    TERMINATING,
                    TERMINATING_WAIT,
                    TERMINATING_PROCEED,
                    WARMED_TERMINATING,
                    WARMED_TERMINATING_WAIT,
                    WARMED_TERMINATING_PROCEED -> Member.Stage.LEAVING;
            case WARMED_PENDING, WARMED_PENDING_WAIT, WARMED_PENDING_PROCEED -> Member.Stage.WARMING;
            case WARMED_STOPPED, WARMED_RUNNING, WARMED_HIBERNATED -> Member.Stage.WARMED;
        };
    }

    private static Member.Health health(Instance instance) {
        String why = instance.unhealthy();
        if (why == null) return Member.Health.HEALTHY;
        return why.equals(Causes.EC2_GONE) ? Member.Health.GONE : Member.Health.FAILING;
    }

    /// The version of the template it came from; zero where the group launches from another one now.
    private long age(Instance instance) {
        String template = instance.source().templateId();
        if (template == null) return instance.version();
        Mix mix = group.settings().mix();
        boolean current = template.equals(group.settings().launch().templateId())
                || (mix != null
                        && mix.alternatives().stream()
                                .anyMatch(one -> one.source() != null
                                        && template.equals(one.source().templateId())));
        return current ? instance.version() : 0;
    }

    /// Whether an instance has served for its warm-up (a refresh's own, else the group's), and its target groups agree
    /// where they are asked.
    static boolean warm(Group group, @Nullable Refresh refresh, Instance instance, Sight sight) {
        Instant inService = instance.inService();
        if (inService == null || instance.state() != Instance.State.IN_SERVICE || instance.unhealthy() != null)
            return false;
        Integer usual = group.terms().warmupSeconds();
        if (refresh == null) return usual == null || !sight.now().isBefore(inService.plusSeconds(usual));
        if (group.terms().elasticLoadBalancingChecks() && !sight.passesTargetChecks(instance.instanceId()))
            return false;
        return !sight.now().isBefore(inService.plusSeconds(refresh.preferences().warmupSeconds()));
    }

    private RenewalPlan plan(Refresh running) {
        Refresh.Preferences preferences = running.preferences();
        boolean held = running.heldUntil() != null && sight.now().isBefore(running.heldUntil());
        return new RenewalPlan(
                new Maintenance(preferences.minimumHealthyPercent(), preferences.maximumHealthyPercent()),
                Integer.MAX_VALUE,
                held || group.suspended().containsKey(Process.INSTANCE_REFRESH.apiName()),
                Why.REFRESH);
    }

    private RenewalPlan plan(Duration lifetime, List<Instance> instances) {
        int capacity = 0;
        for (Instance instance : instances) if (instance.state().counts()) capacity += group.units(instance);
        Maintenance own = group.terms().maintenance();
        return new RenewalPlan(own == null ? REPLACING : own, Lifetime.atOnce(capacity, lifetime), false, Why.LIFETIME);
    }

    private Ground ground(InstancePrices prices) {
        Set<String> zones = new HashSet<>();
        Set<CapacityPool> pools = new HashSet<>();
        for (Group.Bar bar : group.bars().values()) {
            if (!sight.now().isBefore(bar.until())) continue;
            if (bar.type() == null) zones.add(bar.zone());
            else pools.add(new CapacityPool(bar.zone(), bar.type(), bar.spot()));
        }
        Mix mix = group.settings().mix();
        return new Ground(
                group.terms().zones(),
                group.terms().zoneStrategy().equals(GroupChecks.BALANCED_ONLY),
                new Closed(zones, pools),
                mix == null ? Allocation.PLAIN : mix.allocation(prices));
    }

    private Set<Process> suspended() {
        Set<Process> suspended = EnumSet.noneOf(Process.class);
        for (Process process : Process.values())
            if (group.suspended().containsKey(process.apiName())) suspended.add(process);
        return suspended;
    }

    private @Nullable WarmPool pool() {
        Group.Pool pool = group.pool();
        return pool == null ? null : new WarmPool(pool.minimum(), pool.prepared(), pool.reuse(), pool.leaving());
    }

    private static List<TerminationPolicy> policies(Group group) {
        List<String> names = group.terms().terminationPolicies();
        return Arrays.stream(TerminationPolicy.values())
                .filter(policy -> names.contains(policy.apiName()))
                .sorted(Comparator.comparingInt(policy -> names.indexOf(policy.apiName())))
                .toList();
    }
}
