package io.windtunnel.rehearsal.standin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;

/// Workers who are held for as long as their work takes, which nobody knows before: what calls services. Like a
/// [WorkerLine] they have a bounded waiting line before them, first come, first served.
///
/// Thread safety: every method may be called from any thread.
final class Crew {
    private final int workers;
    private final int queue;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final PriorityQueue<Long> ends = new PriorityQueue<>();
    private int held;
    private long workedNanos;

    Crew(int workers, int queue) {
        if (workers < 1 || queue < 0) throw new IllegalArgumentException("workers " + workers + ", queue " + queue);
        this.workers = workers;
        this.queue = queue;
    }

    /// Begins the work when a worker is free: at once, on this thread, or later; false when the line is full.
    boolean enter(Runnable work) {
        synchronized (this) {
            if (held >= workers) {
                if (waiting.size() >= queue) return false;
                waiting.addLast(work);
                return true;
            }
            held++;
        }
        work.run();
        return true;
    }

    /// A worker is done.
    ///
    /// @return what waits for it and is to be run next; nothing when it is free now
    synchronized Runnable leave() {
        Runnable next = waiting.pollFirst();
        if (next != null) return next;
        held--;
        return () -> {};
    }

    int workers() {
        return workers;
    }

    /// A worker works from now on for so long; while it waits for a service it does not.
    synchronized void works(long nowNanos, long nanos) {
        settle(nowNanos);
        workedNanos += nanos;
        ends.add(nowNanos + nanos);
    }

    /// The time that all workers together have worked until `nowNanos`.
    synchronized long workedNanos(long nowNanos) {
        settle(nowNanos);
        long ahead = 0;
        for (long end : ends) ahead += end - nowNanos;
        return workedNanos - ahead;
    }

    private void settle(long nowNanos) {
        while (!ends.isEmpty() && ends.peek() <= nowNanos) ends.poll();
    }
}
