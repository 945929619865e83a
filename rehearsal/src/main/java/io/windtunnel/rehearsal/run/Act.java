package io.windtunnel.rehearsal.run;

import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.rehearsal.measure.Capacity;
import io.windtunnel.rehearsal.measure.Tally;
import java.util.ArrayList;
import java.util.List;

/// One design under way, in an account of its own.
///
/// Thread safety: every method may be called from any thread.
final class Act {
    private final Deployment deployment;
    private final Scope scope;
    private final Tally tally = new Tally();
    private final List<Capacity> capacity = new ArrayList<>();
    private long readyAfterNanos;

    Act(Deployment deployment, Scope scope) {
        this.deployment = deployment;
        this.scope = scope;
    }

    Deployment deployment() {
        return deployment;
    }

    Scope scope() {
        return scope;
    }

    Tally tally() {
        return tally;
    }

    /// How long its set-up took, in scenario time.
    synchronized long readyAfterNanos() {
        return readyAfterNanos;
    }

    synchronized void readyAfter(long nanos) {
        readyAfterNanos = nanos;
    }

    synchronized void sample(Capacity sample) {
        capacity.add(sample);
    }

    synchronized List<Capacity> samples() {
        return List.copyOf(capacity);
    }
}
