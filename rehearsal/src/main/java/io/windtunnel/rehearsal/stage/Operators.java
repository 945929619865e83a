package io.windtunnel.rehearsal.stage;

import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.TablePhysics;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.rehearsal.plan.Change;
import io.windtunnel.rehearsal.plan.Deed;
import io.windtunnel.rehearsal.plan.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/// Make the changes of a rehearsal when their time has come.
///
/// Thread safety: every method may be called from any thread.
public final class Operators {
    private final Time time;
    private final Journal journal;
    private final TablePhysics physics;
    private final List<Act> acts;
    private final Queue<RehearsalFailure> failures = new ConcurrentLinkedQueue<>();

    Operators(Time time, Journal journal, TablePhysics physics, List<Act> acts) {
        this.time = time;
        this.journal = journal;
        this.physics = physics;
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
        String stack = act.deployment().design().name();
        try {
            switch (change.deed()) {
                case Deed.UpdateStack(Map<String, String> parameters) -> {
                    String words = parameters.entrySet().stream()
                            .map(entry -> entry.getKey() + " = " + entry.getValue())
                            .sorted()
                            .collect(Collectors.joining(", "));
                    tell(act, "stack.changed", stack, "The stack is updated with " + words);
                    act.deployment().update(parameters);
                }
                case Deed.BackUpTable(String table) -> {
                    String backup = new Tables(act.deployment()).backUp(table);
                    tell(act, "table.backed-up", table, "Backup " + backup + " of table " + table + " is made");
                }
                case Deed.RestoreTable(String table, Duration takes) -> {
                    String backup = restore(act, table, takes);
                    String words = "Table " + table + " is restored from backup " + backup;
                    tell(act, "table.restoring", table, words + ", which takes " + Quantity.words(takes));
                    time.after(takes, () -> tell(act, "table.restored", table, "Table " + table + " is there again"));
                }
            }
        } catch (RehearsalFailure refused) {
            failures.add(new RehearsalFailure(
                    "a change of " + stack + " after " + Quantity.words(change.at()) + ": " + refused.getMessage()));
        }
    }

    /// DynamoDB's transitions take no time in a rehearsal but where the file says how much.
    private String restore(Act act, String table, Duration takes) {
        physics.transition(takes);
        try {
            return new Tables(act.deployment()).restore(table);
        } finally {
            physics.transition(Duration.ZERO);
        }
    }

    private void tell(Act act, String kind, String subject, String words) {
        journal.record(new Journal.Event(time.now(), act.scope(), kind, subject, words));
    }

    /// @throws RehearsalFailure when a change was refused
    void check() {
        RehearsalFailure failure = failures.peek();
        if (failure != null) throw failure;
    }
}
