package io.windtunnel.cloud.database.dynamodb.table;

import io.windtunnel.cloud.ports.TablePhysics;
import java.time.Duration;

/// The figures that everything slow or behind about tables comes from.
///
/// Source for partitions and bursts:
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html
public final class Physics implements TablePhysics {
    /// Units a second that one partition serves. Source: bp-partition-key-design.html
    public static final double PARTITION_READS = 3_000;

    public static final double PARTITION_WRITES = 1_000;

    /// Units a second that a new on-demand table serves. Source: on-demand-capacity-mode.html
    static final double ON_DEMAND_READS = 12_000;

    static final double ON_DEMAND_WRITES = 4_000;

    /// How many seconds of unused provisioned capacity are saved.
    static final double BURST_SECONDS = 300;

    /// Bytes at which a partition is split, 10 GB.
    static final long PARTITION_BYTES = 10L << 30;

    /// Bytes of an item collection where there are local indexes, 10 GB. Source: LSI.html
    static final long COLLECTION_BYTES = 10L << 30;

    /// How long a partition without its leader waits for another, a guess.
    static final Duration ELECTION = Duration.ofSeconds(2);

    private volatile double latencyMultiplier;
    private volatile Duration replicaLag = Duration.ZERO;
    private volatile Duration indexLag = Duration.ofMillis(10);
    private volatile Duration transition = Duration.ZERO;
    private volatile Duration replicationLag = Duration.ofMillis(500);

    @Override
    public void latencyMultiplier(double multiplier) {
        if (!(multiplier >= 0)) throw new IllegalArgumentException("a multiplier is at least 0");
        latencyMultiplier = multiplier;
    }

    public double latencyMultiplier() {
        return latencyMultiplier;
    }

    @Override
    public void replicaLag(Duration lag) {
        replicaLag = lag;
    }

    public Duration replicaLag() {
        return replicaLag;
    }

    @Override
    public void indexLag(Duration lag) {
        indexLag = lag;
    }

    public Duration indexLag() {
        return indexLag;
    }

    @Override
    public void transition(Duration time) {
        transition = time;
    }

    public Duration transition() {
        return transition;
    }

    @Override
    public void replicationLag(Duration lag) {
        replicationLag = lag;
    }

    public Duration replicationLag() {
        return replicationLag;
    }
}
