package io.windtunnel.fabric.net;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.kernel.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// Scenario time whose tasks run on an event loop: for what belongs to the connections of that loop.
public record LoopTime(Time time, EventLoop loop) implements Time {
    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        long wallNanos = Math.max(0, time.onWall(delay).toNanos());
        Future<?> scheduled = loop.schedule(task, wallNanos, TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public Duration onWall(Duration scenario) {
        return time.onWall(scenario);
    }
}
