package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.cloud.compute.autoscaling.policies.ScaledGroups.Resize;
import io.windtunnel.cloud.compute.autoscaling.policies.ScaledGroups.Size;
import io.windtunnel.cloud.compute.autoscaling.policies.ScaledGroups.View;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.scaling.Process;
import io.windtunnel.kernel.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs scheduled actions when they are due, those of a group in the order of their times. What fell due
/// while the cloud was down runs once when it is up again.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
///
/// Thread safety: every method may be called from any thread.
final class Schedules {
    private final Policies policies;
    private @Nullable Timer timer;
    private boolean closed;

    Schedules(Policies policies) {
        this.policies = policies;
    }

    /// Sets the clock to the action that is due first.
    synchronized void arm() {
        if (timer != null) timer.cancel();
        timer = null;
        Optional<Instant> first = policies.books().stream()
                .flatMap(book -> book.schedules().stream().map(ScheduledAction::next))
                .min(Instant::compareTo);
        if (closed || first.isEmpty()) return;
        Duration wait = Duration.between(policies.groups.time().now(), first.get());
        timer = policies.groups.time().after(wait, this::run);
    }

    synchronized void close() {
        closed = true;
        if (timer != null) timer.cancel();
    }

    private void run() {
        Instant now = policies.groups.time().now();
        for (PolicyBook book : policies.books()) for (ScheduledAction action : due(book, now)) run(book.scope, action);
        arm();
    }

    /// Takes the actions that are due out of the book, each with its next time set.
    private static List<ScheduledAction> due(PolicyBook book, Instant now) {
        synchronized (book) {
            List<ScheduledAction> due = book.schedules().stream()
                    .filter(action -> !action.next().isAfter(now))
                    .toList();
            for (ScheduledAction action : due) {
                action.after(now).ifPresentOrElse(book::put, () -> book.remove(action));
            }
            return due;
        }
    }

    private void run(Scope scope, ScheduledAction action) {
        View group = policies.groups.find(scope, action.group()).orElse(null);
        if (group == null) return;
        if (group.suspended().contains(Process.SCHEDULED_ACTIONS)) {
            policies.tell(
                    scope,
                    "schedule.suspended",
                    group.name(),
                    "the scheduled action " + action.name() + " was not executed: ScheduledActions is suspended");
            return;
        }
        Size wanted = action.applied(group.size());
        String refusal = refusal(wanted);
        if (refusal != null) {
            policies.groups.failed(
                    scope,
                    group.name(),
                    "Executing scheduled action: " + action.name(),
                    ScalingWords.scheduled(group.size(), wanted),
                    refusal);
            policies.tell(scope, "schedule.failed", group.name(), action.name() + ": " + refusal);
            return;
        }
        apply(scope, group, action);
    }

    private void apply(Scope scope, View group, ScheduledAction action) {
        policies.groups
                .change(scope, group.name(), size -> resize(action, size))
                .ifPresent(done -> {
                    policies.book(scope)
                            .put(new Mark(
                                    group.name(),
                                    policies.groups.time().now(),
                                    group.size().desired(),
                                    done.size().desired(),
                                    (int) group.cooldown().toSeconds()));
                    policies.tell(scope, "schedule.executed", group.name(), String.join("  ", done.causes()));
                });
    }

    private static Optional<Resize> resize(ScheduledAction action, Size before) {
        Size after = action.applied(before);
        if (after.equals(before)) return Optional.empty();
        return Optional.of(new Resize(
                after, List.of(ScalingWords.scheduled(before, after), ScalingWords.action(action, before, after))));
    }

    private static @Nullable String refusal(Size size) {
        if (size.minimum() > size.maximum())
            return "Max bound, %d, must be greater than or equal to min bound, %d"
                    .formatted(size.maximum(), size.minimum());
        if (size.desired() < size.minimum() || size.desired() > size.maximum())
            return "Desired capacity:%d must be between the specified min size:%d and max size:%d"
                    .formatted(size.desired(), size.minimum(), size.maximum());
        return null;
    }
}
