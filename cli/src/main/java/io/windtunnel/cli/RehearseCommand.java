package io.windtunnel.cli;

import io.windtunnel.rehearsal.run.Rehearsal;
import io.windtunnel.rehearsal.run.RehearsalOptions;
import java.io.Console;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `windtunnel rehearse`: plays a rehearsal file and judges its designs.
@Command(
        name = "rehearse",
        description = "Deploys the designs of a rehearsal file, blows the traffic, injects the faults, judges.",
        footer = {"", "Exit code: 0 every promise kept, 1 a promise broken, 2 the file or a design cannot be played."},
        mixinStandardHelpOptions = true)
final class RehearseCommand implements Callable<Integer> {
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
        return new Rehearsal(options, System.out, System.err).run();
    }
}
