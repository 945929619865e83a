package io.windtunnel.rehearsal.plan;

import java.util.Map;

/// How a stand-in answers one kind of request. Each behaviour has workers and a waiting line of its own.
///
/// @param take the time a worker spends on one request
/// @param workers how many work at once; 0 takes the machine's vCPUs
/// @param queue how many requests may wait for a worker; one more is answered 503 at once
/// @param body what is answered, with `status` and `headers`
public record Behaviour(
        RequestPattern on,
        Distribution take,
        int workers,
        int queue,
        int status,
        Map<String, String> headers,
        String body) {
    /// Requests that may wait when the file names no `queue`; about what web servers' accept backlogs hold.
    public static final int DEFAULT_QUEUE = 100;

    /// The most workers, and the longest line, that a stand-in may have.
    public static final int MOST = 100_000;

    public Behaviour {
        if (workers < 0 || workers > MOST) throw new IllegalArgumentException("from 1 to 100000 workers");
        if (queue < 0 || queue > MOST) throw new IllegalArgumentException("a queue from 0 to 100000");
        StandInPlan.requireStatus(status);
        headers = Map.copyOf(headers);
    }
}
