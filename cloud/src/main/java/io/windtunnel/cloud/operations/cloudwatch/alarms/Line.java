package io.windtunnel.cloud.operations.cloudwatch.alarms;

import io.windtunnel.cloud.ports.Metrics;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// One line of what an alarm looks at: a metric's statistic or an expression over other lines.
///
/// @param source the metric; null for an expression
/// @param expression metric math; null for a metric
/// @param period of an expression, in seconds, where it says one
/// @param result whether this line is held against the threshold
public record Line(
        String id,
        @Nullable Source source,
        @Nullable String expression,
        @Nullable String label,
        @Nullable Integer period,
        boolean result) {
    /// A metric and what is asked of it.
    ///
    /// @param period in seconds
    /// @param unit null for any
    public record Source(
            String namespace,
            String metric,
            SortedMap<String, String> dimensions,
            int period,
            String statistic,
            @Nullable String unit) {
        public Metrics.Name name() {
            return new Metrics.Name(namespace, metric, dimensions);
        }
    }
}
