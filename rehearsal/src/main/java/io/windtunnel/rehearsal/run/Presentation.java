package io.windtunnel.rehearsal.run;

import io.windtunnel.rehearsal.plan.RehearsalPlan;
import io.windtunnel.rehearsal.report.JUnitFile;
import io.windtunnel.rehearsal.report.ReportData;
import io.windtunnel.rehearsal.report.ReportPage;
import io.windtunnel.rehearsal.view.Paint;
import io.windtunnel.rehearsal.view.VerdictTable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/// Tells what came of a rehearsal: the table on the terminal, the report, the JUnit file, the JSON document.
public final class Presentation {
    private final RehearsalOptions options;
    private final PrintStream out;
    private final PrintStream people;

    /// @param out where the JSON document goes, and nothing else with `json`
    /// @param people where the table goes
    public Presentation(RehearsalOptions options, PrintStream out, PrintStream people) {
        this.options = options;
        this.out = out;
        this.people = people;
    }

    public void show(RehearsalPlan plan, Result result) throws IOException {
        ObjectNode data = new ReportData(plan, result.verdicts())
                .json(options.version(), result.meta(), result.notes(), result.notHonoured(), result.exhibits());
        write(options.reportFile(), ReportPage.html(data));
        Path junit = options.junit();
        if (junit != null) write(junit, JUnitFile.xml(plan, result.verdicts(), Duration.ofNanos(result.wallNanos())));
        people.println();
        people.print(new VerdictTable(plan, result.verdicts(), new Paint(options.colour())).text());
        people.println();
        people.println(
                "Report: " + options.reportFile().toAbsolutePath().normalize().toUri());
        if (junit != null) people.println("JUnit:  " + junit.toAbsolutePath().normalize());
        if (options.json()) out.println(data.toPrettyString());
    }

    private static void write(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) Files.createDirectories(folder);
        Files.writeString(file, text);
    }
}
