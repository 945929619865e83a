package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.Instance.State;
import java.time.Instant;
import java.util.List;

/// Watches an instance refresh: its progress, its checkpoints and its end. The steps themselves are the group's
/// decisions. Runs while the book is held.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-overview.html
final class Refreshing {
    private Refreshing() {}

    static void watch(Book book, Group group, Sight sight, List<Effect> effects) {
        Refresh refresh = book.activeRefresh(group.name());
        if (refresh == null) return;
        List<Instance> instances = book.instances(group.name());
        long left = instances.stream()
                .filter(instance -> refresh.targets().contains(instance.instanceId()) && !leaving(instance))
                .count();
        long cold = instances.stream()
                .filter(instance ->
                        instance.state().counts() && !refresh.targets().contains(instance.instanceId()))
                .filter(instance -> !Outlook.warm(group, refresh, instance, sight))
                .count();
        int capacity = instances.stream()
                .filter(instance -> instance.state().counts())
                .mapToInt(group::units)
                .sum();
        long open = Math.max(left, 0) + Math.min(cold, refresh.targets().size());
        open += Math.max(0, group.settings().desired() - capacity);
        int total = Math.max(1, refresh.targets().size());
        int percent = Math.clamp(100 * (total - open) / total, 0, 100);
        String running = refresh.rollbackStart() == null ? Refresh.IN_PROGRESS : Refresh.ROLLING_BACK;
        Refresh now = refresh.progress(running, percent);
        if (left == 0 && cold == 0 && capacity >= group.settings().desired()) {
            succeed(book, now, sight.now(), effects);
            return;
        }
        book.put(checkpoint(now, sight.now()));
    }

    private static boolean leaving(Instance instance) {
        return instance.state().terminating() || instance.state() == State.DETACHING;
    }

    private static Refresh checkpoint(Refresh refresh, Instant now) {
        if (refresh.heldUntil() != null && now.isBefore(refresh.heldUntil())) return refresh;
        List<Integer> checkpoints = refresh.preferences().checkpoints();
        int passed = refresh.passed();
        if (passed >= checkpoints.size() || refresh.percent() < checkpoints.get(passed))
            return refresh.hold(passed, null);
        return refresh.hold(passed + 1, now.plusSeconds(refresh.preferences().checkpointDelaySeconds()));
    }

    private static void succeed(Book book, Refresh refresh, Instant now, List<Effect> effects) {
        boolean rollback = refresh.rollbackStart() != null;
        Refresh done = refresh.progress(refresh.status(), 100);
        book.put(done.ended(rollback ? Refresh.ROLLED_BACK : Refresh.SUCCESSFUL, refresh.reason(), now));
        LaunchSource desired = refresh.desired();
        if (desired != null)
            book.change(refresh.group(), group -> group.with(group.settings().launch(desired)));
        effects.add(new Effect.Tell(
                "refresh.ended",
                refresh.group(),
                "the instance refresh of group " + refresh.group() + (rollback ? " is rolled back" : " is complete")));
    }
}
