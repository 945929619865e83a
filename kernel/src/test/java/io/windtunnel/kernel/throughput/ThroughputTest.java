package io.windtunnel.kernel.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.kernel.random.RandomStreams;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ThroughputTest {
    private static final long SECOND = 1_000_000_000L;

    private static int served(BurstBucket bucket, long from, int seconds, int perSecond) {
        int served = 0;
        for (int i = 0; i < seconds * perSecond; i++) {
            if (!bucket.open(from + i * SECOND / perSecond)) continue;
            bucket.take(1);
            served++;
        }
        return served;
    }

    @Test
    void saves_five_minutes_for_a_burst() {
        BurstBucket bucket = new BurstBucket(10, 300, 0);
        assertThat(served(bucket, 0, 10, 100))
                .as("a new table has saved nothing")
                .isBetween(108, 112);
        assertThat(served(bucket, 1_000 * SECOND, 10, 1_000))
                .as("300 s saved, and 10 s")
                .isBetween(3_098, 3_102);
    }

    @Test
    void what_is_taken_too_much_is_owed() {
        BurstBucket bucket = new BurstBucket(1, 300, 0);
        assertThat(bucket.open(0)).isTrue();
        bucket.take(128);
        assertThat(bucket.open(126 * SECOND)).isFalse();
        assertThat(bucket.open(128 * SECOND)).isTrue();
    }

    @Test
    void doubles_the_previous_peak_after_thirty_minutes() {
        PreviousPeak peak = new PreviousPeak(4_000, 0);
        for (int second = 0; second < 60; second++) peak.used(3_500, second * SECOND);
        assertThat(peak.ceiling(60 * SECOND)).isEqualTo(4_000);
        assertThat(peak.ceiling(29 * 60 * SECOND)).isEqualTo(4_000);
        assertThat(peak.ceiling(31 * 60 * SECOND)).isEqualTo(7_000);
        assertThat(peak.ceiling(300 * 60 * SECOND)).isEqualTo(7_000);
    }

    @Test
    void splits_where_the_load_is_halved() {
        PartitionHeat heat = new PartitionHeat(0, -1L);
        RandomGenerator random = new RandomStreams(3).stream("test");
        for (int minute = 0; minute < PartitionHeat.MINUTES; minute++) {
            for (int i = 0; i < 10_000; i++) heat.used(random.nextLong() >>> 2, 1);
            heat.throttled();
            if (minute + 1 < PartitionHeat.MINUTES) assertThat(heat.decide()).isEmpty();
        }
        long cut = heat.decide().orElseThrow();
        assertThat(cut).isBetween(Long.MAX_VALUE / 5, Long.MAX_VALUE / 3);
    }

    @Test
    void one_key_cannot_be_split() {
        PartitionHeat heat = new PartitionHeat(0, -1L);
        for (int minute = 0; minute < 5; minute++) {
            for (int i = 0; i < 1_000; i++) heat.used(i % 20 == 0 ? i : 99, 1);
            heat.throttled();
            assertThat(heat.decide()).isEmpty();
        }
    }

    @Test
    void without_throttles_nothing_is_split() {
        PartitionHeat heat = new PartitionHeat(0, -1L);
        for (int minute = 0; minute < 5; minute++) {
            for (int i = 0; i < 1_000; i++) heat.used(i * 1_000_003L, 1);
            assertThat(heat.decide()).isEmpty();
        }
    }
}
