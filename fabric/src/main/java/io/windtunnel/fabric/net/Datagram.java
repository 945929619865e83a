package io.windtunnel.fabric.net;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What a link does to datagrams, decided: how long one is under way, or that it is lost. Nobody repairs a
/// loss, and a later one may overtake an earlier one. Pure but for the state of one sender's wire.
final class Datagram {
    /// How long a datagram may wait for a wire of little bandwidth before it is dropped, scenario time.
    /// Our own figure: queues of routers hold between a few and some hundred milliseconds.
    static final Duration LONGEST_QUEUE = Duration.ofMillis(200);

    private final RandomGenerator random;
    private long wireFreeNanos = Long.MIN_VALUE;

    Datagram(RandomGenerator random) {
        this.random = random;
    }

    /// How long `bytes` sent at `nowNanos` are under way; null when they are lost.
    @Nullable
    Duration underway(LinkQuality quality, long bytes, long nowNanos) {
        if (quality.cut() || (quality.loss() > 0 && random.nextDouble() < quality.loss())) return null;
        Duration way = Transit.oneWay(quality, random);
        if (quality.bytesPerSecond() == LinkQuality.UNLIMITED) return way;
        long starts = Math.max(nowNanos, wireFreeNanos);
        if (starts - nowNanos > LONGEST_QUEUE.toNanos()) return null;
        wireFreeNanos = starts + (long) (bytes * 1e9 / quality.bytesPerSecond());
        return way.plusNanos(wireFreeNanos - nowNanos);
    }
}
