package io.windtunnel.kernel.schedule;

import io.windtunnel.kernel.schedule.CronField.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A cron expression of five fields: minute, hour, day of month, month, day of week. Where both day fields
/// are restricted, a day that either allows will do.
///
/// In a zone with daylight saving time, what would fall into the hour that is left out comes an hour later
/// on the clock, and what falls into the hour that comes twice comes the first time; only what comes every
/// hour comes in both.
public final class UnixCron {
    /// An expression that has not come round in so many years never will: 29 February has, within eight.
    private static final int FARTHEST_YEARS = 9;

    private final String text;
    private final CronField minutes;
    private final CronField hours;
    private final CronField days;
    private final CronField months;
    private final CronField weekdays;

    private UnixCron(String text, String[] fields) {
        this.text = text;
        minutes = CronField.parse(Kind.MINUTE, fields[0]);
        hours = CronField.parse(Kind.HOUR, fields[1]);
        days = CronField.parse(Kind.DAY_OF_MONTH, fields[2]);
        months = CronField.parse(Kind.MONTH, fields[3]);
        weekdays = CronField.parse(Kind.DAY_OF_WEEK, fields[4]);
    }

    /// @throws IllegalArgumentException when it is no such expression, with what is wrong
    public static UnixCron parse(String text) {
        String[] fields = text.strip().split("\\s+");
        if (fields.length != 5)
            throw new IllegalArgumentException("expected 5 fields and found " + fields.length + " in '" + text + "'");
        return new UnixCron(text, fields);
    }

    /// The first time it comes round after `after`; empty when it never does, such as on 31 February.
    public Optional<Instant> next(Instant after, ZoneId zone) {
        ZonedDateTime from = after.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        LocalDate last = from.toLocalDate().plusYears(FARTHEST_YEARS);
        // A day earlier than now: what daylight saving time pushes past midnight belongs to the day before.
        for (LocalDate day = from.toLocalDate().minusDays(1); day.isBefore(last); day = day.plusDays(1)) {
            if (!allows(day)) continue;
            Optional<Instant> found = first(day, hours, minutes, zone, after);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private boolean allows(LocalDate day) {
        if (!months.allows(day.getMonthValue())) return false;
        boolean ofMonth = days.allows(day.getDayOfMonth());
        boolean ofWeek = weekdays.allows(day.getDayOfWeek().getValue() % 7);
        return days.any() || weekdays.any() ? ofMonth && ofWeek : ofMonth || ofWeek;
    }

    /// The first time on `day` that these fields allow and that comes after `after`.
    static Optional<Instant> first(LocalDate day, CronField hours, CronField minutes, ZoneId zone, Instant after) {
        return hours.values().stream()
                .boxed()
                .flatMap(hour -> minutes.values().stream().mapToObj(minute -> LocalTime.of(hour, minute)))
                .flatMap(time -> instants(LocalDateTime.of(day, time), hours.any(), zone))
                .filter(at -> at.isAfter(after))
                .min(Comparator.naturalOrder());
    }

    private static Stream<Instant> instants(LocalDateTime local, boolean everyHour, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return everyHour && offsets.size() > 1
                ? offsets.stream().map(local::toInstant)
                : Stream.of(local.atZone(zone).toInstant());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnixCron cron && cron.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
