package io.windtunnel.rehearsal.plan;

import io.windtunnel.kernel.identity.Place;
import java.util.List;
import java.util.stream.Stream;
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
/// @param consume the queues it works through
/// @param otherwise the HTTP status of a request that nothing in `serve` matches
/// @param stands where it stands when it is no machine of the template's but a program elsewhere; null for a machine
/// @param designs beside which it stands; empty for all
public record StandInPlan(
        String logicalId,
        int listen,
        Boot boot,
        Boot restart,
        @Nullable String completes,
        @Nullable Workers workers,
        int queue,
        List<Behaviour> serve,
        List<Consumer> consume,
        int otherwise,
        @Nullable Place stands,
        List<String> designs) {
    /// The port of a stand-in that names none.
    public static final int DEFAULT_PORT = 8080;

    public StandInPlan {
        if (listen < 1 || listen > 65_535) throw new IllegalArgumentException("a port from 1 to 65535");
        Behaviour.requireQueue(queue);
        requireStatus(otherwise);
        serve = List.copyOf(serve);
        consume = List.copyOf(consume);
        designs = List.copyOf(designs);
    }

    /// Whether it stands by itself beside a design.
    public boolean standsBeside(String design) {
        return stands != null && (designs.isEmpty() || designs.contains(design));
    }

    /// Whether it does more than answer: its steps meet services.
    public boolean meetsServices() {
        return !consume.isEmpty()
                || serve.stream().anyMatch(behaviour -> !behaviour.steps().isEmpty());
    }

    /// Every step it may take.
    public Stream<Step> steps() {
        return Stream.concat(
                serve.stream().flatMap(behaviour -> behaviour.steps().stream()),
                consume.stream().flatMap(consumer -> consumer.steps().stream()));
    }

    static void requireStatus(int status) {
        if (status < 200 || status > 599) throw new IllegalArgumentException("an HTTP status from 200 to 599");
    }
}
