package io.windtunnel.rehearsal.measure;

import java.util.List;

/// One alarm's states over the wind.
///
/// @param changes the state at the first sample, and each change after it, in order
public record AlarmTrack(String name, List<Change> changes) {
    /// From `atNanos` on the alarm is in `state`: `OK`, `ALARM` or `INSUFFICIENT_DATA`.
    public record Change(long atNanos, String state) {}

    public AlarmTrack {
        changes = List.copyOf(changes);
    }
}
