package io.windtunnel.cloud.database.dynamodb.table;

import io.windtunnel.kernel.throughput.BurstBucket;
import io.windtunnel.kernel.throughput.PartitionHeat;
import java.util.concurrent.atomic.LongAdder;

/// A range of a table's or an index's hashes: what it may serve, where its heat is, how much it holds. Its buckets and
/// heat are guarded by its [Capacity].
public final class Partition {
    private final int number;
    private final long first;
    private final long last;
    final BurstBucket reads;
    final BurstBucket writes;
    final PartitionHeat heat;
    final LongAdder bytes = new LongAdder();

    Partition(int number, long first, long last, long nowNanos) {
        this.number = number;
        this.first = first;
        this.last = last;
        this.reads = new BurstBucket(Physics.PARTITION_READS, 1, nowNanos);
        this.writes = new BurstBucket(Physics.PARTITION_WRITES, 1, nowNanos);
        this.heat = new PartitionHeat(first, last);
    }

    /// Its number in its table; none is used twice.
    public int number() {
        return number;
    }

    /// Its first hash.
    public long first() {
        return first;
    }

    /// Its last hash.
    public long last() {
        return last;
    }
}
