package io.windtunnel.cli;

import io.windtunnel.fabric.run.ClockWork;
import io.windtunnel.fabric.run.Threads;
import io.windtunnel.simulation.run.Simulation;
import io.windtunnel.simulation.run.SimulationOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `windtunnel simulate`: plays a rehearsal file in virtual time and judges its designs.
@Command(
        name = "simulate",
        description =
                "Plays a rehearsal file in virtual time: the same designs, stand-ins, traffic, faults and promises,"
                        + " a day in seconds.",
        footer = {"", "Exit code: 0 every promise kept, 1 a promise broken, 2 the file or a design cannot be played."},
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    @Mixin
    private Asked asked = new Asked();

    @Mixin
    private Left left = new Left();

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

    @Override
    public Integer call() {
        SimulationOptions options = new SimulationOptions(
                left.options(asked), seed, seeds, untilConfident, trace, mostRequests, processors);
        try (Threads threads = new Threads();
                ClockWork clock = ClockWork.wall(1, threads)) {
            return new Simulation(options, clock.time(), System.out, System.err).run();
        }
    }
}
