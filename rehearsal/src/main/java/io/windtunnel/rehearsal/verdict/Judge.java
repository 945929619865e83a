package io.windtunnel.rehearsal.verdict;

import io.windtunnel.rehearsal.measure.Account;
import io.windtunnel.rehearsal.measure.Happening;
import io.windtunnel.rehearsal.measure.Measured;
import io.windtunnel.rehearsal.measure.QueueTrack;
import io.windtunnel.rehearsal.measure.Second;
import io.windtunnel.rehearsal.measure.Totals;
import io.windtunnel.rehearsal.plan.Metric;
import io.windtunnel.rehearsal.plan.Promise;
import io.windtunnel.rehearsal.plan.Quantity;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.plan.Strike;
import io.windtunnel.rehearsal.verdict.Judgement.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Judges the designs of one rehearsal.
public final class Judge {
    /// The availability per second by which recovery is judged when no promise names one. Ours.
    public static final double DEFAULT_BOUND = 0.99;

    private static final String BY_BALANCER = "target.unhealthy";
    private static final String BY_GROUP = "instance.unhealthy";
    private static final Set<String> LAUNCHED = Set.of("instance.launched");
    private static final Set<String> ANSWERING = Set.of("instance.booted");
    private static final Set<String> HEALTHY = Set.of("target.healthy");

    private final RehearsalPlan plan;

    public Judge(RehearsalPlan plan) {
        this.plan = plan;
    }

    public Verdict judge(Measured measured) {
        List<Recovery> recoveries =
                plan.faults().stream().map(strike -> recovery(strike, measured)).toList();
        List<Judgement> judgements = plan.promises().stream()
                .map(promise -> judge(promise, measured, recoveries))
                .toList();
        return new Verdict(measured, recoveries, judgements);
    }

    /// The availability that a second must reach to count as recovered: the strictest that is promised.
    double bound() {
        double bound = 0;
        for (Promise promise : plan.promises()) {
            if (promise.unit() != Promise.Unit.FRACTION || promise.stream() != null) continue;
            if (promise.metric() == Metric.AVAILABILITY) bound = Math.max(bound, promise.bound());
            if (promise.metric() == Metric.MISSED) bound = Math.max(bound, 1 - promise.bound());
        }
        return bound > 0 ? bound : DEFAULT_BOUND;
    }

    private Recovery recovery(Strike strike, Measured measured) {
        long begin = strike.at().toNanos();
        List<String> replacements = new ArrayList<>();
        for (Happening happening : measured.happenings())
            if (happening.atNanos() >= begin && LAUNCHED.contains(happening.kind()))
                replacements.add(happening.subject());
        Optional<Happening> detection = measured.happenings().stream()
                .filter(happening -> happening.atNanos() >= begin && !replacements.contains(happening.subject()))
                .filter(happening ->
                        happening.kind().equals(BY_BALANCER) || happening.kind().equals(BY_GROUP))
                .findFirst();
        return new Recovery(
                strike,
                bound(),
                rto(begin, measured.seconds()),
                detection.map(happening -> happening.atNanos() - begin).orElse(Recovery.NEVER),
                detection.map(Judge::detector).orElse(""),
                first(LAUNCHED, begin, List.of(), measured),
                first(ANSWERING, begin, replacements, measured),
                first(HEALTHY, begin, replacements, measured));
    }

    private static String detector(Happening happening) {
        return happening.kind().equals(BY_BALANCER) ? Recovery.BALANCER : Recovery.GROUP;
    }

    /// The first happening of such a kind from `begin` on, about one of `subjects` (any when there is none).
    private static long first(Set<String> kinds, long begin, List<String> subjects, Measured measured) {
        for (Happening happening : measured.happenings()) {
            if (happening.atNanos() < begin || !kinds.contains(happening.kind())) continue;
            if (subjects.isEmpty() || subjects.contains(happening.subject())) return happening.atNanos() - begin;
        }
        return Recovery.NEVER;
    }

    private long rto(long begin, List<Second> seconds) {
        long last = 0;
        int end = (int) Math.ceil(plan.windLasts().toNanos() / 1e9);
        for (Second second : seconds) {
            if (second.lastMissNanos() < begin || second.availability() >= bound()) continue;
            if (second.at() >= end - 1) return Recovery.NEVER;
            last = second.lastMissNanos() - begin;
        }
        return last;
    }

    private Judgement judge(Promise promise, Measured measured, List<Recovery> recoveries) {
        double value = value(promise, measured, recoveries);
        if (Double.isNaN(value)) return new Judgement(promise, Outcome.NOT_JUDGED, value, reason(promise.metric()));
        Outcome outcome = promise.holds(value) ? Outcome.KEPT : Outcome.BROKEN;
        return new Judgement(promise, outcome, value, words(promise.unit(), value));
    }

