package io.windtunnel.kernel.time;

/// A task that has been asked for at a later time.
@FunctionalInterface
public interface Timer {
    /// Forgets the task. Has no effect when it has begun; a periodic task will not begin again.
    void cancel();
}
