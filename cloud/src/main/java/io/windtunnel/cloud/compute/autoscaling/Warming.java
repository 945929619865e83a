package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.Group.PoolState;
import io.windtunnel.cloud.compute.autoscaling.Instance.State;
import io.windtunnel.cloud.compute.autoscaling.Instance.Wait;
import io.windtunnel.cloud.ports.Instances;
import java.util.List;
import java.util.Map;

/// The way of instances into the warm pool, and what becomes of them there. A new one waits for the launching hooks;
/// one
/// that returns from service drains first and waits for the terminating hooks; then it is stopped, hibernated or left
/// running. EC2 stops it whether its programs are ready or not: hooks are there to wait for them.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/warm-pool-instance-lifecycle.html
final class Warming {
    private final Lifecycle lifecycle;

    Warming(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    private static boolean returns(Instance instance) {
        return instance.inService() != null;
    }

    void pending(Instance instance) {
        Instances.View view = lifecycle.sight.view(instance.instanceId());
        if (view == null || Lifecycle.gone(view)) {
            lifecycle.fail(instance, Lifecycle.UNHEALTHY_WHILE_PENDING, Activity.FAILED);
            return;
        }
        if (view.state() != Instances.State.RUNNING) return;
        if (returns(instance) && !lifecycle.drained(instance)) {
            lifecycle.status(instance, Activity.DRAINING, 50);
            return;
        }
        Map<String, Wait> waits = lifecycle.waits(!returns(instance));
        if (waits.isEmpty()) {
            proceed(instance);
            return;
        }
        lifecycle.book.put(instance.state(State.WARMED_PENDING_WAIT).waits(waits));
        lifecycle.status(instance, Activity.MID_LIFECYCLE, 60);
    }

    void pendingWait(Instance instance) {
        if (lifecycle.waited(instance)) proceed(instance);
    }

    private void proceed(Instance instance) {
        if (state() == PoolState.RUNNING) {
            settle(instance, State.WARMED_RUNNING);
            return;
        }
        lifecycle.book.put(instance.state(State.WARMED_PENDING_PROCEED).waits(Map.of()));
        stop(instance);
    }

    private PoolState state() {
        Group.Pool pool = lifecycle.group.pool();
        return pool == null ? PoolState.RUNNING : pool.state();
    }

    private void stop(Instance instance) {
        Effect.Verb verb = state() == PoolState.HIBERNATED ? Effect.Verb.HIBERNATE : Effect.Verb.STOP;
        lifecycle.effects.add(new Effect.Order(verb, List.of(instance.instanceId())));
    }

    /// Waits until EC2 has stopped it; asks again where it has not begun to.
    void proceeding(Instance instance) {
        Instances.View view = lifecycle.sight.view(instance.instanceId());
        if (view == null) {
            lifecycle.fail(instance, Lifecycle.UNHEALTHY_WHILE_PENDING, Activity.FAILED);
            return;
        }
        switch (view.state()) {
            case STOPPED ->
                settle(instance, state() == PoolState.HIBERNATED ? State.WARMED_HIBERNATED : State.WARMED_STOPPED);
            case RUNNING -> proceed(instance);
            case PENDING, STOPPING -> {}
            case SHUTTING_DOWN, TERMINATED ->
                lifecycle.fail(instance, Lifecycle.UNHEALTHY_WHILE_PENDING, Activity.FAILED);
        }
    }

    private void settle(Instance instance, State warmed) {
        lifecycle.book.put(instance.rest(warmed));
        lifecycle.end(instance, returns(instance) ? null : Notifications.LAUNCH);
        lifecycle.effects.add(new Effect.Tell(
                "instance.warmed",
                instance.instanceId(),
                "%s waits in the warm pool of group %s, %s"
                        .formatted(instance.instanceId(), lifecycle.group.name(), warmed.apiName)));
    }

    /// One that runs is held to EC2's status checks, one that is stopped to still being there.
    void check(Instance instance) {
        if (!lifecycle.checks() || instance.unhealthy() != null) return;
        Instances.View view = lifecycle.sight.view(instance.instanceId());
        boolean running = instance.state() == State.WARMED_RUNNING;
        boolean there = view != null
                && view.state() != Instances.State.SHUTTING_DOWN
                && view.state() != Instances.State.TERMINATED
                && (!running || view.state() == Instances.State.RUNNING);
        if (!there) lifecycle.unhealthy(instance, Causes.EC2_GONE);
        else if (running && view != null && view.impaired()) lifecycle.unhealthy(instance, Causes.EC2_IMPAIRED);
    }
}
