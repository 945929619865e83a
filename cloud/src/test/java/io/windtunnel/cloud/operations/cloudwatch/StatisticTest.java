package io.windtunnel.cloud.operations.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.windtunnel.kernel.statistics.Distribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticTest {
    /// Of 1, 2, ... 10. Statistics-definitions.html: what each is, with or without percent signs; fixed
    /// values include the upper bound and not the lower.
    @ParameterizedTest
    @CsvSource({
        "p90, 9",
        "tm90, 5",
        "TM(20%:90%), 6",
        "TM(:90%), 5",
        "TM(20%:), 6.5",
        "TM(2:5), 4",
        "IQM, 5.5",
        "tc90, 9",
        "TC(10%:90%), 8",
        "TC(2:5), 3",
        "TC(:5), 5",
        "ts90, 45",
        "TS(80%:), 19",
        "wm90, 5.4",
        "WM(2:5), 4.1",
        "PR(:3), 30",
        "PR(2:5), 30",
        "PR(8:), 20",
    })
    void ofOneToTen(String name, double expected) {
        Distribution samples = Distribution.EMPTY;
        for (int value = 1; value <= 10; value++) samples = samples.plus(Distribution.of(value, 1));
        assertThat(Statistic.parse(name).orElseThrow().of(samples)).isCloseTo(expected, within(expected * 0.01));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p101",
                "tm",
                "TM(:)",
                "TM(90%:10%)",
                "TM(10%:90)",
                "TM(:101%)",
                "PR(:90%)",
                "pr90",
                "TM90",
                "tm(1:2)",
                "Median"
            })
    void whatIsNoStatistic(String name) {
        assertThat(Statistic.parse(name)).isEmpty();
    }

    @Test
    void onlyThePlainOnesAreKnownOfNegativeValues() {
        Distribution samples = Distribution.of(-1, 1).plus(Distribution.of(3, 1));
        assertThat(Statistic.parse("Average").orElseThrow().of(samples)).isEqualTo(1.0);
        assertThat(Statistic.parse("p50").orElseThrow().of(samples)).isNull();
        assertThat(Statistic.parse("TC(:5)").orElseThrow().of(samples)).isNull();
    }
}
