package io.windtunnel.rehearsal.standin;

import java.util.Arrays;

/// Workers with a bounded waiting line before them: first come, first served. Nothing runs here: a request that comes
/// is told at once when its work will be done. Since the arithmetic is on due times, a timer that fires late does
/// not make the workers slower.
///
/// Thread safety: belongs to one thread at a time. It allocates nothing while the line is no longer than ever before.
public final class WorkerLine {
    /// The answer of a full line.
    public static final long FULL = -1;

    private final int queue;
    /// When each worker is free, a heap: the soonest first.
    private final long[] free;
    /// When each of those that wait will begin, a ring: the first to begin first.
    private long[] waiting = new long[8];
    private int first;
    private int waits;
    private long admittedNanos;

    /// @param workers how many work at once, at least 1
    /// @param queue how many may wait
    public WorkerLine(int workers, int queue) {
        if (workers < 1 || queue < 0) throw new IllegalArgumentException("workers " + workers + ", queue " + queue);
        this.queue = queue;
        this.free = new long[workers];
        Arrays.fill(free, Long.MIN_VALUE);
    }

    /// A request that takes `serviceNanos` of a worker's time comes at `nowNanos`: when it will be done, or [#FULL].
    /// Calls come in the order of time.
    public long admit(long nowNanos, long serviceNanos) {
        begin(nowNanos);
        long soonest = free[0];
        long start = Math.max(nowNanos, soonest);
        if (start > nowNanos && waits >= queue) return FULL;
        long done = start + serviceNanos;
        replaceSoonest(done);
        admittedNanos += serviceNanos;
        if (start > nowNanos) await(start);
        return done;
    }

    private void replaceSoonest(long done) {
        int hole = 0;
        for (int child = 1; child < free.length; child = 2 * hole + 1) {
            if (child + 1 < free.length && free[child + 1] < free[child]) child++;
            if (free[child] >= done) break;
            free[hole] = free[child];
            hole = child;
        }
        free[hole] = done;
    }

    private void await(long start) {
        if (waits == waiting.length) {
            long[] larger = new long[2 * waits];
            for (int i = 0; i < waits; i++) larger[i] = waiting[(first + i) & (waits - 1)];
            waiting = larger;
            first = 0;
        }
        waiting[(first + waits++) & (waiting.length - 1)] = start;
    }

    public int workers() {
        return free.length;
    }

    /// The time that all workers together have worked until `nowNanos`: what was admitted, less what lies
    /// ahead. Nothing is idle between now and a worker's last request, since work is only put off while
    /// everybody works.
    public long workedNanos(long nowNanos) {
        long ahead = 0;
        for (long done : free) if (done > nowNanos) ahead += done - nowNanos;
        return admittedNanos - ahead;
    }

    /// How many wait at `nowNanos`.
    public int waiting(long nowNanos) {
        begin(nowNanos);
        return waits;
    }

    private void begin(long nowNanos) {
        while (waits > 0 && waiting[first] <= nowNanos) {
            first = (first + 1) & (waiting.length - 1);
            waits--;
        }
    }
}
