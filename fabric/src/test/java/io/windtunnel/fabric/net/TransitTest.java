package io.windtunnel.fabric.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TransitTest {
    private static final long MILLI = 1_000_000;

    private final Transit transit = new Transit(new SplittableRandom(1));

    @Test
    void latencyIsAddedOnce() {
        LinkQuality slow = LinkQuality.latency(Duration.ofMillis(80));
        assertThat(transit.arrival(slow, 10, 5 * MILLI)).isEqualTo(85 * MILLI);
        assertThat(transit.arrival(slow, 10, 6 * MILLI)).isEqualTo(86 * MILLI);
    }

    @Test
    void bandwidthMakesBytesQueue() {
        LinkQuality narrow = new LinkQuality(Duration.ofMillis(10), Duration.ZERO, 0, 1_000_000, false);
        assertThat(transit.arrival(narrow, 1000, 0)).isEqualTo(11 * MILLI);
        assertThat(transit.arrival(narrow, 1000, 0)).isEqualTo(12 * MILLI);
        assertThat(transit.arrival(narrow, 1000, 100 * MILLI)).isEqualTo(111 * MILLI);
    }

    @Test
    void nothingOvertakes() {
        LinkQuality jittery = new LinkQuality(Duration.ofMillis(1), Duration.ofMillis(50), 0.2, 1 << 20, false);
        long last = 0;
        for (int i = 0; i < 10_000; i++) {
            long now = i * 10_000L;
            long arrival = transit.arrival(jittery, 1 + i % 9000, now);
            assertThat(arrival).isGreaterThanOrEqualTo(last).isGreaterThanOrEqualTo(now + MILLI);
            last = arrival;
        }
    }

    @Test
    void lossIsFeltAsTheTimeoutOfARetransmission() {
        LinkQuality lossy = new LinkQuality(Duration.ofMillis(10), Duration.ZERO, 0.1, LinkQuality.UNLIMITED, false);
        int late = 0;
        int runs = 20_000;
        for (int i = 0; i < runs; i++) {
            long took = new Transit(new SplittableRandom(i)).arrival(lossy, 100, 0);
            if (took == 10 * MILLI) continue;
            late++;
            assertThat(took).isGreaterThanOrEqualTo((10 + 220) * MILLI);
        }
        assertThat(late / (double) runs).isBetween(0.09, 0.11);
    }

    @Test
    void aLossInsideOfABurstIsRepairedAfterARoundTrip() {
        LinkQuality lossy = new LinkQuality(Duration.ofMillis(10), Duration.ZERO, 0.001, LinkQuality.UNLIMITED, false);
        int repaired = 0;
        for (int i = 0; i < 2000; i++) {
            long took = new Transit(new SplittableRandom(i)).arrival(lossy, 100L * Transit.PACKET_BYTES, 0);
            if (took == 30 * MILLI) repaired++;
        }
        assertThat(repaired).isBetween(150, 230);
    }

    @Test
    void triesOfAStalledSenderGrowApart() {
        long[] tries = new long[5];
        long at = 0;
        for (int i = 0; i < tries.length; i++) tries[i] = at = Transit.nextRetry(0, at);
        assertThat(tries).containsExactly(200 * MILLI, 600 * MILLI, 1400 * MILLI, 3000 * MILLI, 6200 * MILLI);
        assertThat(Transit.nextRetry(0, 20_000 * MILLI)).isEqualTo(25_400 * MILLI);
    }

    @Test
    void handshakesAreRetriedEverySecondThenLessOften() {
        assertThat(Handshake.nextTry(0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Handshake.nextTry(3)).isEqualTo(Duration.ofSeconds(8));
        assertThat(Handshake.nextTry(100)).isEqualTo(Duration.ofSeconds(64));
        LinkQuality slow = LinkQuality.latency(Duration.ofMillis(30));
        SplittableRandom random = new SplittableRandom(1);
        assertThat(Handshake.answerAfter(slow, slow, random)).isEqualTo(Duration.ofMillis(60));
        assertThat(Handshake.answerAfter(slow, LinkQuality.CUT, random)).isNull();
    }
}
