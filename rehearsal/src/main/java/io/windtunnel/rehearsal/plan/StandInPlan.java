package io.windtunnel.rehearsal.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The behaviour of code that is not written yet, played on every machine made from the resource with `logicalId`.
///
/// @param listen the TCP port it listens on
/// @param boot from launch until it answers, in scenario time
/// @param restart the same when a stopped machine is started again, its image read already
/// @param completes the lifecycle hook that it completes once it listens, as a program that says it is ready; or null
/// @param workers shared by all behaviours that have none of their own; null when each has its own
/// @param queue how many requests may wait for the shared workers
/// @param serve what it answers, the first match wins
/// @param otherwise the HTTP status of a request that nothing in `serve` matches
public record StandInPlan(
        String logicalId,
        int listen,
        Boot boot,
        Boot restart,
        @Nullable String completes,
        @Nullable Workers workers,
        int queue,
        List<Behaviour> serve,
        int otherwise) {
    /// The port of a stand-in that names none.
    public static final int DEFAULT_PORT = 8080;

    public StandInPlan {
        if (listen < 1 || listen > 65_535) throw new IllegalArgumentException("a port from 1 to 65535");
        Behaviour.requireQueue(queue);
        requireStatus(otherwise);
        serve = List.copyOf(serve);
    }

    static void requireStatus(int status) {
        if (status < 200 || status > 599) throw new IllegalArgumentException("an HTTP status from 200 to 599");
    }
}
