package io.windtunnel.cloud.operations.cloudwatch.alarms;

import io.windtunnel.kernel.identity.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The metrics, as alarms look at them.
///
/// Thread safety: every method may be called from any thread.
public interface Measurements {
    /// What was seen of a period.
    ///
    /// @param at the period's beginning
    /// @param value the result line's value; null when there is none
    /// @param samples how many samples it was made of; 0 where that is not known, as for metric math
    record Reading(Instant at, @Nullable Double value, double samples) {}

    /// Checks that the lines can be worked out and that their result is a time series.
    ///
    /// @throws io.windtunnel.wire.AwsException as CloudWatch refuses
    void check(List<Line> lines);

    /// One reading for each of the `periods` periods that end at `end`, oldest first.
    ///
    /// @throws io.windtunnel.wire.AwsException when the lines cannot be worked out
    List<Reading> read(Scope scope, List<Line> lines, Duration period, int periods, Instant end);

    /// Until when the data planes' samples of whole minutes can be read.
    Instant completeUntil();

    /// The percentile that a statistic asks for; null when it asks for something else.
    @Nullable
    Double percentile(String statistic);
}
