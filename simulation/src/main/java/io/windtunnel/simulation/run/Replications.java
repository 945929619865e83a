package io.windtunnel.simulation.run;

import io.windtunnel.kernel.statistics.Interval;
import io.windtunnel.kernel.statistics.SequentialStop;
import io.windtunnel.rehearsal.plan.Promise;
import io.windtunnel.rehearsal.plan.Promise.Unit;
import io.windtunnel.rehearsal.verdict.Judge;
import io.windtunnel.rehearsal.verdict.Judgement;
import io.windtunnel.rehearsal.verdict.Judgement.Outcome;
import io.windtunnel.rehearsal.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// One design, played with many seeds: its figures with what chance does to them. All figures and the first seed's
/// whole measurement are kept, the other seeds' series are not.
final class Replications {
    /// How sure the intervals are.
    static final double CONFIDENCE = 0.95;

    /// A promise is kept by a design that keeps it with at least so many of its seeds: our choice.
    static final double KEPT_SHARE = 0.95;

    private record Seed(
            List<Figures.Figure> measured, List<Figures.Figure> promised, boolean[] kept, double settledP99) {}

    private final Verdict first;
    private final List<Seed> seeds = new ArrayList<>();

    Replications(Verdict first) {
        this.first = first;
        add(first);
    }

    void add(Verdict verdict) {
        boolean[] kept = new boolean[verdict.judgements().size()];
        for (int i = 0; i < kept.length; i++)
            kept[i] = verdict.judgements().get(i).outcome() != Outcome.BROKEN;
        seeds.add(new Seed(Figures.measured(verdict), Figures.promised(verdict), kept, Figures.settledP99(verdict)));
    }

    int count() {
        return seeds.size();
    }

    String design() {
        return first.design();
    }

    /// The figures' names and units, in order.
    List<Figures.Figure> figures() {
        return seeds.getFirst().measured;
    }

    double[] values(int figure) {
        return seeds.stream()
                .mapToDouble(seed -> seed.measured.get(figure).value())
                .toArray();
    }

    /// The interval of a figure over those seeds in which it could be measured and was finite.
    Interval interval(int figure) {
        return finite(seed -> seed.measured.get(figure).value());
    }

    /// The interval of the settled 99th percentile.
    Interval settledP99() {
        return finite(Seed::settledP99);
    }

    private Interval finite(ToDoubleFunction<Seed> value) {
        double[] finite =
                seeds.stream().mapToDouble(value).filter(Double::isFinite).toArray();
        return finite.length == 0
                ? new Interval(Double.NaN, Double.POSITIVE_INFINITY, CONFIDENCE, 0)
                : Interval.of(finite, CONFIDENCE);
    }

    /// The promises with their figures, for who decides whether it is enough. A figure that was infinite with some seed
    /// has no interval, and is as decided as it will be.
    List<SequentialStop.Figure> decided() {
        List<SequentialStop.Figure> all = new ArrayList<>();
        for (int i = 0; i < first.judgements().size(); i++) {
            int index = i;
            Promise promise = first.judgements().get(i).promise();
            double[] values = seeds.stream()
                    .mapToDouble(seed -> seed.promised.get(index).value())
                    .toArray();
            boolean finite = java.util.Arrays.stream(values).allMatch(Double::isFinite);
            if (finite) all.add(new SequentialStop.Figure(Interval.of(values, CONFIDENCE), promise.bound()));
        }
        return all;
    }

    /// The first seed's verdict; with more seeds than one, each promise judged by all.
    Verdict verdict() {
        if (seeds.size() == 1) return first;
        List<Judgement> judgements = new ArrayList<>();
        for (int i = 0; i < first.judgements().size(); i++) judgements.add(judge(i));
        return new Verdict(first.measured(), first.recoveries(), judgements);
    }

    private Judgement judge(int index) {
        Judgement one = first.judgements().get(index);
        if (one.outcome() == Outcome.NOT_JUDGED) return one;
        long kept = seeds.stream().filter(seed -> seed.kept[index]).count();
        Interval interval = finite(seed -> seed.promised.get(index).value());
        Outcome outcome = kept >= KEPT_SHARE * seeds.size() ? Outcome.KEPT : Outcome.BROKEN;
        String words = words(one.promise().unit(), interval) + ", " + kept + " of " + seeds.size();
        return new Judgement(one.promise(), outcome, interval.mean(), words);
    }

    /// An interval for people, such as `95.1 % ± 0.2 %`.
    static String words(Unit unit, Interval interval) {
        if (interval.samples() == 0) return "-";
        String mean = value(unit, interval.mean());
        return Double.isInfinite(interval.halfWidth()) ? mean : mean + " ± " + value(unit, interval.halfWidth());
    }

    /// A figure for people; a count below a hundred, which may be a mean, with its fraction.
    static String value(Unit unit, double value) {
        if (unit == Unit.COUNT && Math.abs(value) < 100) return String.format(Locale.ROOT, "%.2f", value);
        if (unit == Unit.FRACTION) return String.format(Locale.ROOT, "%.2f %%", value * 100);
        if (unit == Unit.NANOS && Math.abs(value) < 1e8) return String.format(Locale.ROOT, "%.3f ms", value / 1e6);
        return Judge.words(unit, value);
    }
}
