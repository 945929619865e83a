package io.windtunnel.simulation.run;

import io.windtunnel.rehearsal.plan.Promise.Unit;
import io.windtunnel.rehearsal.verdict.Judgement;
import io.windtunnel.rehearsal.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A design as it was measured live and as it was simulated: figure by figure with the error.
final class Difference {
    /// How far the capacities' timelines may be apart: one period of the control loops that move them.
    private static final Duration CONTROL_PERIOD = Duration.ofMinutes(1);

    /// What the simulation is expected to come to, as shares of the live figure; availability in points.
    private static final double SERVED = 0.05;

    private static final double AVAILABILITY = 0.002;
    private static final double MEDIAN = 0.10;
    private static final double TAIL = 0.20;

    /// Of the time, since a turn of a control loop may fall just outside.
    private static final double CAPACITY = 0.98;

    /// One line.
    ///
    /// @param within whether the error is within what is expected; true where nothing is
    record Line(String name, String live, String simulated, String error, boolean within) {}

    private final Verdict live;
    private final Verdict simulated;

    Difference(Verdict live, Verdict simulated) {
        this.live = live;
        this.simulated = simulated;
    }

    String design() {
        return live.design();
    }

    /// Whether the verdicts are the same and every error is within what is expected.
    boolean agrees() {
        return lines().stream().allMatch(Line::within);
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        List<Figures.Figure> was = Figures.measured(live);
        List<Figures.Figure> is = Figures.measured(simulated);
        for (int i = 0; i < was.size(); i++) lines.add(line(was.get(i), is.get(i)));
        double agreement = Timeline.agreement(
                live.measured().capacity(), simulated.measured().capacity(), CONTROL_PERIOD);
        lines.add(new Line(
                "capacity within a minute",
                "",
                "",
                String.format(Locale.ROOT, "%.1f %% of the time", 100 * agreement),
                agreement >= CAPACITY));
        for (int i = 0; i < live.judgements().size(); i++)
            lines.add(promise(live.judgements().get(i), simulated.judgements().get(i)));
        return lines;
    }

    private static Line promise(Judgement was, Judgement is) {
        boolean same = was.outcome() == is.outcome();
        return new Line(
                was.promise().text(),
                was.outcome().word(),
                is.outcome().word(),
                same ? "the same" : "NOT THE SAME",
                same);
    }

    private static Line line(Figures.Figure was, Figures.Figure is) {
        double error = is.value() - was.value();
        double share = error == 0 ? 0 : error / Math.abs(was.value());
        boolean within = switch (was.name()) {
            case "served" -> Math.abs(share) <= SERVED;
            case "availability" -> Math.abs(error) <= AVAILABILITY;
            case "p50" -> Math.abs(share) <= MEDIAN;
            case "p99" -> Math.abs(share) <= TAIL;
            default -> true;
        };
        String words = was.unit() == Unit.FRACTION
                ? String.format(Locale.ROOT, "%+.2f points", error * 100)
                : Double.isFinite(share) ? String.format(Locale.ROOT, "%+.1f %%", share * 100) : "-";
        return new Line(
                was.name(),
                Replications.value(was.unit(), was.value()),
                Replications.value(is.unit(), is.value()),
                words + (within ? "" : " (too far)"),
                within);
    }
}
