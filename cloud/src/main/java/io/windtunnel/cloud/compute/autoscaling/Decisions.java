package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.Instance.State;
import io.windtunnel.kernel.scaling.Action;
import io.windtunnel.kernel.scaling.Action.Launch;
import io.windtunnel.kernel.scaling.Action.Terminate;
import io.windtunnel.kernel.scaling.Action.Why;
import io.windtunnel.kernel.scaling.GroupDecision;
import io.windtunnel.kernel.scaling.GroupState;
import io.windtunnel.kernel.scaling.Member;
import io.windtunnel.kernel.scaling.Process;
import io.windtunnel.kernel.scaling.RefreshPlan;
import io.windtunnel.kernel.scaling.TerminationPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lets a group decide, writes down what it decided with the cause in words, and leaves the rest as effects. Runs while
/// the book is held.
final class Decisions {
    private final Book book;
    private final Group group;
    private final Sight sight;
    private final List<Effect> effects;
    private final @Nullable Refresh refresh;

    Decisions(Book book, Group group, Sight sight, List<Effect> effects) {
        this.book = book;
        this.group = group;
        this.sight = sight;
        this.effects = effects;
        this.refresh = book.activeRefresh(group.name());
    }

    /// The group's state as the kernel decides on it.
    GroupState state() {
        Set<String> barred = new HashSet<>();
        group.bars().forEach((zone, bar) -> {
            if (sight.now().isBefore(bar.until())) barred.add(zone);
        });
        Set<Process> suspended = EnumSet.noneOf(Process.class);
        for (Process process : Process.values())
            if (group.suspended().containsKey(process.apiName())) suspended.add(process);
        return new GroupState(
                group.settings().desired(),
                group.settings().maximum(),
                group.terms().zones(),
                barred,
                book.instances(group.name()).stream().map(this::member).toList(),
                suspended,
                policies(group),
                plan());
    }

    static List<TerminationPolicy> policies(Group group) {
        return Arrays.stream(TerminationPolicy.values())
                .filter(policy -> group.terms().terminationPolicies().contains(policy.apiName()))
                .sorted((one, other) -> Integer.compare(
                        group.terms().terminationPolicies().indexOf(one.apiName()),
                        group.terms().terminationPolicies().indexOf(other.apiName())))
                .toList();
    }

    private @Nullable RefreshPlan plan() {
        if (refresh == null) return null;
        Refresh.Preferences preferences = refresh.preferences();
        return new RefreshPlan(
                preferences.minimumHealthyPercent(),
                preferences.maximumHealthyPercent(),
                refresh.heldUntil() != null && sight.now().isBefore(refresh.heldUntil()));
    }

    private Member member(Instance instance) {
        Member.Stage stage = switch (instance.state()) {
            case PENDING, PENDING_WAIT, PENDING_PROCEED -> Member.Stage.PENDING;
            case IN_SERVICE -> Member.Stage.IN_SERVICE;
            case ENTERING_STANDBY, STANDBY -> Member.Stage.STANDBY;
            case DETACHING, TERMINATING, TERMINATING_WAIT, TERMINATING_PROCEED -> Member.Stage.LEAVING;
        };
        boolean outdated = refresh != null && refresh.targets().contains(instance.instanceId());
        return new Member(
                instance.instanceId(),
                instance.zone(),
                stage,
                instance.unhealthy() == null,
                instance.protectedFromScaleIn(),
                instance.since(),
                instance.version(),
                outdated,
                warm(group, refresh, instance, sight));
    }

    /// Whether an instance has served for a refresh's warm-up, and its target groups agree where they are asked.
    static boolean warm(Group group, @Nullable Refresh refresh, Instance instance, Sight sight) {
        Instant inService = instance.inService();
        if (inService == null || instance.state() != State.IN_SERVICE || instance.unhealthy() != null) return false;
        if (refresh == null) return true;
        if (group.terms().elasticLoadBalancingChecks() && !sight.passesTargetChecks(instance.instanceId()))
            return false;
        return !sight.now().isBefore(inService.plusSeconds(refresh.preferences().warmupSeconds()));
    }

