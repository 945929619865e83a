package io.windtunnel.rehearsal.measure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything that was measured of one design.
///
/// @param parameters those the design was deployed with
/// @param streams the requests of each stream of traffic, by its name
/// @param dataPlane what stand-ins did through the services, and how queues stood
/// @param setUp how long its stack took until every target was healthy, in scenario nanoseconds
public record Measured(
        String design,
        Map<String, String> parameters,
        long setUp,
        Totals totals,
        Map<String, Totals> streams,
        List<Second> seconds,
        List<Capacity> capacity,
        List<Happening> happenings,
        List<Checks> checks,
        List<AlarmTrack> alarms,
        Spend spend,
        DataPlane dataPlane) {
    public Measured {
        parameters = Map.copyOf(parameters);
        streams = Collections.unmodifiableMap(new LinkedHashMap<>(streams));
        seconds = List.copyOf(seconds);
        capacity = List.copyOf(capacity);
        happenings = List.copyOf(happenings);
        checks = List.copyOf(checks);
        alarms = List.copyOf(alarms);
    }
}
