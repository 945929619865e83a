package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.Group.Hook;
import io.windtunnel.cloud.compute.autoscaling.Instance.State;
import io.windtunnel.cloud.compute.autoscaling.Instance.Wait;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.kernel.scaling.Process;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Moves a group's instances on in their lives, by what is seen of them. Runs while the book is held; what it wants of
/// others it leaves as effects. [Warming] does so for those that enter the warm pool.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html
final class Lifecycle {
    static final String UNHEALTHY_WHILE_PENDING =
            "Instance became unhealthy while waiting for instance to be in InService state.";

    /// A hook waits at most 48 hours, or a hundred times its heartbeat timeout (user guide, "Lifecycle hooks").
    static final Duration LONGEST_WAIT = Duration.ofHours(48);

    final Book book;
    final Group group;
    final Sight sight;
    final List<Effect> effects;

    Lifecycle(Book book, Group group, Sight sight, List<Effect> effects) {
        this.book = book;
        this.group = group;
        this.sight = sight;
        this.effects = effects;
    }

    void advance() {
        Warming warming = new Warming(this);
        for (Instance instance : book.instances(group.name())) {
            switch (instance.state()) {
                case PENDING -> pending(instance);
                case PENDING_WAIT -> pendingWait(instance);
                case PENDING_PROCEED -> enter(instance);
                case IN_SERVICE -> check(instance);
                case ENTERING_STANDBY -> enteringStandby(instance);
                case STANDBY -> {}
                case DETACHING -> detaching(instance);
                case TERMINATING, WARMED_TERMINATING -> terminating(instance);
                case TERMINATING_WAIT, WARMED_TERMINATING_WAIT -> terminatingWait(instance);
                case TERMINATING_PROCEED, WARMED_TERMINATING_PROCEED -> terminatingProceed(instance);
                case WARMED_PENDING -> warming.pending(instance);
                case WARMED_PENDING_WAIT -> warming.pendingWait(instance);
                case WARMED_PENDING_PROCEED -> warming.proceeding(instance);
                case WARMED_STOPPED, WARMED_RUNNING, WARMED_HIBERNATED -> warming.check(instance);
            }
        }
        Group.Pool pool = group.pool();
        if (pool != null
                && pool.leaving()
                && book.instances(group.name()).stream()
                        .noneMatch(instance -> instance.state().pooled()))
            book.change(group.name(), now -> now.pool(null));
    }

    private void pending(Instance instance) {
        Instances.View view = sight.view(instance.instanceId());
        if (view == null || gone(view)) {
            fail(instance, UNHEALTHY_WHILE_PENDING, Activity.FAILED);
            return;
        }
        if (view.state() != Instances.State.RUNNING) return;
        Map<String, Wait> waits = waits(true);
        if (waits.isEmpty()) {
            enter(instance);
            return;
        }
        book.put(instance.state(State.PENDING_WAIT).waits(waits));
        status(instance, Activity.MID_LIFECYCLE, 60);
    }

    static boolean gone(Instances.View view) {
        return switch (view.state()) {
            case PENDING, RUNNING -> false;
            case SHUTTING_DOWN, TERMINATED, STOPPING, STOPPED -> true;
        };
    }

    Map<String, Wait> waits(boolean launching) {
        Map<String, Wait> waits = new LinkedHashMap<>();
        for (Hook hook : group.hooks()) {
            if (hook.launching() != launching) continue;
            Duration heartbeat = Duration.ofSeconds(hook.heartbeatSeconds());
            Duration longest = heartbeat.multipliedBy(100);
            if (longest.compareTo(LONGEST_WAIT) > 0) longest = LONGEST_WAIT;
            Instant now = sight.now();
            waits.put(hook.name(), new Wait(book.uuid(), now.plus(heartbeat), now.plus(longest), false, false));
        }
        return waits;
    }

    /// The waits, those overdue completed with their hooks' default result.
    Map<String, Wait> settled(Instance instance) {
        Map<String, Wait> waits = new LinkedHashMap<>();
        instance.waits().forEach((name, wait) -> {
            Hook hook = hook(name);
            boolean overdue = hook == null || !sight.now().isBefore(wait.deadline());
            boolean continues = wait.complete() ? wait.continues() : hook == null || hook.continues();
            boolean complete = wait.complete() || overdue;
            waits.put(name, new Wait(wait.token(), wait.deadline(), wait.last(), complete, complete && continues));
        });
        return waits;
    }

