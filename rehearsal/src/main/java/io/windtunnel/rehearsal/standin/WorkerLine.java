package io.windtunnel.rehearsal.standin;

import java.util.ArrayDeque;
import java.util.PriorityQueue;

/// Workers with a bounded waiting line before them: first come, first served. Nothing runs here: a request that comes
/// is told at once when its work will be done. Since the arithmetic is on due times, a timer that fires late does
/// not make the workers slower.
///
/// Thread safety: every method may be called from any thread.
public final class WorkerLine {
    /// The answer of a full line.
    public static final long FULL = -1;

    private final int queue;
    private final int workers;
    private long admittedNanos;
    private final PriorityQueue<Long> free = new PriorityQueue<>();
    private final ArrayDeque<Long> waiting = new ArrayDeque<>();

    /// @param workers how many work at once, at least 1
    /// @param queue how many may wait
    public WorkerLine(int workers, int queue) {
        if (workers < 1 || queue < 0) throw new IllegalArgumentException("workers " + workers + ", queue " + queue);
        this.queue = queue;
        this.workers = workers;
        for (int i = 0; i < workers; i++) free.add(Long.MIN_VALUE);
    }

    /// A request that takes `serviceNanos` of a worker's time comes at `nowNanos`: when it will be done, or [#FULL].
    /// Calls come in the order of time.
    public synchronized long admit(long nowNanos, long serviceNanos) {
        begin(nowNanos);
        Long soonest = free.peek();
        if (soonest == null) throw new IllegalStateException("no worker");
        long start = Math.max(nowNanos, soonest);
        if (start > nowNanos && waiting.size() >= queue) return FULL;
        free.remove();
        long done = start + serviceNanos;
        free.add(done);
        admittedNanos += serviceNanos;
        if (start > nowNanos) waiting.add(start);
        return done;
    }

    public int workers() {
        return workers;
    }

    /// The time that all workers together have worked until `nowNanos`: what was admitted, less what lies ahead.
    /// Nothing
    /// is idle between now and a worker's last request, since work is only put off while everybody works.
    public synchronized long workedNanos(long nowNanos) {
        long ahead = 0;
        for (long done : free) ahead += Math.max(0, done - nowNanos);
        return admittedNanos - ahead;
    }

    /// How many wait at `nowNanos`.
    public synchronized int waiting(long nowNanos) {
        begin(nowNanos);
        return waiting.size();
    }

    private void begin(long nowNanos) {
        while (!waiting.isEmpty() && waiting.peekFirst() <= nowNanos) waiting.removeFirst();
    }
}
