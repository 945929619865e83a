package io.windtunnel.rehearsal.stage;

import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.MessageQueue;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.rehearsal.measure.QueueTrack;
import io.windtunnel.rehearsal.measure.QueueTrack.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How a design's queues stand, looked at again and again.
///
/// Thread safety: every method may be called from any thread.
final class QueueWatch {
    private final Directory directory;
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

    QueueWatch(Directory directory) {
        this.directory = directory;
    }

    /// @param queues by their logical ids
    void look(Map<String, Arn> queues, long atNanos) {
        queues.forEach((name, arn) ->
                directory.at(MessageQueue.class, arn).ifPresent(queue -> keep(name, atNanos, queue.gauge())));
    }

    private synchronized void keep(String name, long atNanos, MessageQueue.Gauge gauge) {
        samples.computeIfAbsent(name, _ -> new ArrayList<>())
                .add(new Sample(
                        atNanos,
                        gauge.visible(),
                        gauge.inFlight(),
                        gauge.delayed(),
                        gauge.oldest().toNanos(),
                        gauge.deleted(),
                        gauge.dropped()));
    }

    synchronized List<QueueTrack> tracks() {
        return samples.entrySet().stream()
                .map(entry -> new QueueTrack(entry.getKey(), entry.getValue()))
                .toList();
    }
}
