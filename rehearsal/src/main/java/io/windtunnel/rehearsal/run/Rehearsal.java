package io.windtunnel.rehearsal.run;

import io.windtunnel.rehearsal.file.BadFile;
import io.windtunnel.rehearsal.file.Problem;
import io.windtunnel.rehearsal.file.RehearsalFile;
import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.report.JUnitFile;
import io.windtunnel.rehearsal.report.ReportData;
import io.windtunnel.rehearsal.report.ReportPage;
import io.windtunnel.rehearsal.verdict.Verdict;
import io.windtunnel.rehearsal.view.Paint;
import io.windtunnel.rehearsal.view.VerdictTable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// `windtunnel rehearse`: reads the file, plays it, tells the verdict and leaves the report.
public final class Rehearsal {
    /// Every promise was kept.
    public static final int KEPT = 0;

    /// A promise was broken.
    public static final int BROKEN = 1;

    /// The file or the design cannot be played.
    public static final int BAD_INPUT = 2;

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
        try {
            return play(RehearsalFile.read(options.file()));
        } catch (BadFile bad) {
            for (Problem problem : bad.problems()) told.println(problem);
        } catch (NoSuchFileException missing) {
            told.println("there is no " + missing.getFile());
        } catch (IOException unreadable) {
            told.println("cannot read " + options.file() + ": " + unreadable.getMessage());
        } catch (RehearsalFailure failure) {
            told.println(failure.getMessage());
        }
        return BAD_INPUT;
    }

    private int play(RehearsalPlan plan) throws IOException {
        PrintStream people = options.json() ? told : out;
        Paint paint = new Paint(options.colour());
        Performance performance = new Performance(plan, people, paint, options.live());
        Performance.Result result = performance.play();
        List<Verdict> verdicts = result.verdicts();
        ObjectNode data = new ReportData(plan, verdicts)
                .json(options.version(), result.meta(), result.notes(), result.notHonoured());
        write(options.reportFile(), ReportPage.html(data));
        Path junit = options.junit();
        if (junit != null) write(junit, JUnitFile.xml(plan, verdicts, Duration.ofNanos(result.wallNanos())));
        people.println();
        people.print(new VerdictTable(plan, verdicts, paint).text());
        people.println();
        people.println(
                "Report: " + options.reportFile().toAbsolutePath().normalize().toUri());
        if (junit != null) people.println("JUnit:  " + junit.toAbsolutePath().normalize());
        if (options.json()) out.println(data.toPrettyString());
        return verdicts.stream().allMatch(Verdict::kept) ? KEPT : BROKEN;
    }

    private static void write(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) Files.createDirectories(folder);
        Files.writeString(file, text);
    }
}
