package io.windtunnel.rehearsal.plan;

import io.windtunnel.kernel.identity.Place;
import java.time.Duration;
import java.util.List;

/// One stream of requests. It is an open loop: requests are sent when they are due, however the answers come.
///
/// @param to the base URL; `{SiteUrl}` stands for the stack's output of that name
/// @param from where its clients stand
/// @param send what is sent, by weight
/// @param timeout after the intended send time a request without its whole answer is missed
/// @param connectTimeout how long an address may take to answer before the name's next one is tried
/// @param keepAlive whether connections are used again
/// @param clients how many take turns, each with connections of its own, 1 to [#MOST_CLIENTS]
public record TrafficPlan(
        String name,
        String to,
        Place from,
        List<RequestTemplate> send,
        RateCurve rate,
        Pacing pacing,
        Duration timeout,
        Duration connectTimeout,
        boolean keepAlive,
        int clients) {
    /// Each client has connections of its own, and each of those two descriptors.
    public static final int MOST_CLIENTS = 1_000;

    /// Patience of a client that names none. Ours: between a shopper's (2-3 s) and an SDK's (tens of seconds).
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    /// How long a client waits for one address before it tries the next. Ours: what curl's and the SDKs' short settings
    /// are; browsers (RFC 8305) start the next after 250 ms.
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(1);

    public TrafficPlan {
        if (timeout.isZero()) throw new IllegalArgumentException("a timeout above zero");
        if (connectTimeout.isZero()) throw new IllegalArgumentException("a connect timeout above zero");
        if (clients < 1 || clients > MOST_CLIENTS) throw new IllegalArgumentException("1 to 1,000 clients");
        if (send.isEmpty()) throw new IllegalArgumentException("at least one request to send");
        send = List.copyOf(send);
    }
}
