package io.windtunnel.cloud.ports;

import java.time.Duration;

/// How slow and how far behind tables are. DynamoDB offers it; a rehearsal turns it, everything at once.
///
/// Thread safety: every method may be called from any thread.
public interface TablePhysics {
    /// Makes item operations take `multiplier` times what they take at AWS, in scenario time; 0, as at the beginning,
    /// lets them answer as fast as this computer can.
    void latencyMultiplier(double multiplier);

    /// How far the two followers of a partition are behind its leader, besides what the links between zones take.
    void replicaLag(Duration lag);

    /// How far global secondary indexes are behind their tables.
    void indexLag(Duration lag);

    /// How long tables and indexes take to be created, changed and deleted.
    void transition(Duration time);

    /// How long a global table's replica takes to learn of a change, besides what the link between Regions takes.
    void replicationLag(Duration lag);
}
