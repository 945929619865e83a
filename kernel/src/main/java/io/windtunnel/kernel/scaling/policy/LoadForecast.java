package io.windtunnel.kernel.scaling.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What load the next hours will bring, from the same hours of days before.
///
/// AWS does not say how it forecasts; this way is ours. An hour to come is the mean of the same hour of
/// every day known, a like hour of the same weekday counting as much as all the other days together. Then
/// the level is corrected: when the last day was busier than such a mean would have had it, the days to
/// come are expected to be so too, within [#LEAST_LEVEL] and [#MOST_LEVEL].
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/predictive-scaling-policy-overview.html
public final class LoadForecast {
    /// How far back it looks, what it needs at least, how far it looks ahead, how often it is made anew:
    /// AWS's figures.
    public static final Duration LONGEST_HISTORY = Duration.ofDays(14);

    public static final Duration LEAST_HISTORY = Duration.ofHours(24);
    public static final Duration HORIZON = Duration.ofHours(48);
    public static final Duration RENEWAL = Duration.ofHours(6);

    static final double LEAST_LEVEL = 0.5;
    static final double MOST_LEVEL = 2.0;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Comparator<Hour> BY_TIME = Comparator.comparing(Hour::at);

    /// A value of the hour that begins `at`, in the metric's unit.
    public record Hour(Instant at, double value) {}

    private final NavigableMap<Instant, Double> history;

    private LoadForecast(NavigableMap<Instant, Double> history) {
        this.history = history;
    }

    /// The forecast made at `now`, of [#HORIZON] from the hour that runs; empty when less than
    /// [#LEAST_HISTORY] of the last [#LONGEST_HISTORY] is known. An hour that is not over yet is left out
    /// of the history.
    public static Optional<List<Hour>> at(Instant now, List<Hour> known) {
        Instant first = now.truncatedTo(ChronoUnit.HOURS);
        NavigableMap<Instant, Double> history = new TreeMap<>();
        for (Hour hour : known.stream().sorted(BY_TIME).toList()) {
            Instant at = hour.at().truncatedTo(ChronoUnit.HOURS);
            if (at.isBefore(first) && !at.isBefore(first.minus(LONGEST_HISTORY))) history.put(at, hour.value());
        }
        if (history.size() < LEAST_HISTORY.toHours()) return Optional.empty();
        return Optional.of(new LoadForecast(history).ahead(first));
    }

    private List<Hour> ahead(Instant first) {
        double level = level(first);
        List<Hour> hours = new ArrayList<>();
        for (int i = 0; i < HORIZON.toHours(); i++) {
            Instant at = first.plus(HOUR.multipliedBy(i));
            hours.add(new Hour(at, Math.max(0, usual(at, first).orElse(0.0) * level)));
        }
        return hours;
    }

    /// How the last day compares with what the days before it made one expect.
    private double level(Instant first) {
        Instant since = first.minus(LEAST_HISTORY);
        double seen = 0;
        double expected = 0;
        for (var entry : history.tailMap(since, true).entrySet()) {
            Optional<Double> usual = usual(entry.getKey(), since);
            if (usual.isEmpty()) continue;
            seen += entry.getValue();
            expected += usual.get();
        }
        if (expected <= 0) return 1;
        return Math.max(LEAST_LEVEL, Math.min(MOST_LEVEL, seen / expected));
    }

    /// What is usual for the hour `at`, from what is known before `end`.
    private Optional<Double> usual(Instant at, Instant end) {
        ZonedDateTime wanted = at.atZone(ZoneOffset.UTC);
        Mean sameDay = new Mean();
        Mean otherDays = new Mean();
        for (var entry : history.headMap(end, false).entrySet()) {
            ZonedDateTime then = entry.getKey().atZone(ZoneOffset.UTC);
            if (then.getHour() != wanted.getHour()) continue;
            (then.getDayOfWeek() == wanted.getDayOfWeek() ? sameDay : otherDays).add(entry.getValue());
        }
        if (sameDay.count == 0) return otherDays.value();
        if (otherDays.count == 0) return sameDay.value();
        return Optional.of((sameDay.sum / sameDay.count + otherDays.sum / otherDays.count) / 2);
    }

    private static final class Mean {
        private double sum;
        private int count;

        void add(double value) {
            sum += value;
            count++;
        }

        Optional<Double> value() {
            return count == 0 ? Optional.empty() : Optional.of(sum / count);
        }
    }
}
