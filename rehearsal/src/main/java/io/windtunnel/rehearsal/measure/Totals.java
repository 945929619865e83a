package io.windtunnel.rehearsal.measure;

import java.util.Map;

/// The requests of one design over the whole wind.
///
/// @param badAnswers those answered with a status of 400 and above
/// @param errors those not served well, by kind
/// @param latency of those served well, from the intended send time
/// @param lagP99Nanos how late the generator sent, 99th percentile
/// @param lagMaxNanos how late it sent at worst
public record Totals(
        long offered,
        long served,
        long badAnswers,
        Map<String, Long> errors,
        Percentiles latency,
        long lagP99Nanos,
        long lagMaxNanos) {
    /// A generator that sends later than this could not keep up, and says so. Ours: half a request's usual service
    /// time.
    public static final long LAG_TOLD_NANOS = 10_000_000;

    public long missed() {
        return offered - served;
    }

    /// The share served well; 1 when nothing was offered.
    public double availability() {
        return offered == 0 ? 1 : (double) served / offered;
    }

    /// Whether the generator sent when it should.
    public boolean keptUp() {
        return lagP99Nanos <= LAG_TOLD_NANOS;
    }
}