    private @Nullable Hook hook(String name) {
        return group.hooks().stream()
                .filter(hook -> hook.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private void pendingWait(Instance instance) {
        if (waited(instance)) enter(instance);
    }

    /// Whether all hooks of an instance on its way in are complete; one that was abandoned, or does not run, fails.
    boolean waited(Instance instance) {
        Instances.View view = sight.view(instance.instanceId());
        if (view == null || gone(view)) {
            fail(instance, UNHEALTHY_WHILE_PENDING, Activity.FAILED);
            return false;
        }
        Map<String, Wait> waits = settled(instance);
        Wait given = waits.values().stream()
                .filter(wait -> wait.complete() && !wait.continues())
                .findFirst()
                .orElse(null);
        if (given != null) {
            boolean overdue = !sight.now().isBefore(given.deadline());
            fail(
                    instance,
                    "Instance failed to complete user's Lifecycle Action: Lifecycle Action with token " + given.token()
                            + " was abandoned: "
                            + (overdue ? "Heartbeat Timeout" : "Lifecycle Action Completed with ABANDON Result"),
                    Activity.CANCELLED);
            return false;
        }
        book.put(instance.waits(waits));
        return waits.values().stream().allMatch(Wait::complete);
    }

    /// Ends a launch that did not come to anything.
    void fail(Instance instance, String why, String status) {
        Activity launch = book.activity(instance.activityId());
        book.change(launch, activity -> activity.ended(status, why, sight.now()));
        if (launch != null) tell(Notifications.LAUNCH_ERROR, instance, launch.ended(status, why, sight.now()));
        Activity activity = book.begin(
                group,
                "Terminating EC2 instance: " + instance.instanceId(),
                Causes.at(sight.now(), Causes.unhealthy(Causes.EC2_GONE)),
                Activity.IN_PROGRESS,
                50,
                Book.details(instance.subnet(), instance.zone()),
                sight.now());
        book.put(instance.leave(instance.state().out(), activity.id(), true));
        effects.add(new Effect.Tell("launch.failed", instance.instanceId(), why));
    }

    private void enter(Instance instance) {
        book.put(instance.enter(sight.now()));
        end(instance, Notifications.LAUNCH);
        if (!group.targetGroups().isEmpty() && !group.suspended().containsKey(Process.ADD_TO_LOAD_BALANCER.apiName()))
            effects.add(new Effect.Register(group.targetGroups(), List.of(instance.instanceId())));
        effects.add(new Effect.Tell(
                "instance.in-service",
                instance.instanceId(),
                "%s is in service in %s of group %s".formatted(instance.instanceId(), instance.zone(), group.name())));
    }

    boolean checks() {
        return sight.checked() && !group.suspended().containsKey(Process.HEALTH_CHECK.apiName());
    }

    /// An instance that does not run is unhealthy at once; what its checks say counts after the grace period.
    private void check(Instance instance) {
        if (!checks() || instance.unhealthy() != null) return;
        Instances.View view = sight.view(instance.instanceId());
        String why = null;
        if (view == null || view.state() != Instances.State.RUNNING) {
            why = Causes.EC2_GONE;
        } else if (!inGrace(instance)) {
            if (view.impaired()) why = Causes.EC2_IMPAIRED;
            else if (group.terms().elasticLoadBalancingChecks() && sight.failsTargetChecks(instance.instanceId()))
                why = Causes.ELB_FAILED;
        }
        if (why != null) unhealthy(instance, why);
    }

    void unhealthy(Instance instance, String why) {
        book.put(instance.unhealthy(why));
        effects.add(new Effect.Tell(
                "instance.unhealthy",
                instance.instanceId(),
                "group %s finds %s unhealthy: %s".formatted(group.name(), instance.instanceId(), why)));
    }

    /// When the cloud has been started again, its machines boot then, all at once: what they had of grace is over.
    private boolean inGrace(Instance instance) {
        Instant since = Objects.requireNonNullElse(instance.inService(), instance.since());
        if (since.isBefore(sight.begun())) since = sight.begun();
        return sight.now().isBefore(since.plusSeconds(group.terms().gracePeriodSeconds()));
    }

    boolean drained(Instance instance) {
        return !sight.draining(instance.instanceId());
    }

    private void enteringStandby(Instance instance) {
        if (!drained(instance)) return;
        book.put(instance.state(State.STANDBY));
        end(instance, null);
    }

    private void detaching(Instance instance) {
        if (!drained(instance)) return;
        book.remove(instance);
        end(instance, null);
    }

    private void terminating(Instance instance) {
        if (!drained(instance)) {
            status(instance, Activity.DRAINING, 50);
            return;
        }
        Map<String, Wait> waits = instance.abandoned() ? Map.of() : waits(false);
        if (waits.isEmpty()) {
            proceed(instance);
            return;
        }
        State next = instance.state().pooled() ? State.WARMED_TERMINATING_WAIT : State.TERMINATING_WAIT;
        book.put(instance.state(next).waits(waits));
        status(instance, Activity.MID_LIFECYCLE, 60);
    }

    /// Whatever the result, the instance goes: `ABANDON` only keeps further hooks from being waited for.
    private void terminatingWait(Instance instance) {
        Map<String, Wait> waits = settled(instance);
        book.put(instance.waits(waits));
        boolean abandoned = waits.values().stream().anyMatch(wait -> wait.complete() && !wait.continues());
        if (abandoned || waits.values().stream().allMatch(Wait::complete)) proceed(instance);
    }

    private void proceed(Instance instance) {
        State next = instance.state().pooled() ? State.WARMED_TERMINATING_PROCEED : State.TERMINATING_PROCEED;
        book.put(instance.state(next).waits(Map.of()));
        status(instance, Activity.IN_PROGRESS, 75);
        effects.add(new Effect.Order(Effect.Verb.TERMINATE, List.of(instance.instanceId())));
    }

    private void terminatingProceed(Instance instance) {
        Instances.View view = sight.view(instance.instanceId());
        if (view != null && view.state() != Instances.State.TERMINATED) return;
        book.remove(instance);
        end(instance, Notifications.TERMINATE);
        effects.add(new Effect.Tell(
                "instance.terminated",
                instance.instanceId(),
                "%s of group %s is terminated".formatted(instance.instanceId(), group.name())));
    }

    /// Ends the activity that moved the instance; topics are told of it where it is an `event`.
    void end(Instance instance, @Nullable String event) {
        Activity activity = book.activity(instance.activityId());
        book.change(activity, open -> open.ended(Activity.SUCCESSFUL, null, sight.now()));
        if (event != null && activity != null)
            tell(event, instance, activity.ended(Activity.SUCCESSFUL, null, sight.now()));
    }

    private void tell(String event, Instance instance, Activity activity) {
        if (!group.notifications().isEmpty()) effects.add(new Effect.Notify(event, instance.instanceId(), activity));
    }

    void status(Instance instance, String status, int progress) {
        Activity activity = book.activity(instance.activityId());
        if (activity != null && !activity.status().equals(status))
            book.change(activity, open -> open.status(status, progress));
    }
}
