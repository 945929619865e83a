package io.windtunnel.rehearsal.measure;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/// Counts what becomes of one step.
///
/// Thread safety: every method may be called from any thread.
public final class StepTally {
    /// Two significant digits: an error of at most 1 % in a latency.
    private static final int DIGITS = 2;

    private final Histogram latency = new Histogram(DIGITS);
    private final Map<String, Long> refusals = new TreeMap<>();
    private long taken;
    private long done;
    private long retries;

    public synchronized void taken() {
        taken++;
    }

    public synchronized void retried() {
        retries++;
    }

    public synchronized void refused(String kind) {
        refusals.merge(kind, 1L, Long::sum);
    }

    public synchronized void done(long nanos) {
        done++;
        latency.recordValue(Math.max(0, nanos));
    }

    /// Forgets everything: what came before does not count.
    public synchronized void reset() {
        latency.reset();
        refusals.clear();
        taken = 0;
        done = 0;
        retries = 0;
    }

    public synchronized StepFigures figures(String name) {
        return new StepFigures(name, taken, done, retries, refusals, Percentiles.of(latency));
    }
}
