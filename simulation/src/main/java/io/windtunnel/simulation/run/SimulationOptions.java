package io.windtunnel.simulation.run;

import io.windtunnel.rehearsal.run.RehearsalOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How a simulation is run and what it leaves.
///
/// @param shown what it leaves, as a rehearsal does
/// @param seed to begin with; null for the file's
/// @param seeds how many to play, from that one on
/// @param untilConfident whether to play more until every figure is sure
/// @param trace where every event of the first seed is written; null for nowhere
/// @param mostRequests that a trial plays one by one; of more, one stands for several
/// @param processors how many trials are played at the same time
public record SimulationOptions(
        RehearsalOptions shown,
        @Nullable Long seed,
        int seeds,
        boolean untilConfident,
        @Nullable Path trace,
        double mostRequests,
        int processors) {
    /// What a trial plays one by one where nothing else is asked for: about three minutes' worth.
    public static final double MOST_REQUESTS = 500e6;

    /// The most seeds of one simulation: our choice.
    public static final int MOST_SEEDS = 10_000;

    public SimulationOptions {
        if (seeds < 1 || seeds > MOST_SEEDS) throw new IllegalArgumentException("from 1 to " + MOST_SEEDS + " seeds");
        if (!(mostRequests >= 1000)) throw new IllegalArgumentException("at least 1,000 requests");
        if (processors < 1) throw new IllegalArgumentException("at least one processor");
    }
}
