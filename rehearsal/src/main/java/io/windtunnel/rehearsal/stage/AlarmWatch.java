package io.windtunnel.rehearsal.stage;

import io.windtunnel.cloud.ports.Alarms;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.rehearsal.measure.AlarmTrack;
import io.windtunnel.rehearsal.measure.AlarmTrack.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What state each alarm of a design is in, looked at again and again; only changes are kept.
///
/// Thread safety: every method may be called from any thread.
public final class AlarmWatch {
    private final Optional<Alarms> alarms;
    private final Scope scope;
    private final Map<String, List<Change>> changes = new TreeMap<>();

    /// @param alarms empty in a cloud without CloudWatch
    AlarmWatch(Optional<Alarms> alarms, Scope scope) {
        this.alarms = alarms;
        this.scope = scope;
    }

    void look(long atNanos) {
        alarms.ifPresent(port -> keep(atNanos, port.all(scope)));
    }

    private synchronized void keep(long atNanos, List<Alarms.View> seen) {
        for (Alarms.View alarm : seen) {
            List<Change> own = changes.computeIfAbsent(alarm.name(), _ -> new ArrayList<>());
            String state = alarm.state().name();
            if (own.isEmpty() || !own.getLast().state().equals(state)) own.add(new Change(atNanos, state));
        }
    }

    /// The tracks, by the alarms' names.
    synchronized List<AlarmTrack> tracks() {
        return changes.entrySet().stream()
                .map(entry -> new AlarmTrack(entry.getKey(), entry.getValue()))
                .toList();
    }
}
