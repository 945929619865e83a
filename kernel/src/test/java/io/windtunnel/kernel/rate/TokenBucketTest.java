package io.windtunnel.kernel.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aFullBucketTakesABurstThenItsRate() {
        TokenBucket bucket = new TokenBucket(5, 2, 0);
        for (int i = 0; i < 5; i++) assertThat(bucket.take(1, 0)).isTrue();
        assertThat(bucket.take(1, 0)).isFalse();
        assertThat(bucket.nanosUntil(1, 0)).isEqualTo(SECOND / 2);
        assertThat(bucket.take(1, SECOND / 2)).isTrue();
        assertThat(bucket.take(1, SECOND / 2)).isFalse();
        assertThat(bucket.level(100 * SECOND)).isEqualTo(5);
    }

    @Test
    void whatWillNeverBeThereIsSaid() {
        assertThat(new TokenBucket(5, 2, 0).nanosUntil(6, 0)).isEqualTo(Long.MAX_VALUE);
        TokenBucket dry = new TokenBucket(1, 0, 0);
        dry.take(1, 0);
        assertThat(dry.nanosUntil(1, SECOND)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void overAnyTimeNoMorePassesThanCapacityAndRateAllow() {
        SplittableRandom random = new SplittableRandom(7);
        TokenBucket bucket = new TokenBucket(20, 50, 0);
        long now = 0;
        double taken = 0;
        for (int i = 0; i < 10_000; i++) {
            now += random.nextLong(SECOND / 20);
            double count = random.nextDouble(3);
            if (bucket.take(count, now)) taken += count;
            assertThat(taken).isLessThanOrEqualTo(20 + 50.0 * now / SECOND + 1e-6);
        }
    }
}
