package io.windtunnel.rehearsal.plan;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a stand-in answers one kind of request.
///
/// @param take the time a worker spends on one request
/// @param workers how many work at once on this kind alone, with a waiting line of their own; null when it is worked
///     on by the stand-in's shared workers or, where there are none, by one for each vCPU
/// @param queue how many requests may wait for such a worker; one more is answered 503 at once
/// @param body what is answered, with `status` and `headers`
/// @param steps what is done, in their order, when the time is over; the worker is held until they are done
public record Behaviour(
        RequestPattern on,
        Distribution take,
        @Nullable Workers workers,
        int queue,
        int status,
        Map<String, String> headers,
        String body,
        List<Step> steps) {
    /// Requests that may wait when the file names no `queue`; about what web servers' accept backlogs hold.
    public static final int DEFAULT_QUEUE = 100;

    /// The most workers, and the longest line, that a stand-in may have.
    public static final int MOST = 100_000;

    public Behaviour {
        requireQueue(queue);
        StandInPlan.requireStatus(status);
        headers = Map.copyOf(headers);
        steps = List.copyOf(steps);
    }

    static void requireQueue(int queue) {
        if (queue < 0 || queue > MOST) throw new IllegalArgumentException("a queue from 0 to 100000");
    }
}
