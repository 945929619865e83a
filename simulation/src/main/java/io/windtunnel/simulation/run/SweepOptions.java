package io.windtunnel.simulation.run;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a sweep is made.
///
/// @param file the rehearsal file, or a folder that holds `rehearsal.yaml`
/// @param over what is tried, every value of one parameter with every value of the others
/// @param design whose parameters they are; null for every design of the file
/// @param seeds that each is played with
/// @param mostRequests that a trial plays one by one
/// @param processors how many trials are played at the same time
/// @param json whether standard output is the figures as JSON, and nothing else
/// @param colour whether the terminal shows colours
public record SweepOptions(
        Path file,
        List<Range> over,
        @Nullable String design,
        int seeds,
        double mostRequests,
        int processors,
        boolean json,
        boolean colour) {
    /// The most designs of one sweep: our choice.
    static final int MOST_DESIGNS = 10_000;

    public SweepOptions {
        over = List.copyOf(over);
        if (seeds < 1 || seeds > SimulationOptions.MOST_SEEDS) throw new IllegalArgumentException("1 to 10,000 seeds");
        long designs = 1;
        for (Range range : over)
            designs = Math.multiplyExact(designs, (long) range.values().size());
        if (designs > MOST_DESIGNS)
            throw new IllegalArgumentException(designs + " designs; at most " + MOST_DESIGNS + " in one sweep");
    }
}
