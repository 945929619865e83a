package io.windtunnel.simulation.run;

import io.windtunnel.kernel.statistics.SequentialStop;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.report.Exhibit;
import io.windtunnel.rehearsal.run.Presentation;
import io.windtunnel.rehearsal.run.Rehearsal;
import io.windtunnel.rehearsal.run.ReportWords;
import io.windtunnel.rehearsal.run.Result;
import io.windtunnel.rehearsal.stage.PlannedRun;
import io.windtunnel.rehearsal.stage.RehearsalFailure;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// `windtunnel simulate`: reads the file, plays it in virtual time, tells the verdict and leaves the report.
public final class Simulation {
    /// Seeds are played until every promise is decided or its figure is within a twentieth: our choice.
    private static final SequentialStop STOP = new SequentialStop(0.05, 5, 1_000);

    /// The most requests whose events are written, since they are kept until the end: our choice.
    private static final int MOST_TRACED = 2_000_000;

    private final SimulationOptions options;
    private final Time wall;
    private final PrintStream out;
    private final PrintStream told;

    /// @param wall what tells how long it took
    /// @param out the verdict, or the JSON document
    /// @param problems what is wrong, and with `json` everything meant for people
    public Simulation(SimulationOptions options, Time wall, PrintStream out, PrintStream problems) {
        this.options = options;
        this.wall = wall;
        this.out = out;
        this.told = problems;
    }

    /// Plays it and returns the exit code, which are those of a rehearsal.
    public int run() {
        return PlannedRun.of(options.shown().file(), told, this::play);
    }

    private int play(RehearsalPlan plan) throws IOException {
        PrintStream people = options.shown().json() ? told : out;
        if (options.trace() != null && plan.requests() > MOST_TRACED)
            throw new RehearsalFailure(String.format(
                    Locale.ROOT,
                    "--trace writes a few lines for each of %,.0f requests; at most %,d are traced",
                    plan.requests(),
                    MOST_TRACED));
        Long seed = options.seed();
        long base = seed == null ? plan.seed() : seed;
        RehearsalPlan seeded = plan.seed(base);
        Score score = new Score(plan.designs().size());
        long begin = wall.nanos();
        try (Trials trials = new Trials(options.processors());
                BufferedWriter trace = trace(options.trace())) {
            playFirst(plan, base, trials, trace, score);
            playOn(plan, base, trials, score, people);
        }
        long took = wall.nanos() - begin;
        Result result = new Result(
                score.designs.stream().map(Replications::verdict).toList(),
                meta(seeded, score),
                notes(seeded, score, took),
                List.copyOf(score.notHonoured),
                exhibits(score),
                took);
        new Presentation(options.shown(), out, people).show(seeded, result);
        if (score.count() > 1) people.print("\n" + new Spread(score.designs).text());
        if (score.thinned()) people.print("\n" + new ThinningTable(score.first).text());
        people.printf(Locale.ROOT, "%n%s%n", speed(score, took));
        if (!result.kept())
            people.println("Again: windtunnel simulate " + options.shown().file() + " --seed " + seeded.seed()
                    + (score.count() > 1 ? " --seeds " + score.count() : "") + "   (the same, event by event)");
        return result.kept() ? Rehearsal.KEPT : Rehearsal.BROKEN;
    }

    private static List<Exhibit> exhibits(Score score) {
        List<Exhibit> exhibits = new ArrayList<>();
        if (score.count() > 1) exhibits.add(new Spread(score.designs).exhibit());
        if (score.thinned()) exhibits.add(new ThinningTable(score.first).exhibit());
        return exhibits;
    }

    private static @Nullable BufferedWriter trace(@Nullable Path file) throws IOException {
        return file == null ? null : Files.newBufferedWriter(file);
    }

    /// What has been played so far.
    private static final class Score {
        private final List<Replications> designs = new ArrayList<>();
        private final TreeSet<String> unplayed = new TreeSet<>();
        private final TreeSet<String> notHonoured = new TreeSet<>();
        private final TreeSet<String> notMetered = new TreeSet<>();
        private final List<Long> fingerprints = new ArrayList<>();
        private final int expected;
        private final List<Played> first = new ArrayList<>();
        private long events;
        private long tasks;
        private long requests;
        private long sent;

        Score(int designs) {
            this.expected = designs;
        }

        int count() {
            return designs.getFirst().count();
        }

        boolean thinned() {
            return first.stream().anyMatch(played -> played.thinning().thinned());
        }

        void add(int design, Played played) {
            if (first.size() < expected) first.add(played);
            if (designs.size() < expected && designs.size() == design) designs.add(new Replications(played.verdict()));
            else designs.get(design).add(played.verdict());
            unplayed.addAll(played.unplayed());
            notHonoured.addAll(played.notHonoured());
            notMetered.addAll(played.notMetered());
            fingerprints.add(played.fingerprint());
            events += played.events();
            tasks += played.tasks();
            requests += played.verdict().measured().totals().offered();
            sent += played.thinning().sent();
        }
    }

