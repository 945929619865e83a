package io.windtunnel.cloud.operations.cloudformation;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Runs tasks one after the other on the threads of those who post them: nobody waits, and no lock is held while a task
/// runs.
///
/// Thread safety: [#post] may be called from any thread, also from within a task.
final class Mailbox {
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    void post(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
            if (running) return;
            running = true;
        }
        for (Runnable next = next(); next != null; next = next()) next.run();
    }

    private @Nullable Runnable next() {
        synchronized (tasks) {
            Runnable next = tasks.poll();
            if (next == null) running = false;
            return next;
        }
    }
}
