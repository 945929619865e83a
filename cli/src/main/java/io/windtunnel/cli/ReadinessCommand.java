package io.windtunnel.cli;

import io.windtunnel.rehearsal.readiness.Readiness;
import io.windtunnel.rehearsal.readiness.ReadinessOptions;
import java.io.Console;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `windtunnel readiness`: what would break first on a high-traffic day.
@Command(
        name = "readiness",
        description = "Deploys the designs of a rehearsal file without traffic and tells what its traffic would break"
                + " first: quotas, sizes, scaling speed, load balancers, single points of failure.",
        footer = {"", "Exit code: 0 ready, 1 not ready, 2 the file or a design cannot be looked at."},
        mixinStandardHelpOptions = true)
final class ReadinessCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            defaultValue = ".",
            description = "The rehearsal file, or a folder with a rehearsal.yaml (default: this folder).")
    private Path file = Path.of(".");

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "When the traffic begins, such as 2026-11-27T08:00:00Z: scheduled actions are held against it.")
    private @Nullable Instant begins;

    @Option(names = "--json", description = "Prints every finding as JSON.")
    private boolean json;

    @Option(names = "--no-color", description = "No colours.")
    private boolean noColour;

    @Override
    public Integer call() {
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal() && !json;
        boolean colour = terminal && !noColour && System.getenv("NO_COLOR") == null;
        return new Readiness(new ReadinessOptions(file, begins, json, colour), System.out, System.err).run();
    }
}
