package io.windtunnel.bench.simulation;

import java.util.Locale;

/// How a run's figures are told: a line each.
final class Told {
    private Told() {}

    /// A queue's run.
    ///
    /// @param waiting the mean wait found, in mean service times
    static void queue(String who, long customers, long events, long nanos, double waiting, double expected) {
        System.out.printf(
                Locale.ROOT,
                "M/M/1, load 0.8   %-20s %,12d customers  %6.2f s  %,14.0f events/s   mean wait %.3f (theory %.3f)%n",
                who,
                customers,
                nanos / 1e9,
                events / (nanos / 1e9),
                waiting,
                expected);
    }
}
