package io.windtunnel.kernel.alarm;

import java.time.Duration;
import java.time.Instant;

/// When an alarm is evaluated: every minute; every ten seconds when its period is shorter than a minute;
/// every hour when it looks at more than a day. Each evaluation is over the time that ended with the last
/// full minute (ten seconds, hour): a period of five minutes slides on by a minute at a time.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
///
/// @param period of a datapoint
/// @param every the time between evaluations
public record EvaluationSchedule(Duration period, Duration every) {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    public static EvaluationSchedule of(Duration period, int evaluationPeriods) {
        Duration every = MINUTE;
        if (period.compareTo(MINUTE) < 0) every = Duration.ofSeconds(10);
        else if (period.multipliedBy(evaluationPeriods).compareTo(DAY) > 0) every = Duration.ofHours(1);
        return new EvaluationSchedule(period, every);
    }

    /// The end of the time that an evaluation at `now` looks at.
    public Instant end(Instant now) {
        return floor(now);
    }

    /// The next evaluation after `now`.
    ///
    /// @param phase how long after each full minute (ten seconds, hour) this alarm has its turn: every
    ///     alarm has its
    /// own, as AWS's do, so that not all fall due at once
    public Instant next(Instant now, Duration phase) {
        Instant turn = floor(now).plus(phase);
        return turn.isAfter(now) ? turn : turn.plus(every);
    }

    private Instant floor(Instant at) {
        long seconds = every.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
    }
}