    private void playFirst(RehearsalPlan plan, long base, Trials trials, @Nullable Appendable trace, Score score)
            throws IOException {
        List<Trials.Task> tasks = new ArrayList<>();
        Setting setting = Setting.drawn(plan, base);
        List<StringBuilder> lines = new ArrayList<>();
        for (int design = 0; design < plan.designs().size(); design++) {
            StringBuilder own = trace == null ? null : new StringBuilder();
            if (own != null) lines.add(own);
            tasks.add(new Trials.Task(plan, design, base, setting, options.mostRequests(), own));
        }
        List<Played> played = trials.play(tasks);
        for (int i = 0; i < played.size(); i++) score.add(i, played.get(i));
        if (trace == null) return;
        for (int i = 0; i < lines.size(); i++)
            trace.append("# ").append(plan.designs().get(i).name()).append('\n').append(lines.get(i));
    }

    private void playOn(RehearsalPlan plan, long base, Trials trials, Score score, PrintStream people) {
        while (true) {
            int played = score.count();
            int wanted = options.untilConfident() ? more(score) : options.seeds();
            if (wanted <= played) return;
            List<Trials.Task> tasks = new ArrayList<>();
            int until = Math.min(wanted, played + 4 * options.processors());
            for (int i = played; i < until; i++)
                for (int design = 0; design < plan.designs().size(); design++)
                    tasks.add(new Trials.Task(plan, design, base + i, options.mostRequests()));
            List<Played> all = trials.play(tasks);
            for (int i = 0; i < all.size(); i++) score.add(tasks.get(i).design(), all.get(i));
            if (options.shown().live()) people.printf("\r%d seeds played\033[K", score.count());
        }
    }

    /// How many seeds it should be: the asked for at least, and then as many as it takes.
    private int more(Score score) {
        List<SequentialStop.Figure> figures = score.designs.stream()
                .flatMap(design -> design.decided().stream())
                .toList();
        return switch (STOP.decide(figures, score.count())) {
            case SequentialStop.Decision.Go() -> Math.max(options.seeds(), score.count() + 2 * options.processors());
            case SequentialStop.Decision.Stop(boolean _) -> options.seeds();
        };
    }

    private static List<String> meta(RehearsalPlan plan, Score score) {
        List<String> meta = new ArrayList<>();
        meta.add("simulated");
        if (plan.starts() != null)
            meta.add(ReportWords.date(score.first.getFirst().begin()));
        meta.addAll(ReportWords.scene(plan));
        meta.add("seed " + plan.seed() + (score.count() > 1 ? " and the next " + (score.count() - 1) : ""));
        return meta;
    }

    private static List<String> notes(RehearsalPlan plan, Score score, long took) {
        List<String> notes = new ArrayList<>();
        notes.add("Simulated in virtual time: the control planes are the cloud's own, what carries the requests is a"
                + " model. " + speed(score, took));
        notes.add("Fingerprint of all events: " + Long.toHexString(mixed(score.fingerprints))
                + ". The same file and seed give the same, event by event.");
        notes.add(ReportWords.COUNTED);
        notes.add("Links between healthy places are perfect, and the computer's own time is not in the latencies.");
        if (score.count() > 1)
            notes.add("Promises are judged over " + score.count() + " seeds, as kept when at least "
                    + Math.round(100 * Replications.KEPT_SHARE) + " % of them keep it; the figures and lines are those"
                    + " of seed " + plan.seed() + ".");
        if (score.thinned())
            notes.add(
                    "The traffic was thinned: one request stood for several, and one target for as many. The table says"
                            + " which, and how far the figures may be from those of all.");
        else notes.add("Every request was played one by one.");
        if (!score.unplayed.isEmpty())
            notes.add("Machines without a stand-in ran nothing, since programs cannot be played in virtual time: "
                    + String.join(", ", score.unplayed) + ".");
        notes.add(ReportWords.bill(score.notMetered));
        return notes;
    }

    private static long mixed(List<Long> fingerprints) {
        long mixed = 0;
        for (long one : fingerprints) mixed = mixed * 0x9E3779B97F4A7C15L + one;
        return mixed;
    }

    private static String speed(Score score, long took) {
        double seconds = took / 1e9;
        return String.format(
                Locale.ROOT,
                "%,d requests%s as %,d events, and %,d tasks of control planes, in %.1f s: %,.0f events a second.",
                score.requests,
                score.sent < score.requests ? String.format(Locale.ROOT, ", of which %,d were played", score.sent) : "",
                score.events,
                score.tasks,
                seconds,
                score.events / seconds);
    }
}
