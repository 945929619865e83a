package io.windtunnel.fabric.run;

import io.windtunnel.kernel.time.WallTime;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// What drives wall time: one thread that wakes it when a timer is due; due tasks run on virtual threads.
public final class ClockWork implements AutoCloseable {
    private final ScheduledThreadPoolExecutor alarm;
    private final WallTime time;

    private ClockWork(double speed, Instant earliest, Threads threads) {
        this.alarm = threads.scheduler("clock");
        this.time = new WallTime(speed, earliest, this::ring, task -> start(threads, task));
    }

    /// A running clock.
    ///
    /// @param speed scenario seconds per wall second, above 0, at most 10000
    public static ClockWork wall(double speed, Threads threads) {
        return wall(speed, Instant.MIN, threads);
    }

    /// A running clock that shows no time before `earliest`.
    public static ClockWork wall(double speed, Instant earliest, Threads threads) {
        return new ClockWork(speed, earliest, threads);
    }

    public WallTime time() {
        return time;
    }

    private void ring(long wallDelayNanos, Runnable wake) {
        try {
            alarm.schedule(wake, wallDelayNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException _) {
            // The clock has stopped: timers of a closed fabric never fall due.
        }
    }

    private static void start(Threads threads, Runnable task) {
        try {
            threads.run(task);
        } catch (RejectedExecutionException _) {
            // The fabric closes: what was due is not begun.
        }
    }

    /// Stops the clock: no timer falls due any more.
    @Override
    public void close() {
        alarm.shutdownNow();
    }
}
