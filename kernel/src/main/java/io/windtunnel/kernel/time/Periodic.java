package io.windtunnel.kernel.time;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A task that asks for itself again at each multiple of its period.
final class Periodic implements Timer, Runnable {
    private final Time time;
    private final long periodNanos;
    private final Runnable task;
    private long dueNanos;
    private boolean cancelled;
    private @Nullable Timer next;

    Periodic(Time time, Duration period, Runnable task) {
        if (period.isNegative() || period.isZero()) throw new IllegalArgumentException("period must be positive");
        this.time = time;
        this.periodNanos = period.toNanos();
        this.task = task;
    }

    synchronized Periodic start() {
        dueNanos = time.nanos() + periodNanos;
        next = time.after(Duration.ofNanos(periodNanos), this);
        return this;
    }

    @Override
    public void run() {
        try {
            task.run();
        } finally {
            again();
        }
    }

    private synchronized void again() {
        if (cancelled) return;
        long now = time.nanos();
        long missed = Math.max(0, (now - dueNanos) / periodNanos);
        dueNanos += (missed + 1) * periodNanos;
        next = time.after(Duration.ofNanos(dueNanos - now), this);
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
        if (next != null) next.cancel();
    }
}
