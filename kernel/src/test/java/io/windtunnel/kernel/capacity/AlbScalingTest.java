package io.windtunnel.kernel.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.windtunnel.kernel.capacity.AlbScaling.Observed;
import io.windtunnel.kernel.capacity.AlbScaling.State;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlbScalingTest {
    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static State after(double units, Duration passed, double peak, double reserved) {
        return AlbScaling.decide(new State(units, START), new Observed(peak, reserved), START.plus(passed));
    }

    /// Units, seconds passed, peak, reserved; units then.
    @ParameterizedTest
    @CsvSource({
        "100, 60,   0,    0,    100", // never below the initial capacity
        "100, 60,   50,   0,    100", // twice the need is there
        "100, 300,  500,  0,    200", // doubles in five minutes, no faster
        "100, 600,  500,  0,    400",
        "100, 300,  75,   0,    150", // no further than twice the need
        "800, 3600, 0,    0,    400", // halves in an hour
        "800, 3600, 300,  0,    600", // no further than twice the need
        "800, 7200, 0,    500,  500", // never below the reservation
        "100, 60,   0,    1500, 1500" // a reservation in effect is there at once
    })
    void oneDecision(double units, long seconds, double peak, double reserved, double then) {
        assertThat(after(units, Duration.ofSeconds(seconds), peak, reserved).units())
                .isEqualTo(then, within(1e-6));
    }

    @Test
    void noTimeNoChange() {
        State state = new State(300, START);
        assertThat(AlbScaling.decide(state, new Observed(900, 0), START)).isSameAs(state);
    }

    /// Minutes in which traffic needs more than there is, when the capacity is decided upon every minute.
    private static int minutesShort(DoubleUnaryOperator need, int minutes) {
        State state = State.initial(START);
        int shortMinutes = 0;
        for (int minute = 1; minute <= minutes; minute++) {
            double peak = need.applyAsDouble(minute);
            if (peak > state.units()) shortMinutes++;
            state = AlbScaling.decide(
                    state, new Observed(Math.min(peak, state.units()), 0), START.plus(MINUTE.multipliedBy(minute)));
        }
        return shortMinutes;
    }

    /// The guidance of AWS's blog: reserve where traffic more than doubles in under five minutes.
    @Test
    void trafficThatDoublesInFiveMinutesIsCarriedAndFasterTrafficIsNot() {
        assertThat(minutesShort(minute -> 40 * Math.pow(2, minute / 5), 40)).isZero();
        assertThat(minutesShort(minute -> 40 * Math.pow(2, minute / 3), 40)).isGreaterThan(10);
        assertThat(minutesShort(minute -> minute < 10 ? 40 : 1_000, 40)).isBetween(15, 20);
    }

    @ParameterizedTest
    @CsvSource({"100, 100, 0", "100, 50, 0", "100, 200, 300", "100, 800, 900"})
    void growthTakesFiveMinutesADoubling(double from, double to, long seconds) {
        assertThat(AlbScaling.growth(from, to)).isEqualTo(Duration.ofSeconds(seconds));
    }
}
