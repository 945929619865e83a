package io.windtunnel.kernel.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The examples of
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html among them.
class AwsScheduleTest {
    private static Instant next(String schedule, String after, String zone) {
        Instant from = Instant.parse(after);
        return AwsSchedule.parse(schedule)
                .next(from, ZoneId.of(zone), from)
                .orElseThrow(() -> new AssertionError(schedule + " does not come again"));
    }

    @ParameterizedTest
    @CsvSource({
        // 26 November 2026 is a Thursday
        "cron(0 10 * * ? *), 2026-11-26T08:00:00Z, 2026-11-26T10:00:00Z",
        "cron(0 10 * * ? *), 2026-11-26T10:00:00Z, 2026-11-27T10:00:00Z",
        "cron(15 12 * * ? *), 2026-11-26T12:14:59Z, 2026-11-26T12:15:00Z",
        "cron(0 18 ? * MON-FRI *), 2026-11-27T18:00:00Z, 2026-11-30T18:00:00Z",
        "cron(0 8 1 * ? *), 2026-11-26T08:00:00Z, 2026-12-01T08:00:00Z",
        "cron(0/15 * * * ? *), 2026-11-26T08:01:00Z, 2026-11-26T08:15:00Z",
        "cron(0/10 * ? * MON-FRI *), 2026-11-27T23:55:00Z, 2026-11-30T00:00:00Z",
        "cron(0/5 8-17 ? * MON-FRI *), 2026-11-27T17:55:00Z, 2026-11-30T08:00:00Z",
        "cron(0 9 ? * 2#1 *), 2026-11-26T08:00:00Z, 2026-12-07T09:00:00Z",
        "cron(30 20 ? * 6L *), 2026-11-26T08:00:00Z, 2026-11-27T20:30:00Z",
        "cron(30 20 ? * FRIL *), 2026-11-28T08:00:00Z, 2026-12-25T20:30:00Z",
        "cron(0 0 L * ? *), 2026-02-26T08:00:00Z, 2026-02-28T00:00:00Z",
        "cron(0 0 LW * ? *), 2026-01-31T08:00:00Z, 2026-02-27T00:00:00Z",
        "cron(0 0 15W 8 ? *), 2026-07-01T00:00:00Z, 2026-08-14T00:00:00Z",
        "cron(0 0 1W 8 ? *), 2026-07-01T00:00:00Z, 2026-08-03T00:00:00Z",
        "cron(0 0 ? * 1 *), 2026-11-26T00:00:00Z, 2026-11-29T00:00:00Z",
        "cron(0 0 1 1 ? 2030/10), 2026-11-26T00:00:00Z, 2030-01-01T00:00:00Z",
        "cron(0 12 29 FEB ? *), 2026-11-26T00:00:00Z, 2028-02-29T12:00:00Z",
        "at(2026-11-28T20:00:00), 2026-11-26T08:00:00Z, 2026-11-28T20:00:00Z",
        "rate(1 minute), 2026-11-26T08:00:30Z, 2026-11-26T08:01:30Z",
        "rate(5 minutes), 2026-11-26T08:00:00Z, 2026-11-26T08:05:00Z",
        "rate(2 days), 2026-11-26T08:00:00Z, 2026-11-28T08:00:00Z",
    })
    void comes_round(String schedule, String after, Instant expected) {
        assertThat(next(schedule, after, "UTC")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "cron(0 22 * * ? *), 2026-11-26T08:00:00Z, Asia/Kolkata, 2026-11-26T16:30:00Z",
        "at(2026-07-01T09:00:00), 2026-06-01T00:00:00Z, America/New_York, 2026-07-01T13:00:00Z",
        // 29 March 2026: 02:30 does not come in Berlin, and is an hour later on the clock
        "cron(30 2 * * ? *), 2026-03-28T12:00:00Z, Europe/Berlin, 2026-03-29T01:30:00Z",
        // 25 October 2026: 02:30 comes twice in Berlin, and is the first
        "cron(30 2 * * ? *), 2026-10-24T12:00:00Z, Europe/Berlin, 2026-10-25T00:30:00Z",
    })
    void knows_time_zones(String schedule, String after, String zone, Instant expected) {
        assertThat(next(schedule, after, zone)).isEqualTo(expected);
    }

    @Test
    void a_rate_counts_from_its_start() {
        AwsSchedule rate = AwsSchedule.parse("rate(1 hour)");
        Instant start = Instant.parse("2026-11-26T08:20:00Z");
        assertThat(rate.next(start.minusSeconds(1), ZoneOffset.UTC, start)).contains(start);
        assertThat(rate.next(start, ZoneOffset.UTC, start)).contains(start.plusSeconds(3600));
        assertThat(rate.next(start.plusSeconds(3601), ZoneOffset.UTC, start)).contains(start.plusSeconds(7200));
    }

    @Test
    void what_is_over_does_not_come_again() {
        Instant now = Instant.parse("2026-11-26T08:00:00Z");
        assertThat(AwsSchedule.parse("at(2026-11-26T08:00:00)").next(now, ZoneOffset.UTC, now))
                .isEmpty();
        assertThat(AwsSchedule.parse("cron(0 0 1 1 ? 2020)").next(now, ZoneOffset.UTC, now))
                .isEmpty();
        assertThat(AwsSchedule.parse("cron(0 0 31 2 ? *)").next(now, ZoneOffset.UTC, now))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0 10 * * ? *",
                "cron(0 10 * * ?)",
                "cron(0 10 * * * *)",
                "cron(0 10 ? * ? *)",
                "cron(60 10 * * ? *)",
                "cron(0 24 * * ? *)",
                "cron(0 10 ? * 8 *)",
                "cron(0 10 ? * 0 *)",
                "cron(0 10 ? * 2#6 *)",
                "cron(0 10 32 * ? *)",
                "cron(0 10 * * ? 1969)",
                "rate(0 minutes)",
                "rate(1 minutes)",
                "rate(5 minute)",
                "rate(5 seconds)",
                "at(2026-11-31T00:00:00)",
                "at(tomorrow)",
            })
    void refuses_what_is_no_schedule(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AwsSchedule.parse(text));
    }
}