    /// Whether anything was decided.
    boolean decide() {
        GroupState state = state();
        List<Action> actions = GroupDecision.decide(state, sight.now());
        if (actions.isEmpty()) {
            boolean reached = state.capacity() == group.settings().desired();
            if (reached && !group.causes().isEmpty()) book.change(group.name(), now -> now.causes(List.of()));
            return false;
        }
        List<String> shrunk = actions.stream()
                .filter(action -> action instanceof Terminate leaving && leaving.why() == Why.CAPACITY)
                .map(action -> ((Terminate) action).memberId())
                .toList();
        int capacity = state.capacity();
        for (Action action : actions) {
            switch (action) {
                case Launch launch ->
                    effects.add(
                            new Effect.Launch(launch.zone(), launch.count(), source(), cause(launch, state, capacity)));
                case Terminate leaving -> terminate(leaving, capacity, shrunk);
            }
        }
        return true;
    }

    private LaunchSource source() {
        return refresh != null && refresh.desired() != null
                ? refresh.desired()
                : group.settings().launch();
    }

    private String cause(Launch launch, GroupState state, int capacity) {
        Instant now = sight.now();
        return switch (launch.why()) {
            case UNHEALTHY -> Causes.at(now, Causes.replacing());
            case REFRESH -> Causes.at(now, Causes.refreshing(true));
            case BALANCE -> Causes.at(now, Causes.balancing(state.zones(), counts(state)));
            case CAPACITY ->
                Causes.join(
                        group.causes(),
                        Causes.at(now, Causes.growing(capacity, group.settings().desired())));
        };
    }

    private static List<Integer> counts(GroupState state) {
        List<Integer> counts = new ArrayList<>();
        for (String zone : state.zones())
            counts.add((int) state.members().stream()
                    .filter(member -> member.counts() && member.zone().equals(zone))
                    .count());
        return counts;
    }

    private void terminate(Terminate leaving, int capacity, List<String> shrunk) {
        Instance instance = book.instance(leaving.memberId());
        if (instance == null) return;
        String cause = switch (leaving.why()) {
            case UNHEALTHY ->
                Causes.at(
                        sight.now(),
                        Causes.unhealthy(instance.unhealthy() == null ? Causes.USER_CHECK : instance.unhealthy()));
            case REFRESH -> Causes.at(sight.now(), Causes.refreshing(false));
            case CAPACITY, BALANCE -> shrinking(capacity, shrunk);
        };
        leave(book, group, instance, cause, sight.now(), effects);
    }

    private String shrinking(int capacity, List<String> chosen) {
        StringBuilder words = new StringBuilder(Causes.at(
                sight.now(), Causes.shrinking(capacity, group.settings().desired())));
        for (String id : chosen) words.append("  ").append(Causes.at(sight.now(), Causes.selected(id)));
        List<String> before = group.causes().isEmpty()
                ? List.of(Causes.at(sight.now(), Causes.balanced(group.terms().zones())))
                : group.causes();
        return Causes.join(before, words.toString());
    }

    /// Takes an instance out of service for good; its activity is begun.
    static Activity leave(Book book, Group group, Instance instance, String cause, Instant now, List<Effect> effects) {
        Activity activity = book.begin(
                group,
                "Terminating EC2 instance: " + instance.instanceId(),
                cause,
                group.targetGroups().isEmpty() ? Activity.IN_PROGRESS : Activity.DRAINING,
                50,
                Book.details(instance.subnet(), instance.zone()),
                now);
        book.put(instance.leave(State.TERMINATING, activity.id(), false));
        if (!group.targetGroups().isEmpty())
            effects.add(new Effect.Deregister(group.targetGroups(), List.of(instance.instanceId())));
        effects.add(new Effect.Tell("instance.leaving", instance.instanceId(), cause));
        return activity;
    }
}
