package io.windtunnel.simulation.run;

import io.windtunnel.rehearsal.plan.Design;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.run.Rehearsal;
import io.windtunnel.rehearsal.stage.PlannedRun;
import io.windtunnel.rehearsal.stage.RehearsalFailure;
import io.windtunnel.rehearsal.verdict.Verdict;
import io.windtunnel.rehearsal.view.Paint;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `windtunnel sweep`: plays a rehearsal with every value of some parameters, and finds the cheapest design that keeps
/// its promises.
public final class Sweep {
    private final SweepOptions options;
    private final PrintStream out;
    private final PrintStream told;

    /// @param out the table, or the JSON document
    /// @param problems what is wrong, and with `json` everything meant for people
    public Sweep(SweepOptions options, PrintStream out, PrintStream problems) {
        this.options = options;
        this.out = out;
        this.told = problems;
    }

    /// Plays all and returns the exit code: kept when a design keeps its promises, broken when none does.
    public int run() {
        return PlannedRun.of(options.file(), told, this::sweep);
    }

    private int sweep(RehearsalPlan plan) {
        List<SweepPoint> points = points(plan);
        List<SweepPoint> played = new ArrayList<>();
        try (Trials trials = new Trials(options.processors())) {
            int together = Math.max(1, 8 * options.processors() / options.seeds());
            for (int from = 0; from < points.size(); from += together) {
                List<SweepPoint> some = points.subList(from, Math.min(from + together, points.size()));
                played.addAll(play(plan, some, trials));
                told.printf("%d of %d designs played%n", played.size(), points.size());
            }
        }
        SweepTable table = new SweepTable(options.over(), played, new Paint(options.colour()));
        if (options.json()) out.println(table.json().toPrettyString());
        (options.json() ? told : out).print(table.text(options.file()));
        return table.cheapest().isPresent() ? Rehearsal.KEPT : Rehearsal.BROKEN;
    }

    private List<SweepPoint> points(RehearsalPlan plan) {
        List<Map<String, String>> combinations = List.of(Map.of());
        for (Range range : options.over()) combinations = times(combinations, range);
        List<SweepPoint> points = new ArrayList<>();
        for (int i = 0; i < plan.designs().size(); i++) {
            Design design = plan.designs().get(i);
            if (options.design() != null && !design.name().equals(options.design())) continue;
            for (Map<String, String> values : combinations) points.add(new SweepPoint(i, design.with(values), values));
        }
        if (points.isEmpty())
            throw new RehearsalFailure("there is no design " + options.design() + " in " + options.file());
        return points;
    }

    private static List<Map<String, String>> times(List<Map<String, String>> combinations, Range range) {
        List<Map<String, String>> all = new ArrayList<>();
        for (Map<String, String> combination : combinations)
            for (String value : range.values()) {
                Map<String, String> larger = new LinkedHashMap<>(combination);
                larger.put(range.parameter(), value);
                all.add(larger);
            }
        return all;
    }

    private List<SweepPoint> play(RehearsalPlan plan, List<SweepPoint> points, Trials trials) {
        List<Trials.Task> tasks = new ArrayList<>();
        for (SweepPoint point : points) {
            List<Design> designs = new ArrayList<>(plan.designs());
            designs.set(point.number(), point.design());
            RehearsalPlan changed = plan.designs(designs);
            for (int i = 0; i < options.seeds(); i++)
                tasks.add(new Trials.Task(changed, point.number(), plan.seed() + i, options.mostRequests()));
        }
        List<Played> all = trials.play(tasks);
        List<SweepPoint> played = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            List<Verdict> verdicts = all.subList(i * options.seeds(), (i + 1) * options.seeds()).stream()
                    .map(Played::verdict)
                    .toList();
            Replications replications = new Replications(verdicts.getFirst());
            verdicts.stream().skip(1).forEach(replications::add);
            played.add(points.get(i).played(replications));
        }
        return played;
    }
}
