package io.windtunnel.cloud.operations.billing.explorer;

import io.windtunnel.cloud.operations.billing.explorer.Shapes.DateInterval;
import io.windtunnel.wire.AwsException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// A request's time, cut into hours, days or months in UTC.
///
/// Sentences of refusals: as users quote them (aws-sdk-js issue 2732, boto3 issue 2369 and others).
final class Periods {
    /// How far back hours are told: 14 days (user guide, hourly granularity).
    static final Duration HOURLY = Duration.ofDays(14);

    /// From the first moment to the one after the last.
    record Period(Instant start, Instant end) {
        boolean holds(Instant at) {
            return !at.isBefore(start) && at.isBefore(end);
        }
    }

    private final Instant now;

    Periods(Instant now) {
        this.now = now;
    }

    /// The whole of the time.
    ///
    /// @throws AwsException `ValidationException`
    Period whole(DateInterval asked) {
        Instant start = parse(asked.start());
        Instant end = parse(asked.end());
        if (!start.isBefore(end))
            throw AwsException.validation("Start date (and hour) should be before end date (and hour)");
        if (end.isAfter(nextMonth(now))) throw AwsException.validation("end date past the beginning of next month");
        if (start.isAfter(now)) throw AwsException.validation("start date is after the current date");
        return new Period(start, end);
    }

    /// Cut as `granularity` says.
    ///
    /// @throws AwsException `ValidationException`
    List<Period> cut(DateInterval asked, String granularity) {
        Period whole = whole(asked);
        boolean hourly = granularity.equals("HOURLY");
        if (!hourly && (asked.start().contains("T") || asked.end().contains("T")))
            throw AwsException.validation("Hourly timePeriod is not supported for this request");
        if (hourly) requireRecent(whole);
        List<Period> periods = new ArrayList<>();
        for (Instant start = whole.start; start.isBefore(whole.end); ) {
            Instant next = switch (granularity) {
                case "HOURLY" -> start.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
                case "DAILY" -> start.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
                default -> nextMonth(start);
            };
            Instant end = next.isAfter(whole.end) ? whole.end : next;
            periods.add(new Period(start, end));
            start = end;
        }
        return periods;
    }

    /// Refuses what lies further back than hours, and resources, are told.
    ///
    /// @throws AwsException `ValidationException`
    void requireRecent(Period whole) {
        if (whole.start.isBefore(now.minus(HOURLY).truncatedTo(ChronoUnit.DAYS)))
            throw AwsException.validation(
                    "Start date is more than 14 days ago for hourly granularity. Please adjust start"
                            + " date as we support only 14 days of data at hourly granularity.");
    }

    private static Instant parse(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException broken) {
            throw AwsException.validation("Invalid date: " + text);
        }
    }

    private static Instant nextMonth(Instant at) {
        return monthOf(at).plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static YearMonth monthOf(Instant at) {
        return YearMonth.from(at.atOffset(ZoneOffset.UTC));
    }

    /// Whether AWS would still change the figures: until the month is over and billed.
    boolean estimated(Period period) {
        return period.end.isAfter(
                monthOf(now).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /// As an answer tells it: days by their date, hours by date and time.
    static DateInterval told(Period period, String granularity) {
        boolean hourly = granularity.equals("HOURLY");
        return new DateInterval(told(period.start, hourly), told(period.end, hourly));
    }

    private static String told(Instant at, boolean hourly) {
        return hourly
                ? at.truncatedTo(ChronoUnit.SECONDS).toString()
                : at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
