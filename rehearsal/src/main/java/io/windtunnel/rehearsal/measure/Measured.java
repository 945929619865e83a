package io.windtunnel.rehearsal.measure;

import java.util.List;
import java.util.Map;

/// Everything that was measured of one design.
///
/// @param parameters those the design was deployed with
/// @param setUp how long its stack took until every target was healthy, in scenario nanoseconds
public record Measured(
        String design,
        Map<String, String> parameters,
        long setUp,
        Totals totals,
        List<Second> seconds,
        List<Capacity> capacity,
        List<Happening> happenings,
        List<Checks> checks) {
    public Measured {
        parameters = Map.copyOf(parameters);
        seconds = List.copyOf(seconds);
        capacity = List.copyOf(capacity);
        happenings = List.copyOf(happenings);
        checks = List.copyOf(checks);
    }
}
