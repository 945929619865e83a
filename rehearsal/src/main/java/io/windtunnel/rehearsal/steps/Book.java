package io.windtunnel.rehearsal.steps;

import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.rehearsal.measure.StepFigures;
import io.windtunnel.rehearsal.measure.StepTally;
import io.windtunnel.rehearsal.plan.Step;
import io.windtunnel.rehearsal.stage.StackNames;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What is kept of one design: the names of its resources, the tallies of its steps, its ledger.
///
/// Thread safety: every method may be called from any thread.
final class Book {
    private final Scope scope;
    private final StackNames names;
    private final Ledger ledger = new Ledger();
    private final Map<String, StepTally> tallies = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> keys = new ConcurrentHashMap<>();

    Book(Scope scope, StackNames names) {
        this.scope = scope;
        this.names = names;
    }

    /// Where its stack is.
    Scope scope() {
        return scope;
    }

    StackNames names() {
        return names;
    }

    Ledger ledger() {
        return ledger;
    }

    /// The types of tables' key attributes by their names, by the tables' names.
    Map<String, Map<String, String>> keys() {
        return keys;
    }

    StepTally tally(Step step) {
        return tallies.computeIfAbsent(step.words(), _ -> new StepTally());
    }

    /// The wind begins: what came before does not count.
    void reset(long nanos) {
        ledger.reset(nanos);
        tallies.values().forEach(tally -> tally.reset(nanos));
    }

    List<StepFigures> figures() {
        return tallies.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue().figures(entry.getKey()))
                .filter(figures -> figures.taken() > 0)
                .toList();
    }
}
