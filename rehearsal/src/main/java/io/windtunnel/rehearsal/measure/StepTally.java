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
    private long fromNanos = Long.MIN_VALUE;
    private long taken;
    private long done;
    private long retries;

    /// It is taken, at `nanos`.
    public synchronized void taken(long nanos) {
        if (nanos >= fromNanos) taken++;
    }

    /// A call of one that was taken at `since` is made again.
    public synchronized void retried(long since) {
        if (since >= fromNanos) retries++;
    }

    /// A call of one that was taken at `since` was not done.
    public synchronized void refused(String kind, long since) {
        if (since >= fromNanos) refusals.merge(kind, 1L, Long::sum);
    }

    /// One that was taken at `since` is done.
    public synchronized void done(long nanos, long since) {
        if (since < fromNanos) return;
        done++;
        latency.recordValue(Math.max(0, nanos - since));
    }

    /// Forgets everything: what was taken before `nanos` does not count.
    public synchronized void reset(long nanos) {
        fromNanos = nanos;
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
