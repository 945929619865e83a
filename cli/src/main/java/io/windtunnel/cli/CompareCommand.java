package io.windtunnel.cli;

import io.windtunnel.rehearsal.run.RehearsalOptions;
import io.windtunnel.simulation.run.Comparison;
import java.io.Console;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `windtunnel compare`: plays a rehearsal file live and simulated, and tells how far they are apart.
@Command(
        name = "compare",
        description =
                "Plays a rehearsal file live and in virtual time, and tells of each figure how far they are apart.",
        footer = {
            "",
            "Exit code: 0 they agree, 1 a verdict or a figure does not, 2 the file or a design cannot be played."
        },
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            defaultValue = ".",
            description = "The rehearsal file, or a folder with a rehearsal.yaml (default: this folder).")
    private Path file = Path.of(".");

    @Option(names = "--report", paramLabel = "FILE", description = "Where the HTML report goes (reports/NAME.html).")
    private @Nullable Path report;

    @Option(names = "--junit", paramLabel = "FILE", description = "Also writes the verdict as a JUnit file.")
    private @Nullable Path junit;

    @Option(
            names = "--json",
            description = "Prints every figure as JSON on standard output, all else on standard error.")
    private boolean json;

    @Option(names = "--no-color", description = "No colours.")
    private boolean noColour;

    @Override
    public Integer call() {
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal() && !json;
        boolean colour = terminal && !noColour && System.getenv("NO_COLOR") == null;
        RehearsalOptions options =
                new RehearsalOptions(file, report, junit, json, terminal, colour, Windtunnel.VERSION);
        return new Comparison(options, System.out, System.err).run();
    }
}
