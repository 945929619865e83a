package io.windtunnel.cloud.operations.logs;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A filter that turns events into a metric.
///
/// @param value a number, or the selector of the value in the event
/// @param defaultValue what an event that does not match counts for; null for nothing
/// @param dimensions the selectors of the dimensions' values by the dimensions' names
record MetricFilter(
        String group,
        String name,
        String pattern,
        String metricName,
        String metricNamespace,
        String value,
        @Nullable Double defaultValue,
        Map<String, String> dimensions,
        @Nullable String unit,
        long created) {}
