package io.windtunnel.simulation.run;

import io.windtunnel.simulation.model.Sample;
import io.windtunnel.simulation.model.World;
import java.util.List;

/// How a trial's requests stood for others.
///
/// @param offered requests in all
/// @param sent those that were played one by one
/// @param targets that served them, for all
/// @param figures with the intervals that follow from how those targets differ; empty where all were played
record Thinning(long offered, long sent, int targets, List<Sample.Figure> figures) {
    Thinning {
        figures = List.copyOf(figures);
    }

    static Thinning of(World world, long offered, long sent) {
        if (offered == sent || sent == 0) return new Thinning(offered, sent, 0, List.of());
        double share = (double) sent / offered;
        return new Thinning(
                offered, sent, world.sample().targets(), world.sample().figures(Replications.CONFIDENCE, share));
    }

    /// Whether one request stood for several.
    boolean thinned() {
        return sent < offered;
    }

    /// How many a request stood for, on an average.
    double factor() {
        return sent == 0 ? 1 : (double) offered / sent;
    }
}
