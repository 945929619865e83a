package io.windtunnel.fabric.net;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// How TCP makes a connection over a link, decided: when the answer to a first packet comes, and when the packet is
/// sent again. Pure.
///
/// Source: RFC 6298 (first timeout one second, then twice as long each time), as Linux does it.
public final class Handshake {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    /// Linux's `tcp_syn_retries` doublings end below this many seconds.
    private static final int MOST_DOUBLINGS = 6;

    private Handshake() {}

    /// How long after a first packet its answer is there; null when either is lost.
    public static @Nullable Duration answerAfter(LinkQuality there, LinkQuality back, RandomGenerator random) {
        if (there.cut() || back.cut()) return null;
        if (random.nextDouble() < there.loss() || random.nextDouble() < back.loss()) return null;
        return Transit.oneWay(there, random).plus(Transit.oneWay(back, random));
    }

    /// How long to wait for an answer to try number `tries` (from 0) before the next.
    public static Duration nextTry(int tries) {
        return FIRST_RETRY.multipliedBy(1L << Math.min(tries, MOST_DOUBLINGS));
    }
}
