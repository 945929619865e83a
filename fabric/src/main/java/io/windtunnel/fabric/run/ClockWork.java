package io.windtunnel.fabric.run;

import io.windtunnel.kernel.time.WallTime;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// What drives wall time: one thread that wakes it when a timer is due; due tasks run on virtual threads.
public final class ClockWork implements AutoCloseable {
    private final ScheduledThreadPoolExecutor alarm;
    private final WallTime time;

    private ClockWork(Threads threads, Function<ClockWork, WallTime> time) {
        this.alarm = threads.scheduler("clock");
        this.time = time.apply(this);
    }

    /// A running clock.
    ///
    /// @param speed scenario seconds per wall second, above 0, at most 10000
    public static ClockWork wall(double speed, Threads threads) {
        return wall(speed, Instant.MIN, threads);
    }

    /// A running clock that shows no time before `earliest`.
    public static ClockWork wall(double speed, Instant earliest, Threads threads) {
        return new ClockWork(
                threads, work -> WallTime.notBefore(earliest, speed, work::ring, task -> start(threads, task)));
    }

    /// A running clock that shows `origin` now, and goes on from there.
    public static ClockWork from(Instant origin, double speed, Threads threads) {
        return new ClockWork(threads, work -> new WallTime(origin, speed, work::ring, task -> start(threads, task)));
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
