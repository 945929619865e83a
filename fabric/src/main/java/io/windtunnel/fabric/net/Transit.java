package io.windtunnel.fabric.net;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// What a link does to one direction of a TCP connection, decided: when bytes that are sent now arrive. Nothing
/// overtakes and nothing is lost for good: TCP sends a lost packet again, and everything behind it waits.
///
/// Sources: RFC 6298 (retransmission timeout doubles), Linux's bounds of it (`TCP_RTO_MIN`, `TCP_RTO_MAX`,
/// `tcp_retries2` = 15), RFC 5681 (a loss that three later packets betray is repaired after one round trip).
public final class Transit {
    /// What a packet carries, an Ethernet frame's worth.
    static final int PACKET_BYTES = 1460;

    /// How long a sender with something unacknowledged goes on trying before it gives the connection up.
    static final Duration GIVE_UP = Duration.ofMillis(924_600);

    private static final long LEAST_TIMEOUT_NANOS = Duration.ofMillis(200).toNanos();
    private static final long MOST_TIMEOUT_NANOS = Duration.ofSeconds(120).toNanos();
    private static final int BETRAYING_PACKETS = 3;

    private final RandomGenerator random;
    private long wireFreeNanos = Long.MIN_VALUE;
    private long lastArrivalNanos = Long.MIN_VALUE;

    Transit(RandomGenerator random) {
        this.random = random;
    }

    /// When `bytes` that are sent at `nowNanos` over a link of `quality` (not cut) have arrived, scenario nanoseconds.
    long arrival(LinkQuality quality, long bytes, long nowNanos) {
        long leaves = Math.max(nowNanos, wireFreeNanos);
        if (quality.bytesPerSecond() != LinkQuality.UNLIMITED) {
            leaves += (long) (bytes * 1e9 / quality.bytesPerSecond());
            wireFreeNanos = leaves;
        }
        long arrives = leaves + takes(quality, bytes, random);
        lastArrivalNanos = Math.max(lastArrivalNanos, arrives);
        return lastArrivalNanos;
    }

    /// How long a burst takes that nothing is in the way of, on a link that is not cut, scenario nanoseconds: its
    /// packets' way, and the repair of those that are lost.
    public static long takes(LinkQuality quality, long bytes, RandomGenerator random) {
        long nanos = oneWay(quality, random).toNanos();
        return quality.loss() > 0 ? nanos + repairNanos(quality, bytes, random) : nanos;
    }

    /// How long the slowest packet of a burst is held up by losses.
    private static long repairNanos(LinkQuality quality, long bytes, RandomGenerator random) {
        long packets = Math.max(1, (bytes + PACKET_BYTES - 1) / PACKET_BYTES);
        long roundTrip = 2 * quality.latency().toNanos() + quality.jitter().toNanos();
        long slowest = 0;
        for (long packet = 0; packet < packets; packet++) {
            if (random.nextDouble() >= quality.loss()) continue;
            boolean betrayed = packets - packet > BETRAYING_PACKETS;
            long timeout = roundTrip + LEAST_TIMEOUT_NANOS;
            long delay = betrayed ? roundTrip : timeout;
            while (random.nextDouble() < quality.loss()) {
                delay += timeout;
                timeout = Math.min(2 * timeout, MOST_TIMEOUT_NANOS);
            }
            slowest = Math.max(slowest, delay);
        }
        return slowest;
    }

    /// One packet's way: the latency and its share of the jitter.
    static Duration oneWay(LinkQuality quality, RandomGenerator random) {
        if (quality.jitter().isZero()) return quality.latency();
        return quality.latency()
                .plusNanos((long) (random.nextDouble() * quality.jitter().toNanos()));
    }

    /// When the sender next tries again after `nowNanos`, having had no answer since `heldNanos`: its tries are
    /// 0.2, 0.6, 1.4, 3 ... seconds after that, so a long cut is felt for a while after it is lifted.
    public static long nextRetry(long heldNanos, long nowNanos) {
        long at = heldNanos;
        long timeout = LEAST_TIMEOUT_NANOS;
        while (at <= nowNanos) {
            at += timeout;
            timeout = Math.min(2 * timeout, MOST_TIMEOUT_NANOS);
        }
        return at;
    }
}
