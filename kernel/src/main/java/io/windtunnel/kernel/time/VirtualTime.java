package io.windtunnel.kernel.time;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Time that stands still until it is moved, and then jumps from one task to the next. Tasks run on the thread that
/// moves it, in the order of their due time and, when due together, in the order they were asked for: the same calls
/// give the same run.
public final class VirtualTime implements Time {
    private record Task(long dueNanos, long order, Runnable body, Flag flag) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byDue = Long.compare(dueNanos, other.dueNanos);
            return byDue != 0 ? byDue : Long.compare(order, other.order);
        }
    }

    private static final class Flag implements Timer {
        private volatile boolean cancelled;

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    private final Instant origin;
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long nanos;
    private long order;

    public VirtualTime(Instant origin) {
        this.origin = origin;
    }

    @Override
    public synchronized Instant now() {
        return origin.plusNanos(nanos);
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Timer after(Duration delay, Runnable task) {
        Flag flag = new Flag();
        tasks.add(new Task(nanos + Math.max(0, delay.toNanos()), order++, task, flag));
        return flag;
    }

    @Override
    public Duration onWall(Duration scenario) {
        return Duration.ZERO;
    }

    /// Moves time forward by `duration`, running every task that falls due on the way, those asked for on the way too.
    public void advance(Duration duration) {
        long until = nanos() + duration.toNanos();
        for (Task task = nextBefore(until); task != null; task = nextBefore(until)) task.body.run();
        synchronized (this) {
            nanos = until;
        }
    }

    /// Moves time to the next task and runs it; false when there is none.
    public boolean step() {
        Task task = nextBefore(Long.MAX_VALUE);
        if (task == null) return false;
        task.body.run();
        return true;
    }

    private synchronized @Nullable Task nextBefore(long until) {
        while (true) {
            Task first = tasks.peek();
            if (first == null || first.dueNanos > until) return null;
            tasks.remove();
            if (first.flag.cancelled) continue;
            nanos = Math.max(nanos, first.dueNanos);
            return first;
        }
    }
}
