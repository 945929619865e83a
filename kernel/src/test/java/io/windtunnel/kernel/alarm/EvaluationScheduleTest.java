package io.windtunnel.kernel.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationScheduleTest {
    /// aws-facts 2.1, row "CloudWatch alarms"; alarm-evaluation.html: every minute from one minute on, every 10 s
    /// below, hourly when more than a
    /// day is looked at.
    @ParameterizedTest
    @CsvSource({
        "10, 1, 10", "20, 3, 10", "30, 5, 10",
        "60, 1, 60", "300, 3, 60", "86400, 1, 60",
        "3600, 24, 60", "3600, 25, 3600", "86400, 7, 3600",
    })
    void howOften(int period, int periods, int every) {
        assertThat(EvaluationSchedule.of(Duration.ofSeconds(period), periods).every())
                .isEqualTo(Duration.ofSeconds(every));
    }

    /// The page's example: a period of five minutes is judged at the end of minute 5 by minutes 1 to 5,
    /// then at the end of minute 6 by minutes 2 to 6.
    @Test
    void aPeriodSlidesByTheMinute() {
        EvaluationSchedule schedule = EvaluationSchedule.of(Duration.ofMinutes(5), 1);
        assertThat(schedule.end(Instant.parse("2026-11-24T10:05:09Z"))).isEqualTo("2026-11-24T10:05:00Z");
        assertThat(schedule.end(Instant.parse("2026-11-24T10:06:09Z"))).isEqualTo("2026-11-24T10:06:00Z");
    }

    /// The page's example: at 10:03 only what was before 10:00 is looked at.
    @Test
    void daysAreLookedAtUpToTheHour() {
        EvaluationSchedule schedule = EvaluationSchedule.of(Duration.ofDays(1), 3);
        assertThat(schedule.end(Instant.parse("2026-11-24T10:03:00Z"))).isEqualTo("2026-11-24T10:00:00Z");
        assertThat(schedule.next(Instant.parse("2026-11-24T10:03:00Z"), Duration.ofMinutes(3)))
                .isEqualTo("2026-11-24T11:03:00Z");
    }

    @Test
    void everyAlarmHasItsTurn() {
        EvaluationSchedule schedule = EvaluationSchedule.of(Duration.ofMinutes(1), 3);
        Duration phase = Duration.ofSeconds(51);
        Instant turn = schedule.next(Instant.parse("2026-11-24T10:00:10Z"), phase);
        assertThat(turn).isEqualTo("2026-11-24T10:00:51Z");
        assertThat(schedule.next(turn, phase)).isEqualTo("2026-11-24T10:01:51Z");
    }
}
