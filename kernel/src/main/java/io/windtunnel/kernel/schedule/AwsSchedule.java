package io.windtunnel.kernel.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When something is to happen, as AWS's schedules say it: `at(2026-11-28T20:00:00)`, `rate(5 minutes)`
/// or `cron(0 20 * * ? *)`.
///
/// Sources:
/// https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html,
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
public sealed interface AwsSchedule {
    /// The first time after `after`; empty when it does not come again.
    ///
    /// @param zone the zone that times of day are in; a rate has none
    /// @param start where a rate counts from: it comes at `start` and every period from there
    Optional<Instant> next(Instant after, ZoneId zone, Instant start);

    /// Once, at a local time.
    record At(LocalDateTime time) implements AwsSchedule {
        @Override
        public Optional<Instant> next(Instant after, ZoneId zone, Instant start) {
            Instant at = time.atZone(zone).toInstant();
            return at.isAfter(after) ? Optional.of(at) : Optional.empty();
        }
    }

    /// Again and again.
    record Rate(Duration period) implements AwsSchedule {
        @Override
        public Optional<Instant> next(Instant after, ZoneId zone, Instant start) {
            if (after.isBefore(start)) return Optional.of(start);
            long passed = Duration.between(start, after).dividedBy(period);
            return Optional.of(start.plus(period.multipliedBy(passed + 1)));
        }
    }

    /// At the times of an expression of six fields.
    final class Cron implements AwsSchedule {
        private final AwsCron cron;

        private Cron(AwsCron cron) {
            this.cron = cron;
        }

        @Override
        public Optional<Instant> next(Instant after, ZoneId zone, Instant start) {
            return cron.next(after, zone);
        }

        @Override
        public String toString() {
            return "cron(" + cron + ")";
        }
    }

    /// The schedule that `text` spells.
    ///
    /// @throws IllegalArgumentException when it is none, with what is wrong
    static AwsSchedule parse(String text) {
        Matcher form = Pattern.compile("(at|rate|cron)\\((.*)\\)").matcher(text.strip());
        if (!form.matches()) throw new IllegalArgumentException("'" + text + "' is not an at, rate or cron expression");
        String inside = form.group(2).strip();
        return switch (form.group(1)) {
            case "at" -> at(inside);
            case "rate" -> rate(inside);
            default -> new Cron(AwsCron.parse(inside));
        };
    }

    private static AwsSchedule at(String text) {
        try {
            return new At(LocalDateTime.parse(text));
        } catch (DateTimeException notATime) {
            throw new IllegalArgumentException("'" + text + "' is not a time such as 2026-11-28T20:00:00");
        }
    }

    /// A value of 1 goes with a unit in the singular, any other with the plural, as AWS insists.
    private static AwsSchedule rate(String text) {
        Matcher rate =
                Pattern.compile("([1-9]\\d{0,8})\\s+(minute|hour|day)(s?)").matcher(text);
        if (!rate.matches() || rate.group(1).equals("1") != rate.group(3).isEmpty())
            throw new IllegalArgumentException("'" + text + "' is not a rate such as 1 hour or 5 minutes");
        long value = Long.parseLong(rate.group(1));
        return new Rate(
                switch (rate.group(2)) {
                    case "minute" -> Duration.ofMinutes(value);
                    case "hour" -> Duration.ofHours(value);
                    default -> Duration.ofDays(value);
                });
    }
}
