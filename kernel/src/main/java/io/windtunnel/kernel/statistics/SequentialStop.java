package io.windtunnel.kernel.statistics;

import java.util.List;

/// Whether enough seeds have been played.
///
/// Source: Law, Simulation Modeling and Analysis, section 9.4.1 (the sequential procedure with a relative precision).
///
/// @param relativeHalfWidth a figure is sure enough when its half width is at most this share of it
/// @param least replications before anything is decided
/// @param most replications after which it is enough
public record SequentialStop(double relativeHalfWidth, int least, int most) {
    /// A figure as it stands.
    ///
    /// @param bound what it is promised to keep to; NaN for none. A figure that lies wholly on one side is decided.
    public record Figure(Interval interval, double bound) {}

    /// What to do.
    public sealed interface Decision {
        /// Play on.
        record Go() implements Decision {}

        /// It is enough.
        record Stop(boolean confident) implements Decision {}
    }

    public Decision decide(List<Figure> figures, int replications) {
        if (replications < least) return new Decision.Go();
        boolean sure = figures.stream().allMatch(this::sure);
        if (sure) return new Decision.Stop(true);
        return replications >= most ? new Decision.Stop(false) : new Decision.Go();
    }

    private boolean sure(Figure figure) {
        if (!Double.isNaN(figure.bound) && figure.interval.decides(figure.bound)) return true;
        return figure.interval.relativeHalfWidth() <= relativeHalfWidth;
    }
}
