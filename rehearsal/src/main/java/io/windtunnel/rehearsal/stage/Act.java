package io.windtunnel.rehearsal.stage;

import io.windtunnel.cloud.ports.Alarms;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.rehearsal.measure.Capacity;
import io.windtunnel.rehearsal.measure.QueueTrack;
import io.windtunnel.rehearsal.measure.Tally;
import io.windtunnel.rehearsal.measure.Totals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One design under way, in an account of its own.
///
/// Thread safety: every method may be called from any thread.
public final class Act {
    private final Deployment deployment;
    private final Scope scope;
    private final Tally tally = new Tally();
    private final Map<String, Tally> streams = new LinkedHashMap<>();
    private final List<Capacity> capacity = new ArrayList<>();
    private final AlarmWatch alarms;
    private final QueueWatch queues;
    private long readyAfterNanos;

    Act(Deployment deployment, Scope scope, Optional<Alarms> alarms, QueueWatch queues) {
        this.deployment = deployment;
        this.scope = scope;
        this.alarms = new AlarmWatch(alarms, scope);
        this.queues = queues;
    }

    AlarmWatch alarms() {
        return alarms;
    }

    QueueWatch queues() {
        return queues;
    }

    /// How its queues stood.
    public List<QueueTrack> queueTracks() {
        return queues.tracks();
    }

    /// Messages that its queues lost while the wind blew.
    public long dropped() {
        return queueTracks().stream().mapToLong(QueueTrack::dropped).sum();
    }

    public Deployment deployment() {
        return deployment;
    }

    public Scope scope() {
        return scope;
    }

    public Tally tally() {
        return tally;
    }

    /// The tally of one stream of traffic, a part of the whole.
    public synchronized Tally stream(String name) {
        return streams.computeIfAbsent(name, _ -> tally.part());
    }

    public synchronized Map<String, Totals> streams() {
        Map<String, Totals> totals = new LinkedHashMap<>();
        streams.forEach((name, part) -> totals.put(name, part.totals()));
        return totals;
    }

    /// How long its set-up took, in scenario time.
    public synchronized long readyAfterNanos() {
        return readyAfterNanos;
    }

    public synchronized void readyAfter(long nanos) {
        readyAfterNanos = nanos;
    }

    synchronized void sample(Capacity sample) {
        capacity.add(sample);
    }

    public synchronized List<Capacity> samples() {
        return List.copyOf(capacity);
    }
}
