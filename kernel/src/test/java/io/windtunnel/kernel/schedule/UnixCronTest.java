package io.windtunnel.kernel.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnixCronTest {
    /// The first row is the user guide's own example (ec2-auto-scaling-scheduled-scaling.html, "Recurring
    /// schedules").
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 6 * * 2       | Etc/UTC          | 2026-03-16T00:00:00Z | 2026-03-17T06:30:00Z",
                "30 6 * * TUE     | Etc/UTC          | 2026-03-17T06:30:00Z | 2026-03-24T06:30:00Z",
                "0 18 * * MON-FRI | Asia/Kolkata     | 2026-03-20T12:30:00Z | 2026-03-23T12:30:00Z",
                "*/15 * * * *     | Etc/UTC          | 2026-03-16T10:01:30Z | 2026-03-16T10:15:00Z",
                "5/20 * * * *     | Etc/UTC          | 2026-03-16T10:30:00Z | 2026-03-16T10:45:00Z",
                "0 0 1,15 * *     | Etc/UTC          | 2026-03-02T00:00:00Z | 2026-03-15T00:00:00Z",
                "0 0 13 * 5       | Etc/UTC          | 2026-03-07T00:00:00Z | 2026-03-13T00:00:00Z",
                "0 0 1 * 3        | Etc/UTC          | 2026-03-02T00:00:00Z | 2026-03-04T00:00:00Z",
                "0 0 * * 7        | Etc/UTC          | 2026-03-16T00:00:00Z | 2026-03-22T00:00:00Z",
                "0 12 29 2 *      | Etc/UTC          | 2026-03-01T00:00:00Z | 2028-02-29T12:00:00Z",
                "0 0 1 JAN *      | Etc/UTC          | 2026-01-01T00:00:00Z | 2027-01-01T00:00:00Z",
                "0 8 * * *        | America/New_York | 2026-03-07T00:00:00Z | 2026-03-07T13:00:00Z",
                "0 8 * * *        | America/New_York | 2026-03-08T00:00:00Z | 2026-03-08T12:00:00Z",
                "30 2 * * *       | America/New_York | 2026-03-08T05:00:00Z | 2026-03-08T07:30:00Z",
                "30 1 * * *       | America/New_York | 2026-11-01T04:00:00Z | 2026-11-01T05:30:00Z",
                "30 1 * * *       | America/New_York | 2026-11-01T05:30:00Z | 2026-11-02T06:30:00Z",
                "30 * * * *       | America/New_York | 2026-11-01T05:30:00Z | 2026-11-01T06:30:00Z"
            })
    void next(String cron, String zone, String after, String expected) {
        assertThat(UnixCron.parse(cron).next(Instant.parse(after), ZoneId.of(zone)))
                .contains(Instant.parse(expected));
    }

    @Test
    void whatNeverComesIsSaid() {
        assertThat(UnixCron.parse("0 0 31 2 *").next(Instant.EPOCH, ZoneId.of("Etc/UTC")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 13 *",
                "* * * * 8",
                "a * * * *",
                "1-2-3 * * * *",
                "5-1 * * * *",
                "*/0 * * * *",
                "*/2/2 * * * *",
                "1,,2 * * * *",
                "-1 * * * *",
                "* * ? * *",
                "* * L * *"
            })
    void whatIsNoExpressionIsRefused(String cron) {
        assertThatThrownBy(() -> UnixCron.parse(cron)).isInstanceOf(IllegalArgumentException.class);
    }
}
