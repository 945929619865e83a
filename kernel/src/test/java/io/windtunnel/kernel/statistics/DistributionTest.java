package io.windtunnel.kernel.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DistributionTest {
    @Test
    void percentilesOfRandomSamplesAreWithinAPercent() {
        SplittableRandom random = new SplittableRandom(7);
        double[] samples = new double[20_000];
        Recorder recorder = new Recorder();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Math.exp(random.nextDouble(-12, 12)) * (random.nextInt(10) == 0 ? -1 : 1);
            recorder.record(samples[i]);
        }
        Arrays.sort(samples);
        Distribution all = recorder.harvest();
        assertThat(all.count()).isEqualTo(20_000);
        assertThat(all.minimum()).isEqualTo(samples[0]);
        assertThat(all.maximum()).isEqualTo(samples[19_999]);
        for (double percent : new double[] {1, 10, 50, 90, 99, 99.9}) {
            double exact = samples[(int) Math.ceil(samples.length * percent / 100) - 1];
            assertThat(all.percentile(percent)).isCloseTo(exact, within(Math.abs(exact) * 0.01));
        }
    }

    @Test
    void mergingIsTheSameAsRecordingTogether() {
        SplittableRandom random = new SplittableRandom(8);
        Recorder together = new Recorder();
        Recorder apart = new Recorder();
        Distribution merged = Distribution.EMPTY;
        for (int i = 0; i < 1_000; i++) {
            double value = i % 7 == 0 ? 0 : random.nextDouble(-5, 50);
            together.record(value);
            apart.record(value);
            if (i % 13 == 0) merged = merged.plus(apart.harvest());
        }
        merged = merged.plus(apart.harvest());
        Distribution whole = together.harvest();
        assertThat(merged.count()).isEqualTo(whole.count());
        assertThat(merged.sum()).isCloseTo(whole.sum(), within(1e-6));
        for (int percent = 0; percent <= 100; percent += 5)
            assertThat(merged.percentile(percent)).isEqualTo(whole.percentile(percent));
    }

    @Test
    void equalSamplesAreExact() {
        Distribution ones = Distribution.of(1.7, 3).plus(Distribution.of(1.7, 2));
        assertThat(ones.percentile(50)).isEqualTo(1.7);
        assertThat(ones.trimmedMean(10, 90)).isCloseTo(1.7, within(1e-12));
        assertThat(ones.average()).isCloseTo(1.7, within(1e-12));
    }

    @Test
    void aSummaryHidesItsPercentilesUnlessAllAreEqual() {
        assertThat(Distribution.summary(4, 10, 1, 4).percentile(50)).isNull();
        assertThat(Distribution.summary(4, 8, 2, 2).percentile(50)).isEqualTo(2.0);
        assertThat(Distribution.summary(4, 10, 1, 4).plus(Distribution.of(2, 1)).percentile(99))
                .isNull();
    }

    @Test
    void slicesHoldWhatLiesBetween() {
        Distribution samples = Distribution.EMPTY;
        for (int value = 1; value <= 10; value++) samples = samples.plus(Distribution.of(value, 1));
        Distribution.Slice middle = samples.betweenPercentiles(20, 90);
        assertThat(middle.below()).isEqualTo(2);
        assertThat(middle.count()).isEqualTo(7);
        assertThat(middle.sum()).isCloseTo(42, within(0.5));
        assertThat(middle.above()).isEqualTo(1);
        Distribution.Slice values = samples.betweenValues(2, 5);
        assertThat(values.below()).as("the lower bound is not in").isEqualTo(2);
        assertThat(values.count()).as("the upper bound is in").isEqualTo(3);
        assertThat(values.above()).isEqualTo(5);
        assertThat(samples.betweenValues(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                        .count())
                .isEqualTo(10);
        assertThat(Distribution.summary(4, 10, 1, 4).betweenValues(0, 9)).isNull();
    }

    @Test
    void nothingIsLostBetweenHarvests() {
        Recorder recorder = new Recorder();
        for (int i = 0; i < 10; i++) recorder.record(1e-300);
        recorder.record(Double.NaN);
        assertThat(recorder.harvest().count()).isEqualTo(10);
        assertThat(recorder.harvest().isEmpty()).isTrue();
        recorder.record(1e300);
        assertThat(recorder.harvest().percentile(50)).isEqualTo(1e300);
    }
}
