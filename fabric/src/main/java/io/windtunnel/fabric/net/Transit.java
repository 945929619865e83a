package io.windtunnel.fabric.net;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// What a link does to one direction of a TCP connection, decided: when bytes sent now arrive.
final class Transit {
    private Transit() {}

    /// One packet's way: the latency and its share of the jitter.
    static Duration oneWay(LinkQuality quality, RandomGenerator random) {
        if (quality.jitter().isZero()) return quality.latency();
        return quality.latency()
                .plusNanos((long) (random.nextDouble() * quality.jitter().toNanos()));
    }
}
