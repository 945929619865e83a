package io.windtunnel.rehearsal.measure;

import java.util.Map;

/// The requests that were meant to be sent within one second of the wind, and what became of them.
///
/// @param at the second, from 0
/// @param errors those not served well, by kind: an HTTP status such as `503`, or a failure's words
/// @param p50 latency in nanoseconds of those served well, from the intended send time; 0 when none was
/// @param firstMissNanos when the first that was missed should have been sent; -1 when none was missed
/// @param lastMissNanos the same of the last
public record Second(
        int at,
        long offered,
        long served,
        Map<String, Long> errors,
        long p50,
        long p90,
        long p99,
        long max,
        long firstMissNanos,
        long lastMissNanos) {
    public Second {
        errors = Map.copyOf(errors);
    }

    /// Requests that were not served well: answered badly, not answered, or not answered yet.
    public long missed() {
        return offered - served;
    }

    /// The share served well; 1 when nothing was offered.
    public double availability() {
        return offered == 0 ? 1 : (double) served / offered;
    }
}