    /// The measured value in the promise's unit; NaN when there is nothing to judge by.
    private double value(Promise promise, Measured measured, List<Recovery> recoveries) {
        Totals totals = totals(promise, measured);
        return switch (promise.metric()) {
            case AVAILABILITY -> totals.offered() == 0 ? Double.NaN : totals.availability();
            case MISSED -> share(promise, totals.missed(), totals.offered());
            case ERRORS -> share(promise, totals.badAnswers(), totals.offered());
            case P50, P90, P95, P99, P99_9, MAX ->
                totals.latency().count() == 0
                        ? Double.NaN
                        : totals.latency().at(promise.metric().percentile());
            case RTO -> recoveries.isEmpty() ? Double.NaN : worst(recoveries);
            case RPO -> lost(promise.unit(), measured.dataPlane().account());
            case STALE -> {
                Account account = measured.dataPlane().account();
                yield account.reads() == 0 ? Double.NaN : share(promise, account.stale(), account.reads());
            }
            case QUEUE_AGE ->
                measured.dataPlane().queues().stream()
                        .mapToDouble(QueueTrack::oldestNanos)
                        .max()
                        .orElse(Double.NaN);
            case COST -> cost(promise.unit(), measured);
        };
    }

    private static double lost(Promise.Unit unit, Account account) {
        if (account.acknowledged() == 0) return Double.NaN;
        return unit == Promise.Unit.NANOS ? account.goneNanos() : account.gone();
    }

    private static Totals totals(Promise promise, Measured measured) {
        if (promise.stream() == null) return measured.totals();
        Totals stream = measured.streams().get(promise.stream());
        if (stream == null) throw new IllegalStateException("no traffic is called " + promise.stream());
        return stream;
    }

    private double cost(Promise.Unit unit, Measured measured) {
        double dollars = measured.spend().dollars();
        if (measured.spend().lines().isEmpty()) return Double.NaN;
        return switch (unit) {
            case USD_PER_HOUR -> dollars / (plan.windLasts().toNanos() / 3600e9);
            case USD_PER_MILLION ->
                measured.totals().served() == 0
                        ? Double.POSITIVE_INFINITY
                        : dollars / (measured.totals().served() / 1e6);
            case USD, FRACTION, COUNT, NANOS -> dollars;
        };
    }

    private static double share(Promise promise, long part, long whole) {
        if (promise.unit() == Promise.Unit.COUNT) return part;
        return whole == 0 ? Double.NaN : (double) part / whole;
    }

    private static double worst(List<Recovery> recoveries) {
        double worst = 0;
        for (Recovery recovery : recoveries)
            worst = Math.max(worst, recovery.rto() == Recovery.NEVER ? Double.POSITIVE_INFINITY : recovery.rto());
        return worst;
    }

    private static String reason(Metric metric) {
        return switch (metric) {
            case RPO -> "no writes were counted";
            case STALE -> "nothing was read of what was written";
            case QUEUE_AGE -> "there is no queue";
            case COST -> "nothing was metered";
            case RTO -> "no fault struck";
            case P50, P90, P95, P99, P99_9, MAX -> "nothing was served";
            case AVAILABILITY, MISSED, ERRORS -> "nothing was offered";
        };
    }

    /// A measured value for people.
    public static String words(Promise.Unit unit, double value) {
        if (Double.isInfinite(value)) return unit == Promise.Unit.NANOS ? "not while the wind blew" : "nothing served";
        return switch (unit) {
            case FRACTION -> percent(value);
            case COUNT -> String.format(Locale.ROOT, "%.0f", value);
            case NANOS -> time((long) value);
            case USD -> dollars(value);
            case USD_PER_HOUR -> dollars(value) + "/hour";
            case USD_PER_MILLION -> dollars(value) + "/million";
        };
    }

    /// An amount of US dollars, in cents or, below ten cents, finer.
    public static String dollars(double value) {
        return String.format(Locale.ROOT, value != 0 && Math.abs(value) < 0.1 ? "%.4f USD" : "%.2f USD", value);
    }

    /// A share in percent, with as many digits as tell it from all and from nothing.
    public static String percent(double fraction) {
        if (fraction == 1 || fraction == 0) return fraction == 1 ? "100 %" : "0 %";
        double percent = fraction * 100;
        boolean fine = percent > 99.9 || percent < 0.1;
        String text = String.format(Locale.ROOT, fine ? "%.3f" : "%.1f", percent);
        return (text.equals("100.000") ? "99.999" : text) + " %";
    }

    /// A time of day-to-day precision: whole milliseconds below ten seconds, tenths of seconds above.
    public static String time(long nanos) {
        if (nanos < 1_000_000_000L) return Quantity.words(Duration.ofNanos(Math.round(nanos / 1e5) * 100_000L));
        return String.format(Locale.ROOT, nanos < 10_000_000_000L ? "%.2f s" : "%.1f s", nanos / 1e9);
    }
}
