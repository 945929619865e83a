package io.windtunnel.kernel.scaling.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.windtunnel.kernel.scaling.policy.LoadForecast.Hour;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class LoadForecastTest {
    /// A Monday.
    private static final Instant NOW = Instant.parse("2026-03-16T12:20:00Z");

    private static final Instant HOUR = Instant.parse("2026-03-16T12:00:00Z");

    private static List<Hour> history(int hours, ToDoubleFunction<Instant> load) {
        List<Hour> known = new ArrayList<>();
        for (int i = hours; i > 0; i--) {
            Instant at = HOUR.minus(Duration.ofHours(i));
            known.add(new Hour(at, load.applyAsDouble(at)));
        }
        return known;
    }

    private static int hourOf(Instant at) {
        return at.atZone(ZoneOffset.UTC).getHour();
    }

    private static double daily(Instant at) {
        return hourOf(at) >= 20 ? 1_000 : 100;
    }

    private static double weekly(Instant at) {
        DayOfWeek day = at.atZone(ZoneOffset.UTC).getDayOfWeek();
        return day == DayOfWeek.TUESDAY ? 3 * daily(at) : daily(at);
    }

    /// predictive-scaling-policy-overview.html: at least 24 hours of history, 48 hours ahead, 14 days back.
    @Test
    void itNeedsADayAndLooksTwoAhead() {
        assertThat(LoadForecast.at(NOW, history(23, LoadForecastTest::daily))).isEmpty();
        List<Hour> ahead =
                LoadForecast.at(NOW, history(24, LoadForecastTest::daily)).orElseThrow();
        assertThat(ahead).hasSize(48);
        assertThat(ahead.getFirst().at()).isEqualTo(HOUR);
        assertThat(ahead).allSatisfy(hour -> assertThat(hour.value()).isEqualTo(daily(hour.at())));
        assertThat(LoadForecast.LONGEST_HISTORY).isEqualTo(Duration.ofDays(14));
        assertThat(LoadForecast.RENEWAL).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void whatIsOlderThanTwoWeeksOrNotOverDoesNotCount() {
        List<Hour> known = new ArrayList<>(history(24, LoadForecastTest::daily));
        known.add(new Hour(HOUR, 9e9));
        known.add(new Hour(HOUR.minus(Duration.ofDays(14)).minus(Duration.ofHours(1)), 9e9));
        assertThat(LoadForecast.at(NOW, known)).isEqualTo(LoadForecast.at(NOW, history(24, LoadForecastTest::daily)));
    }

    @Test
    void weekdaysAreToldApart() {
        List<Hour> ahead =
                LoadForecast.at(NOW, history(14 * 24, LoadForecastTest::weekly)).orElseThrow();
        double tuesday = value(ahead, "2026-03-17T21:00:00Z");
        double monday = value(ahead, "2026-03-16T21:00:00Z");
        assertThat(tuesday).isGreaterThan(1.5 * monday);
    }

    @Test
    void aDayThatWasBusierLiftsTheNext() {
        List<Hour> known =
                history(14 * 24, at -> daily(at) * (at.isBefore(HOUR.minus(Duration.ofHours(24))) ? 1 : 1.5));
        double evening = value(LoadForecast.at(NOW, known).orElseThrow(), "2026-03-16T21:00:00Z");
        assertThat(evening).isBetween(1_500.0, 1_900.0);
    }

    @Test
    void capacityFollowsLoadByWhatWasLearnt() {
        List<Hour> load = history(24, LoadForecastTest::daily);
        List<Hour> capacity = history(24, _ -> 4);
        List<Hour> scaling = history(24, at -> daily(at) / 10 / 4);
        double conversion =
                PredictiveScaling.conversion(load, scaling, capacity).orElseThrow();
        assertThat(conversion).isCloseTo(0.1, within(1e-9));
        PredictiveScaling policy = new PredictiveScaling(40, false, 0);
        List<Hour> needed = policy.capacity(load, conversion);
        assertThat(value(needed, "2026-03-15T21:00:00Z")).isEqualTo(3);
        assertThat(value(needed, "2026-03-16T02:00:00Z")).isEqualTo(1);
        assertThat(PredictiveScaling.conversion(load, List.of(), capacity)).isEmpty();
    }

    @Test
    void theNextHourCountsWithinTheBuffer() {
        List<Hour> capacity = List.of(
                new Hour(Instant.parse("2026-03-16T19:00:00Z"), 2), new Hour(Instant.parse("2026-03-16T20:00:00Z"), 8));
        assertThat(needed(capacity, "2026-03-16T19:49:59Z", 600)).isEqualTo(2);
        assertThat(needed(capacity, "2026-03-16T19:50:00Z", 600)).isEqualTo(8);
        assertThat(needed(capacity, "2026-03-16T20:55:00Z", 600)).isEqualTo(8);
        assertThat(PredictiveScaling.needed(capacity, Instant.parse("2026-03-17T19:00:00Z"), Duration.ZERO))
                .isEmpty();
    }

    private static int needed(List<Hour> capacity, String now, int buffer) {
        return PredictiveScaling.needed(capacity, Instant.parse(now), Duration.ofSeconds(buffer))
                .orElseThrow();
    }

    /// predictive-scaling-policy-overview.html, "How it works" and "Maximum capacity limit".
    @Test
    void itNeverScalesInAndRaisesTheMaximumOnlyWhereItMay() {
        PredictiveScaling honours = new PredictiveScaling(40, false, 0);
        assertThat(honours.decide(3, 5, 1, 10)).isEmpty();
        assertThat(honours.decide(8, 5, 1, 10)).contains(new PredictiveScaling.Wanted(8, 10));
        assertThat(honours.decide(20, 5, 1, 10)).contains(new PredictiveScaling.Wanted(10, 10));
        PredictiveScaling increases = new PredictiveScaling(40, true, 10);
        assertThat(increases.decide(8, 5, 1, 10)).contains(new PredictiveScaling.Wanted(8, 10));
        assertThat(increases.decide(20, 5, 1, 10)).contains(new PredictiveScaling.Wanted(20, 22));
        assertThat(increases.decide(10, 10, 1, 10)).contains(new PredictiveScaling.Wanted(10, 11));
    }

    private static double value(List<Hour> hours, String at) {
        return hours.stream()
                .filter(hour -> hour.at().equals(Instant.parse(at)))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
