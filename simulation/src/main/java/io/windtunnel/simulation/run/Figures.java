package io.windtunnel.simulation.run;

import io.windtunnel.kernel.statistics.WarmUp;
import io.windtunnel.rehearsal.measure.Second;
import io.windtunnel.rehearsal.measure.Totals;
import io.windtunnel.rehearsal.plan.Promise;
import io.windtunnel.rehearsal.plan.Promise.Unit;
import io.windtunnel.rehearsal.verdict.Judgement;
import io.windtunnel.rehearsal.verdict.Recovery;
import io.windtunnel.rehearsal.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

/// The figures of one played design, by which seeds, designs and a live rehearsal are held against each other.
final class Figures {
    /// One figure.
    ///
    /// @param value NaN where it could not be measured, infinite for a recovery that never came
    record Figure(String name, Unit unit, double value) {}

    private Figures() {}

    /// What was measured, whatever is promised.
    static List<Figure> measured(Verdict verdict) {
        Totals totals = verdict.measured().totals();
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("served", Unit.COUNT, totals.served()));
        figures.add(new Figure("missed", Unit.COUNT, totals.missed()));
        figures.add(new Figure("availability", Unit.FRACTION, totals.availability()));
        figures.add(latency("p50", totals, 50));
        figures.add(latency("p90", totals, 90));
        figures.add(latency("p99", totals, 99));
        figures.add(new Figure(
                "instance-hours", Unit.COUNT, verdict.measured().spend().instanceHours()));
        figures.add(new Figure("bill", Unit.USD, verdict.measured().spend().dollars()));
        for (Recovery recovery : verdict.recoveries())
            figures.add(new Figure(
                    "RTO of " + recovery.strike().fault().words(),
                    Unit.NANOS,
                    recovery.rto() == Recovery.NEVER ? Double.POSITIVE_INFINITY : recovery.rto()));
        return figures;
    }

    private static Figure latency(String name, Totals totals, double rank) {
        return new Figure(
                name,
                Unit.NANOS,
                totals.latency().count() == 0 ? Double.NaN : totals.latency().at(rank));
    }

    /// What is promised, as far as it could be judged.
    static List<Figure> promised(Verdict verdict) {
        List<Figure> figures = new ArrayList<>();
        for (Judgement judgement : verdict.judgements()) {
            Promise promise = judgement.promise();
            figures.add(new Figure(promise.text(), promise.unit(), judgement.measured()));
        }
        return figures;
    }

    /// The second from which on the median latency of a second is steady, after MSER-5; -1 where it is not.
    static int settles(Verdict verdict) {
        return WarmUp.cut(medians(verdict));
    }

    private static double[] medians(Verdict verdict) {
        return verdict.measured().seconds().stream().mapToDouble(Second::p50).toArray();
    }

    /// The mean of the seconds' 99th percentiles once it is settled, in nanoseconds; NaN where it does not settle.
    static double settledP99(Verdict verdict) {
        int from = settles(verdict);
        if (from < 0) return Double.NaN;
        return verdict.measured().seconds().stream()
                .skip(from)
                .filter(second -> second.served() > 0)
                .mapToLong(Second::p99)
                .average()
                .orElse(Double.NaN);
    }
}
