package io.windtunnel.kernel.prefix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrefixPartitionsTest {
    private static final long SECOND = 1_000_000_000L;

    /// How many of `rate` writes are taken in a second, over a thousand keys.
    private static int second(PrefixPartitions partitions, int rate, long second) {
        int taken = 0;
        for (int i = 0; i < rate; i++) {
            String key = "p/" + (1_000 + i * 7 % 1_000);
            if (partitions.admit(key, true, second * SECOND + i * SECOND / rate)) taken++;
        }
        return taken;
    }

    @Test
    void takesWhatOnePartitionTakes() {
        PrefixPartitions partitions = new PrefixPartitions(0);
        second(partitions, 3_500, 0);
        assertThat(second(partitions, 3_500, 1)).isEqualTo(3_500);
        second(partitions, 7_000, 2);
        assertThat(second(partitions, 7_000, 3)).isBetween(3_490, 3_510);
        assertThat(partitions.admit("p/1", false, 4 * SECOND))
                .as("reads count apart")
                .isTrue();
    }

    @Test
    void splitsWhatStaysHotAndNotWhatWasHotOnce() {
        PrefixPartitions partitions = new PrefixPartitions(0);
        for (int second = 0; second < 60; second++) second(partitions, 5_000, second);
        for (int second = 60; second < 600; second++) second(partitions, 100, second);
        assertThat(partitions.size()).isEqualTo(1);
        for (int second = 600; second < 1_000; second++) second(partitions, 7_000, second);
        assertThat(partitions.size()).isEqualTo(2);
        second(partitions, 7_000, 1_000);
        assertThat(second(partitions, 7_000, 1_001)).isBetween(6_300, 7_000);
    }

    @Test
    void oneHotKeyCannotBeSplit() {
        PrefixPartitions partitions = new PrefixPartitions(0);
        int taken = 0;
        for (int i = 0; i < 2_000 * 4_000; i++) {
            boolean admitted = partitions.admit("k", true, i * (SECOND / 4_000));
            if (i >= 1_999 * 4_000 && admitted) taken++;
        }
        assertThat(partitions.size()).isLessThanOrEqualTo(2);
        assertThat(taken).isBetween(3_490, 3_510);
    }
}
