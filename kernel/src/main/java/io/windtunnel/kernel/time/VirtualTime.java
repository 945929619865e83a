package io.windtunnel.kernel.time;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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

    private static final VarHandle NANOS;

    static {
        try {
            NANOS = MethodHandles.lookup().findVarHandle(VirtualTime.class, "nanos", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Instant origin;
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private volatile long nanos;
    private volatile long earliest = Long.MAX_VALUE;
    private long order;

    public VirtualTime(Instant origin) {
        this.origin = origin;
    }

    @Override
    public Instant now() {
        return origin.plusNanos(nanos);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public synchronized Timer after(Duration delay, Runnable task) {
        Flag flag = new Flag();
        tasks.add(new Task(nanos + Math.max(0, delay.toNanos()), order++, task, flag));
        look();
        return flag;
    }

    private void look() {
        Task first = tasks.peek();
        earliest = first == null ? Long.MAX_VALUE : first.dueNanos;
    }

    @Override
    public Duration onWall(Duration scenario) {
        return Duration.ZERO;
    }

    /// Moves time forward by `duration`, running every task that falls due on the way, those asked for on the way too.
    public void advance(Duration duration) {
        long until = nanos() + duration.toNanos();
        for (Task task = nextBefore(until); task != null; task = nextBefore(until)) task.body.run();
        moveTo(until);
    }

    /// Moves time to the next task and runs it; false when there is none.
    public boolean step() {
        Task task = nextBefore(Long.MAX_VALUE);
        if (task == null) return false;
        task.body.run();
        return true;
    }

    /// No task is due before this, in nanoseconds as [#nanos] tells them; one that was cancelled may be. One read, for
    /// the hot path of a simulation that has events of its own between the tasks.
    public long earliestNanos() {
        return earliest;
    }

    /// When the next task is due; `Long.MAX_VALUE` when there is none.
    public synchronized long nextDueNanos() {
        for (Task first = tasks.peek(); first != null && first.flag.cancelled; first = tasks.peek()) tasks.remove();
        look();
        return earliest;
    }

    /// Moves time forward to a moment before which no task is due. Only for the thread that moves time.
    public void moveTo(long toNanos) {
        NANOS.setRelease(this, Math.max(nanos, toNanos));
    }

    private synchronized @Nullable Task nextBefore(long until) {
        try {
            while (true) {
                Task first = tasks.peek();
                if (first == null || first.dueNanos > until) return null;
                tasks.remove();
                if (first.flag.cancelled) continue;
                moveTo(first.dueNanos);
                return first;
            }
        } finally {
            look();
        }
    }
}
