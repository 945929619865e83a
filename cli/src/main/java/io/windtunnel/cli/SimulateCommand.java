package io.windtunnel.cli;

import io.windtunnel.fabric.run.ClockWork;
import io.windtunnel.fabric.run.Threads;
import io.windtunnel.rehearsal.run.RehearsalOptions;
import io.windtunnel.simulation.run.Simulation;
import io.windtunnel.simulation.run.SimulationOptions;
import java.io.Console;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `windtunnel simulate`: plays a rehearsal file in virtual time and judges its designs.
@Command(
        name = "simulate",
        description =
                "Plays a rehearsal file in virtual time: the same designs, stand-ins, traffic, faults and promises,"
                        + " a day in seconds.",
        footer = {"", "Exit code: 0 every promise kept, 1 a promise broken, 2 the file or a design cannot be played."},
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            defaultValue = ".",
            description = "The rehearsal file, or a folder with a rehearsal.yaml (default: this folder).")
    private Path file = Path.of(".");

    @Option(names = "--seed", paramLabel = "NUMBER", description = "The seed to begin with (default: the file's).")
    private @Nullable Long seed;

    @Option(
            names = "--seeds",
            paramLabel = "COUNT",
            description = "How many seeds to play, for intervals of confidence (default: ${DEFAULT-VALUE}).")
    private int seeds = 1;

    @Option(
            names = "--until-confident",
            description = "Plays more seeds until every promise is decided, or its figure within 5 %% (at most 1000).")
    private boolean untilConfident;

    @Option(names = "--trace", paramLabel = "FILE", description = "Writes every event of the first seed, a line each.")
    private @Nullable Path trace;

    @Option(
            names = "--processors",
            paramLabel = "COUNT",
            description = "How many trials are played at the same time (default: all processors).")
    private int processors = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--most-requests",
            paramLabel = "COUNT",
            description = "Of more requests than this, one is played for several (default: ${DEFAULT-VALUE}).")
    private double mostRequests = SimulationOptions.MOST_REQUESTS;

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
        RehearsalOptions shown = new RehearsalOptions(file, report, junit, json, terminal, colour, Windtunnel.VERSION);
        SimulationOptions options =
                new SimulationOptions(shown, seed, seeds, untilConfident, trace, mostRequests, processors);
        try (Threads threads = new Threads();
                ClockWork clock = ClockWork.wall(1, threads)) {
            return new Simulation(options, clock.time(), System.out, System.err).run();
        }
    }
}
