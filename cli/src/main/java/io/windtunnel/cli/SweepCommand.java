package io.windtunnel.cli;

import io.windtunnel.simulation.run.Range;
import io.windtunnel.simulation.run.SimulationOptions;
import io.windtunnel.simulation.run.Sweep;
import io.windtunnel.simulation.run.SweepOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `windtunnel sweep`: simulates a rehearsal with every value of some parameters.
@Command(
        name = "sweep",
        description = "Simulates a rehearsal file with every value of some parameters of its templates, and finds the"
                + " cheapest design that keeps its promises.",
        footer = {"", "Exit code: 0 a design keeps its promises, 1 none does, 2 the file or a design cannot be played."
        },
        mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer> {
    @Mixin
    private Asked asked = new Asked();

    @Option(
            names = "--over",
            required = true,
            paramLabel = "RANGES",
            description = "What is tried, such as `Instances=2..20` or `Instances=2..20:3,Type=t3.micro|m5.large`.")
    private List<String> over = new ArrayList<>();

    @Option(
            names = "--design",
            paramLabel = "NAME",
            description = "Whose parameters they are (default: every design's).")
    private @Nullable String design;

    @Option(names = "--seeds", paramLabel = "COUNT", description = "Seeds for each (default: ${DEFAULT-VALUE}).")
    private int seeds = 1;

    @Option(
            names = "--most-requests",
            paramLabel = "COUNT",
            description = "Of more requests than this, one is played for several (default: ${DEFAULT-VALUE}).")
    private double mostRequests = SimulationOptions.MOST_REQUESTS;

    @Option(
            names = "--processors",
            paramLabel = "COUNT",
            description = "How many trials are played at the same time (default: all processors).")
    private int processors = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() {
        List<Range> ranges = Range.parse(String.join(",", over));
        SweepOptions options = new SweepOptions(
                asked.file(), ranges, design, seeds, mostRequests, processors, asked.json(), asked.colour());
        return new Sweep(options, System.out, System.err).run();
    }
}
