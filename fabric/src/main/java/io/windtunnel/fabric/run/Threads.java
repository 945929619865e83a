package io.windtunnel.fabric.run;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/// Where threads come from: nothing else starts one. Work that may block runs on virtual threads; the few platform
/// threads (event loops, the clock) are daemons with a name.
///
/// Thread safety: every method may be called from any thread.
public final class Threads implements AutoCloseable {
    /// How long [#close] waits for work that is under way, wall time.
    private static final long CLOSE_MILLIS = 2_000;

    private final ExecutorService virtual = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("work-", 0).factory());

    /// Runs each task on a virtual thread of its own. Tasks handed over after [#close] are refused.
    public ExecutorService virtual() {
        return virtual;
    }

    /// Runs `task` on a virtual thread. An exception it does not catch is printed with its trace: it is a bug.
    public void run(Runnable task) {
        virtual.execute(task);
    }

    /// Makes daemon platform threads called `name-1`, `name-2` and so on: for event loops and drivers of engines.
    public ThreadFactory platform(String name) {
        return Thread.ofPlatform().daemon().name(name + "-", 1).factory();
    }

    /// `count` daemon platform threads for work that keeps a processor busy, called `name-1` and so on.
    /// The caller shuts it down.
    public ExecutorService workers(String name, int count) {
        return Executors.newFixedThreadPool(count, platform(name));
    }

    ScheduledThreadPoolExecutor scheduler(String name) {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, platform(name));
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        scheduler.setRemoveOnCancelPolicy(true);
        return scheduler;
    }

    /// Interrupts what still runs and waits for it a little.
    @Override
    public void close() {
        virtual.shutdownNow();
        try {
            boolean _ = virtual.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
