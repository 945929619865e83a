package io.windtunnel.cloud.ports;

import io.windtunnel.cloud.ports.Metrics.Name;
import io.windtunnel.kernel.identity.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What the metrics say, asked from inside: a rehearsal's report and the control loops read it. CloudWatch offers it,
/// and answers `GetMetricData` from the same store.
///
/// Thread safety: every method may be called from any thread.
public interface MetricsReader {
    /// A statistic over the period that begins `at`.
    record Point(Instant at, double value) {}

    /// The statistic of a metric for each period from `from` (rounded down to a period) until before `to`, oldest
    /// first; a period without samples has no point. Samples of the minute that still runs are counted so far.
    ///
    /// @param statistic CloudWatch's name: `Sum`, `Average`, `Minimum`, `Maximum`, `SampleCount`, or a
    ///     percentile such as `p99` or `p99.9`
    /// @param period whole seconds: 1, 5, 10, 20, 30 or a multiple of 60
    /// @throws IllegalArgumentException when there is no such statistic
    List<Point> series(Scope scope, Name name, String statistic, Duration period, Instant from, Instant to);

    /// The metrics of a namespace that have any sample, in the order of their names.
    List<Name> names(Scope scope, String namespace);
}
