package io.windtunnel.rehearsal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateCurveTest {
    private static RateCurve curve(String... rates) {
        return new RateCurve(java.util.Arrays.stream(rates).map(Rate::parse).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            100/s for 60 s                            | 60  | 6000  | 100  | 100
            hold 6000/min for 1 min                   | 60  | 6000  | 100  | 100
            100/s..1000/s over 2 min                  | 120 | 66000 | 100  | 1000
            ramp 1k/s..0/s over 10 s                  | 10  | 5000  | 1000 | 1000
            spike 100/s..2000/s over 30 s             | 30  | 31500 | 100  | 2000
            sine 50/s..150/s every 30 s for 2 min     | 120 | 12000 | 50   | 150
            steps 100/s..500/s by 100/s every 30 s    | 150 | 45000 | 100  | 500
            steps 500/s..100/s by 200/s every 10 s    | 30  | 9000  | 500  | 500
            """)
    void has_its_length_and_its_requests(String rate, long seconds, double total, double first, double peak) {
        RateCurve curve = curve(rate);

        assertThat(curve.lasts()).isCloseTo(Duration.ofSeconds(seconds), Duration.ofMillis(1));
        assertThat(curve.total()).isCloseTo(total, within(total / 1000));
        assertThat(curve.at(0)).isCloseTo(first, within(0.001));
        assertThat(curve.peak()).isCloseTo(peak, within(0.001));
    }

    @Test
    void turns_round_into_due_times() {
        RateCurve curve = curve("10/s for 1 s", "0/s..20/s over 2 s");

        assertThat(curve.dueNanos(5, 0)).isEqualTo(500_000_000);
        // the ramp's integral is 5 t²: its fifth request is due after one second of it
        assertThat(curve.dueNanos(15, 0)).isCloseTo(2_000_000_000L, within(10L));
        assertThat(curve.dueNanos(30, 0)).isEqualTo(-1);
    }

    @Test
    void due_times_agree_with_the_integral_everywhere() {
        RateCurve curve = curve("sine 5/s..50/s every 7 s for 20 s", "50/s..1/s over 9 s", "spike 1/s..90/s over 5 s");
        long before = 0;
        int hint = 0;
        for (double count = 0; count < curve.total(); count += 0.25) {
            hint = curve.pieceOf(count, hint);
            long due = curve.dueNanos(count, hint);
            assertThat(due)
                    .isGreaterThanOrEqualTo(before)
                    .isLessThanOrEqualTo(curve.lasts().toNanos() + 1);
            before = due;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"100/s", "fast for 1 s", "100/s for ever", "100/s..200/s", "2000M/s for 1 s", "sine 1/s for 1 s"
            })
    void refuses_what_is_no_rate(String text) {
        assertThatThrownBy(() -> new RateCurve(List.of(Rate.parse(text)))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void zipf_prefers_the_first_keys() {
        var keys = KeyDraw.parse("zipf 1..1000 exponent 1").keys(new java.util.SplittableRandom(1));
        int[] seen = new int[1001];
        for (int i = 0; i < 200_000; i++) seen[(int) keys.getAsLong()]++;

        // harmonic(1000) = 7.485: the first key is drawn in 13.4 % of cases, the second in half as many
        assertThat(seen[1] / 200_000.0).isCloseTo(0.1336, within(0.004));
        assertThat(seen[2] / 200_000.0).isCloseTo(0.0668, within(0.003));
        assertThat(seen[1000]).isPositive();
    }
}
