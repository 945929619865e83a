package io.windtunnel.cloud.messaging.scheduler;

import io.windtunnel.kernel.schedule.AwsSchedule;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/// When a schedule comes next: between its start and its end, and never at a local time that daylight saving time
/// leaves
/// out.
///
/// Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
final class Occurrences {
    private Occurrences() {}

    /// The first time after the one that was handled last; empty when it does not come again.
    static Optional<Instant> next(ScheduleRow row) {
        AwsSchedule schedule = AwsSchedule.parse(row.expression());
        ZoneId zone = ZoneId.of(row.zone());
        Instant start = row.start() == null ? row.created() : row.start();
        Instant after = row.handled().isBefore(start) ? start.minusMillis(1) : row.handled();
        if (schedule instanceof AwsSchedule.At) return schedule.next(row.handled(), zone, start);
        Optional<Instant> next = schedule.next(after, zone, start);
        while (next.isPresent() && leftOut(schedule, next.get(), zone)) next = schedule.next(next.get(), zone, start);
        return next.filter(at -> row.end() == null || !at.isAfter(row.end()));
    }

    /// Whether the time stands for one that the clocks passed over: as a local time it is none of the expression's.
    private static boolean leftOut(AwsSchedule schedule, Instant at, ZoneId zone) {
        if (!(schedule instanceof AwsSchedule.Cron)) return false;
        Instant local = at.atZone(zone).toLocalDateTime().toInstant(ZoneOffset.UTC);
        return schedule.next(local.minusSeconds(1), ZoneOffset.UTC, local)
                .filter(local::equals)
                .isEmpty();
    }
}
