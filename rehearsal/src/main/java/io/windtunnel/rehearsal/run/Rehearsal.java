package io.windtunnel.rehearsal.run;

import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.stage.PlannedRun;
import io.windtunnel.rehearsal.view.Paint;
import java.io.IOException;
import java.io.PrintStream;

/// `windtunnel rehearse`: reads the file, plays it, tells the verdict and leaves the report.
public final class Rehearsal {
    /// Every promise was kept.
    public static final int KEPT = 0;

    /// A promise was broken.
    public static final int BROKEN = 1;

    private final RehearsalOptions options;
    private final PrintStream out;
    private final PrintStream told;

    /// @param out the verdict, or the JSON document
    /// @param problems what is wrong, and with `json` everything meant for people
    public Rehearsal(RehearsalOptions options, PrintStream out, PrintStream problems) {
        this.options = options;
        this.out = out;
        this.told = problems;
    }

    /// Plays the rehearsal and returns the exit code.
    public int run() {
        return PlannedRun.of(options.file(), told, this::play);
    }

    private int play(RehearsalPlan plan) throws IOException {
        PrintStream people = options.json() ? told : out;
        Performance performance = new Performance(plan, people, new Paint(options.colour()), options.live());
        Result result = performance.play().result();
        new Presentation(options, out, people).show(plan, result);
        return result.kept() ? KEPT : BROKEN;
    }
}
