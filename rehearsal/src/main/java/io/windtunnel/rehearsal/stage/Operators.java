package io.windtunnel.rehearsal.stage;

import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.rehearsal.plan.Change;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/// Make the changes of a rehearsal when their time has come.
///
/// Thread safety: every method may be called from any thread.
public final class Operators {
    private final Time time;
    private final Journal journal;
    private final List<Act> acts;
    private final Queue<RehearsalFailure> failures = new ConcurrentLinkedQueue<>();

    Operators(Time time, Journal journal, List<Act> acts) {
        this.time = time;
        this.journal = journal;
        this.acts = acts;
    }

    /// Plans every change of a wind that begins after `untilWind`.
    void plan(List<Change> changes, Duration untilWind) {
        for (Change change : changes)
            for (Act act : acts)
                if (change.concerns(act.deployment().design().name()))
                    time.after(untilWind.plus(change.at()), () -> make(change, act));
    }

    private void make(Change change, Act act) {
        String words = change.parameters().entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
        String stack = act.deployment().design().name();
        journal.record(new Journal.Event(
                time.now(), act.scope(), "stack.changed", stack, "The stack is updated with " + words));
        try {
            act.deployment().update(change.parameters());
        } catch (RehearsalFailure refused) {
            failures.add(new RehearsalFailure("the change of " + stack + " to " + words + ": " + refused.getMessage()));
        }
    }

    /// @throws RehearsalFailure when a change was refused
    void check() {
        RehearsalFailure failure = failures.peek();
        if (failure != null) throw failure;
    }
}
