package io.windtunnel.kernel.schedule;

import io.windtunnel.kernel.schedule.CronField.Kind;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// AWS's cron expression of six fields: minutes, hours, day of month, month, day of week (1 is Sunday),
/// year. One of the day fields is `?`. A day of month may be `L` (the last), `LW` (the last weekday) or
/// `15W` (the weekday nearest the 15th); a day of week may be `6L` (the last Friday) or `3#2` (the
/// second Tuesday).
///
/// Daylight saving time is met as [UnixCron] meets it.
///
/// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
final class AwsCron {
    private static final Pattern NEAREST_WEEKDAY = Pattern.compile("(\\d{1,2})W");
    private static final Pattern LAST_OF_WEEKDAY = Pattern.compile("(\\w+)L");
    private static final Pattern NTH_OF_WEEKDAY = Pattern.compile("(\\w+)#([1-5])");
    private static final String NO_SPECIFIC_DAY = "?";

    private final String text;
    private final CronField minutes;
    private final CronField hours;
    private final CronField months;
    private final CronField years;
    private final Predicate<LocalDate> days;

    private AwsCron(String text, String[] fields) {
        this.text = text;
        minutes = CronField.parse(Kind.MINUTE, fields[0]);
        hours = CronField.parse(Kind.HOUR, fields[1]);
        months = CronField.parse(Kind.MONTH, fields[3]);
        years = CronField.parse(Kind.YEAR, fields[5]);
        days = fields[2].equals(NO_SPECIFIC_DAY)
                ? any(fields[4], AwsCron::dayOfWeek)
                : any(fields[2], AwsCron::dayOfMonth);
    }

    /// @throws IllegalArgumentException when it is no such expression, with what is wrong
    static AwsCron parse(String text) {
        String[] fields = text.strip().split("\\s+");
        if (fields.length != 6)
            throw new IllegalArgumentException("expected 6 fields and found " + fields.length + " in '" + text + "'");
        if (fields[2].equals(NO_SPECIFIC_DAY) == fields[4].equals(NO_SPECIFIC_DAY))
            throw new IllegalArgumentException(
                    "exactly one of day of month and day of week must be '?' in '" + text + "'");
        return new AwsCron(text.strip(), fields);
    }

    private interface DayReader {
        Predicate<LocalDate> read(String part);
    }

    private static Predicate<LocalDate> any(String field, DayReader reader) {
        List<Predicate<LocalDate>> parts =
                Arrays.stream(field.split(",", -1)).map(reader::read).toList();
        return day -> parts.stream().anyMatch(part -> part.test(day));
    }

    private static Predicate<LocalDate> dayOfMonth(String part) {
        if (part.equals("L")) return day -> day.getDayOfMonth() == day.lengthOfMonth();
        if (part.equals("LW")) return day -> day.equals(weekdayNearest(day, day.lengthOfMonth()));
        Matcher nearest = NEAREST_WEEKDAY.matcher(part);
        if (nearest.matches()) {
            int wanted = Kind.DAY_OF_MONTH.value(nearest.group(1));
            return day -> wanted <= day.lengthOfMonth() && day.equals(weekdayNearest(day, wanted));
        }
        CronField field = CronField.parse(Kind.DAY_OF_MONTH, part);
        return day -> field.allows(day.getDayOfMonth());
    }

    /// The weekday nearest a day of the month, within that month.
    private static LocalDate weekdayNearest(LocalDate month, int dayOfMonth) {
        LocalDate day = month.withDayOfMonth(dayOfMonth);
        if (day.getDayOfWeek() == DayOfWeek.SATURDAY) return dayOfMonth == 1 ? day.plusDays(2) : day.minusDays(1);
        if (day.getDayOfWeek() == DayOfWeek.SUNDAY)
            return dayOfMonth == day.lengthOfMonth() ? day.minusDays(2) : day.plusDays(1);
        return day;
    }

    private static Predicate<LocalDate> dayOfWeek(String part) {
        Matcher nth = NTH_OF_WEEKDAY.matcher(part);
        if (nth.matches()) {
            DayOfWeek wanted = weekday(nth.group(1));
            int number = Integer.parseInt(nth.group(2));
            return day -> day.getDayOfWeek() == wanted && (day.getDayOfMonth() - 1) / 7 + 1 == number;
        }
        Matcher last = LAST_OF_WEEKDAY.matcher(part);
        if (last.matches()) {
            DayOfWeek wanted = weekday(last.group(1));
            return day -> day.equals(day.with(TemporalAdjusters.lastInMonth(wanted)));
        }
        if (part.equals("L")) return day -> day.getDayOfWeek() == DayOfWeek.SATURDAY;
        CronField field = CronField.parse(Kind.AWS_DAY_OF_WEEK, part);
        return day -> field.allows(day.getDayOfWeek().getValue() % 7 + 1);
    }

    /// Sunday is 1 here, and 7 to Java.
    private static DayOfWeek weekday(String text) {
        return DayOfWeek.SATURDAY.plus(Kind.AWS_DAY_OF_WEEK.value(text));
    }

    /// The first time it comes round after `after`; empty when it never does again.
    Optional<Instant> next(Instant after, ZoneId zone) {
        ZonedDateTime from = after.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        LocalDate day = from.toLocalDate().minusDays(1);
        while (true) {
            int year = years.values().nextSetBit(day.getYear());
            if (year < 0) return Optional.empty();
            if (year > day.getYear()) day = LocalDate.of(year, 1, 1);
            if (months.allows(day.getMonthValue()) && days.test(day)) {
                Optional<Instant> found = UnixCron.first(day, hours, minutes, zone, after);
                if (found.isPresent()) return found;
            }
            day = day.plusDays(1);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
