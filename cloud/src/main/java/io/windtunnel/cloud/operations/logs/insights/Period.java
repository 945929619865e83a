package io.windtunnel.cloud.operations.logs.insights;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/// A length of time that timestamps are rounded to: `5m`, `1h`, `2weeks`.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html
record Period(long count, Unit unit) {
    enum Unit {
        MILLISECOND(1),
        SECOND(1_000),
        MINUTE(60_000),
        HOUR(3_600_000),
        DAY(86_400_000),
        WEEK(604_800_000),
        /// As long as its month is; also quarters and years, as so many months.
        MONTH(0);

        final long millis;

        Unit(long millis) {
            this.millis = millis;
        }
    }

    /// The Monday that weeks are counted from: 5 January 1970.
    private static final long FIRST_MONDAY = 4 * 86_400_000L;

    /// The period that `text` spells; empty when it is none.
    static Optional<Period> parse(String text) {
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) digits++;
        if (digits == 0 || digits > 9) return Optional.empty();
        long count = Long.parseLong(text.substring(0, digits));
        String unit = text.substring(digits).toLowerCase(Locale.ROOT);
        if (unit.length() > 1 && unit.endsWith("s") && !unit.equals("ms")) unit = unit.substring(0, unit.length() - 1);
        if (count == 0) return Optional.empty();
        return switch (unit) {
            case "ms", "msec", "millisecond" -> Optional.of(new Period(count, Unit.MILLISECOND));
            case "s", "sec", "second" -> Optional.of(new Period(count, Unit.SECOND));
            case "m", "min", "minute" -> Optional.of(new Period(count, Unit.MINUTE));
            case "h", "hr", "hour" -> Optional.of(new Period(count, Unit.HOUR));
            case "d", "day" -> Optional.of(new Period(count, Unit.DAY));
            case "w", "week" -> Optional.of(new Period(count, Unit.WEEK));
            case "mo", "mon", "month" -> Optional.of(new Period(count, Unit.MONTH));
            case "q", "qtr", "quarter" -> Optional.of(new Period(count * 3, Unit.MONTH));
            case "y", "yr", "year" -> Optional.of(new Period(count * 12, Unit.MONTH));
            default -> Optional.empty();
        };
    }

    /// The start of the period that holds a moment.
    Moment floor(Moment moment) {
        if (unit == Unit.MONTH) return floorMonth(moment);
        long length = count * unit.millis;
        long origin = unit == Unit.WEEK ? FIRST_MONDAY : 0;
        return new Moment(Math.floorDiv(moment.millis() - origin, length) * length + origin);
    }

    /// The start of the next period, or the moment itself when a period begins there.
    Moment ceil(Moment moment) {
        Moment floor = floor(moment);
        if (floor.millis() == moment.millis()) return moment;
        if (unit != Unit.MONTH) return new Moment(floor.millis() + count * unit.millis);
        ZonedDateTime next =
                Instant.ofEpochMilli(floor.millis()).atZone(ZoneOffset.UTC).plusMonths(count);
        return new Moment(next.toInstant().toEpochMilli());
    }

    private Moment floorMonth(Moment moment) {
        ZonedDateTime at = Instant.ofEpochMilli(moment.millis()).atZone(ZoneOffset.UTC);
        long months = Math.floorDiv(at.getYear() * 12L + at.getMonthValue() - 1, count) * count;
        ZonedDateTime start = at.truncatedTo(ChronoUnit.DAYS)
                .withDayOfMonth(1)
                .withYear((int) (months / 12))
                .withMonth((int) (months % 12) + 1);
        return new Moment(start.toInstant().toEpochMilli());
    }
}
