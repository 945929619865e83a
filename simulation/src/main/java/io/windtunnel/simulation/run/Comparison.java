package io.windtunnel.simulation.run;

import io.windtunnel.rehearsal.measure.Totals;
import io.windtunnel.rehearsal.plan.Distribution;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.report.Exhibit;
import io.windtunnel.rehearsal.run.Performance;
import io.windtunnel.rehearsal.run.Presentation;
import io.windtunnel.rehearsal.run.RehearsalOptions;
import io.windtunnel.rehearsal.run.Result;
import io.windtunnel.rehearsal.stage.PlannedRun;
import io.windtunnel.rehearsal.verdict.Verdict;
import io.windtunnel.rehearsal.view.Paint;
import io.windtunnel.rehearsal.view.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `windtunnel compare`: plays a rehearsal live and simulated, in the same hours and from the same seed, and tells of
/// each figure how far they are apart.
public final class Comparison {
    /// The simulation agrees with the live rehearsal.
    public static final int AGREES = 0;

    /// A figure is further away than is expected, or a verdict is another.
    public static final int DIFFERS = 1;

    /// The 99th percentile of an exponential of mean 1.
    private static final double LN_100 = Math.log(100);

    private final RehearsalOptions options;
    private final PrintStream out;
    private final PrintStream told;

    /// @param out the tables, or the JSON document
    /// @param problems what is wrong, and with `json` everything meant for people
    public Comparison(RehearsalOptions options, PrintStream out, PrintStream problems) {
        this.options = options;
        this.out = out;
        this.told = problems;
    }

    /// Plays both and returns the exit code.
    public int run() {
        return PlannedRun.of(options.file(), told, this::compare);
    }

    private int compare(RehearsalPlan plan) throws IOException {
        PrintStream people = options.json() ? told : out;
        Performance.Live live = new Performance(plan, people, new Paint(options.colour()), options.live()).play();
        List<Difference> differences = differences(plan, live);
        Result result = live.result().with(exhibit(differences));
        new Presentation(options, out, people).show(plan, result);
        people.println();
        people.print(table(differences));
        return differences.stream().allMatch(Difference::agrees) ? AGREES : DIFFERS;
    }

    private static List<Difference> differences(RehearsalPlan plan, Performance.Live live) {
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < plan.designs().size(); i++) {
            Verdict real = live.result().verdicts().get(i);
            Setting same =
                    Setting.of(live.origin(), live.begin(), lag(real.measured().totals()));
            Played played = new Trials.Task(plan, i, plan.seed(), same, Double.POSITIVE_INFINITY, null).play();
            Duration late = launched(real).minus(launched(played.verdict()));
            if (!late.isZero()) {
                Setting shifted = Setting.of(live.origin().plus(late), live.begin(), same.lag());
                played = new Trials.Task(plan, i, plan.seed(), shifted, Double.POSITIVE_INFINITY, null).play();
            }
            differences.add(new Difference(real, played.verdict()));
        }
        return differences;
    }

    /// When the first machine was launched, from the begin of the wind. While a live set-up runs fast, the computer's
    /// own time for making a stack is many seconds of the scenario's; the simulation is set up as much later.
    private static Duration launched(Verdict verdict) {
        return verdict.measured().happenings().stream()
                .filter(happening -> happening.kind().equals("instance.launched"))
                .findFirst()
                .map(happening -> Duration.ofNanos(happening.atNanos()))
                .orElse(Duration.ZERO);
    }

    /// How late the live generator sent, as it measured it: by that, as an exponential through its 99th percentile, the
    /// computer's own time is played in the simulation too.
    private static Distribution lag(Totals live) {
        return new Distribution.Exponential(Duration.ofNanos(Math.max(1, (long) (live.lagP99Nanos() / LN_100))));
    }

    private static Exhibit exhibit(List<Difference> differences) {
        return new Exhibit(
                "Live against simulated",
                "The same hours and the same seed, played on sockets and in virtual time. The simulation is expected to"
                        + " serve within 5 % of the live requests, be available within 0.2 points, have its p50 within"
                        + " 10 % and its p99 within 20 %.",
                rows(differences));
    }

    private static String table(List<Difference> differences) {
        Table table = new Table();
        rows(differences).forEach(table::row);
        return table.text();
    }

    private static List<List<String>> rows(List<Difference> differences) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("live against simulated", "live", "simulated", "error"));
        for (Difference difference : differences) {
            rows.add(List.of(difference.design(), "", "", ""));
            for (Difference.Line line : difference.lines())
                rows.add(List.of("  " + line.name(), line.live(), line.simulated(), line.error()));
        }
        return rows;
    }
}
