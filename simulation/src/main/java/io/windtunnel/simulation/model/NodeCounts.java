package io.windtunnel.simulation.model;

import io.windtunnel.cloud.edge.elbv2.proxy.Meters;
import io.windtunnel.cloud.edge.elbv2.proxy.Passage;
import io.windtunnel.kernel.statistics.Histogram;
import java.util.Map;
import java.util.TreeMap;

/// What a node has counted since it last told its meters.
final class NodeCounts {
    private final Meters meters;
    private final Histogram bytes = new Histogram();
    private final Map<Integer, Long> own = new TreeMap<>();
    private long connections;
    private long standing;
    long rejected;
    long redirected;
    long fixed;
    final Histogram evaluations = new Histogram();

    NodeCounts(Meters meters) {
        this.meters = meters;
    }

    Meters meters() {
        return meters;
    }

    void connected(int weight) {
        connections += weight;
        standing += weight;
    }

    void ended(int weight) {
        standing -= weight;
    }

    /// Clients' connections that stand now.
    long standing() {
        return standing;
    }

    void targetConnected(int weight) {
        connections += weight;
    }

    void bytes(int amount, int weight) {
        if (amount > 0) bytes.record(amount, weight);
    }

    void own(int status, int weight) {
        own.merge(status, (long) weight, Long::sum);
    }

    void flush() {
        if (bytes.isEmpty() && own.isEmpty() && connections == 0 && rejected == 0) return;
        meters.passed(new Passage(
                connections, rejected, new TreeMap<>(own), bytes.harvest(), redirected, fixed, evaluations.harvest()));
        own.clear();
        connections = 0;
        rejected = 0;
        redirected = 0;
        fixed = 0;
    }
}
