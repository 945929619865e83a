package io.windtunnel.kernel.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IntervalTest {
    @Test
    void isThatOfTheTextbook() {
        Interval interval =
                Interval.of(new double[] {1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09}, 0.90);
        assertThat(interval.mean()).isCloseTo(1.343, within(1e-9));
        assertThat(interval.halfWidth()).isCloseTo(0.24, within(0.005)); // Law, example 4.27
    }

    @Test
    void holdsTheTruthAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(1);
        int held = 0;
        for (int trial = 0; trial < 4_000; trial++) {
            double[] samples = random.doubles(8).map(uniform -> 3 * uniform).toArray();
            if (Interval.of(samples, 0.9).contains(1.5)) held++;
        }
        assertThat(held / 4_000.0).isCloseTo(0.9, within(0.015));
    }

    @Test
    void oneSampleSaysNothingOfItsSpread() {
        Interval one = Interval.of(new double[] {5}, 0.95);
        assertThat(one.halfWidth()).isInfinite();
        assertThat(one.decides(1)).isFalse();
        assertThatThrownBy(() -> Interval.of(new double[0], 0.95)).hasMessage("no sample");
    }

    @Test
    void pairsForgetWhatTheyHaveInCommon() {
        SplittableRandom random = new SplittableRandom(2);
        double[] a = new double[20];
        double[] b = new double[20];
        for (int i = 0; i < a.length; i++) {
            double common = 100 * random.nextDouble();
            a[i] = common + 1 + random.nextDouble() / 10;
            b[i] = common + random.nextDouble() / 10;
        }
        assertThat(Interval.ofDifference(a, b, 0.95).decides(0)).isTrue();
        assertThat(Interval.of(a, 0.95).halfWidth())
                .isGreaterThan(50 * Interval.ofDifference(a, b, 0.95).halfWidth());
    }

    @Test
    void batchesOfADependentSeriesAreWiderThanItsSamples() {
        SplittableRandom random = new SplittableRandom(3);
        BatchMeans batches = new BatchMeans();
        double[] series = new double[100_000];
        double value = 0;
        for (int i = 0; i < series.length; i++) {
            value = 0.99 * value + random.nextDouble() - 0.5;
            series[i] = value;
            batches.add(value);
        }
        Interval interval = batches.interval(0.99);
        assertThat(interval.contains(0)).isTrue();
        assertThat(interval.halfWidth())
                .isGreaterThan(5 * Interval.of(series, 0.99).halfWidth());
    }

    @Test
    void theWarmUpIsCutOff() {
        SplittableRandom random = new SplittableRandom(4);
        double[] series = new double[1_000];
        for (int i = 0; i < series.length; i++) series[i] = 10 - 10 * Math.exp(-i / 30.0) + random.nextDouble();
        assertThat(WarmUp.cut(series)).isBetween(60, 250);
        for (int i = 0; i < series.length; i++) series[i] = i;
        assertThat(WarmUp.cut(series)).isEqualTo(-1);
        assertThat(WarmUp.cut(new double[10])).isEqualTo(-1);
    }

    @Test
    void stopsWhenEveryFigureIsSureOrDecided() {
        SequentialStop stop = new SequentialStop(0.05, 3, 10);
        var wide = new SequentialStop.Figure(new Interval(100, 20, 0.95, 5), Double.NaN);
        var decided = new SequentialStop.Figure(new Interval(100, 20, 0.95, 5), 50);
        var sure = new SequentialStop.Figure(new Interval(100, 4, 0.95, 5), Double.NaN);
        assertThat(stop.decide(List.of(sure), 2)).isEqualTo(new SequentialStop.Decision.Go());
        assertThat(stop.decide(List.of(sure, decided), 3)).isEqualTo(new SequentialStop.Decision.Stop(true));
        assertThat(stop.decide(List.of(sure, wide), 5)).isEqualTo(new SequentialStop.Decision.Go());
        assertThat(stop.decide(List.of(sure, wide), 10)).isEqualTo(new SequentialStop.Decision.Stop(false));
    }
}
