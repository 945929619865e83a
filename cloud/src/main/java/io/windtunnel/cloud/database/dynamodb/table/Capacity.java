package io.windtunnel.cloud.database.dynamodb.table;

import io.windtunnel.cloud.database.dynamodb.form.TableShapes.OnDemandThroughput;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable.Throughput;
import io.windtunnel.kernel.ring.PartitionMap;
import io.windtunnel.kernel.throughput.BurstBucket;
import io.windtunnel.kernel.throughput.PreviousPeak;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What a table or a global index may serve, and its partitions. A request passes when the whole and the partition of
/// its
/// key have something left: a partition may take as much of the whole as it needs (adaptive capacity), up to its own
/// limit. Partitions that are throttled by that for minutes, or are full, are split.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html
///
/// Thread safety: every method may be called from any thread.
public final class Capacity {
    /// What came of asking for capacity.
    public enum Verdict {
        PASSED,
        /// The whole table or index has nothing left.
        EXHAUSTED,
        /// More than the most that an on-demand table is set to.
        ABOVE_MAXIMUM,
        /// The partition of the key has nothing left.
        HOT
    }

    /// A partition that became two.
    public record Split(Partition parent, Partition lower, Partition upper) {}

    private static final int MOST_PARTITIONS = 10_000;

    private final Whole reads;
    private final Whole writes;
    private volatile PartitionMap<Partition> partitions;
    private int nextNumber;
    private boolean onDemand;
    private long provisioned;

    /// One kind of unit, of the whole table.
    private static final class Whole {
        final double least;
        BurstBucket bucket;
        PreviousPeak peak;

        @Nullable
        BurstBucket most;

        Whole(double least, long now) {
            this.least = least;
            this.bucket = new BurstBucket(0, Physics.BURST_SECONDS, now);
            this.peak = new PreviousPeak(least, now);
        }

        void set(boolean onDemand, double units, @Nullable Long limit, boolean switched, long now) {
            if (switched) bucket = new BurstBucket(onDemand ? least : units, onDemand ? 1 : Physics.BURST_SECONDS, now);
            if (!onDemand) bucket.perSecond(units, now);
            if (!onDemand || limit == null || limit <= 0) most = null;
            else if (most == null || most.perSecond() != limit) most = new BurstBucket(limit, 1, now);
        }

        boolean open(boolean onDemand, long now) {
            if (onDemand) bucket.perSecond(peak.ceiling(now), now);
            return bucket.open(now);
        }

        void take(double units, boolean onDemand, long now) {
            bucket.take(units);
            if (onDemand) peak.used(units, now);
            if (most != null) most.take(units);
        }
    }

    /// @param map the partitions as they were; null for a new table
    Capacity(Settings settings, @Nullable PartitionMap<Integer> map, long now) {
        reads = new Whole(Physics.ON_DEMAND_READS, now);
        writes = new Whole(Physics.ON_DEMAND_WRITES, now);
        onDemand = settings.onDemand;
        PartitionMap<Integer> numbers = map == null ? PartitionMap.even(needed(settings), i -> i) : map;
        nextNumber = 0;
        List<Partition> made = new ArrayList<>();
        long[] starts = new long[numbers.size()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = numbers.first(i);
            made.add(new Partition(numbers.at(i), numbers.first(i), numbers.last(i), now));
            nextNumber = Math.max(nextNumber, numbers.at(i) + 1);
        }
        partitions = PartitionMap.of(starts, made);
        apply(settings, true, now);
    }

    /// What a table or index is set to.
    record Settings(
            boolean onDemand,
            Throughput throughput,
            @Nullable OnDemandThroughput most) {}

    private static int needed(Settings settings) {
        double reads = settings.onDemand ? Physics.ON_DEMAND_READS : settings.throughput.read();
        double writes = settings.onDemand ? Physics.ON_DEMAND_WRITES : settings.throughput.write();
        double byReads = reads / Physics.PARTITION_READS;
        double byWrites = writes / Physics.PARTITION_WRITES;
        return (int) Math.max(1, Math.ceil(settings.onDemand ? Math.max(byReads, byWrites) : byReads + byWrites));
    }

    /// From now on it is set so; the splits this takes have been made.
    synchronized List<Split> set(Settings settings, long now) {
        boolean switched = settings.onDemand != onDemand;
        onDemand = settings.onDemand;
        apply(settings, switched, now);
        List<Split> splits = new ArrayList<>();
        int wanted = Math.min(MOST_PARTITIONS, settings.onDemand ? 1 : needed(settings));
        while (partitions.size() < wanted) splits.add(split(partitions.widest(), now));
        return splits;
    }

    private void apply(Settings settings, boolean switched, long now) {
        OnDemandThroughput most = settings.most;
        provisioned = settings.throughput.write();
        reads.set(
                settings.onDemand,
                settings.throughput.read(),
                most == null ? null : most.maxReadRequestUnits(),
                switched,
                now);
        writes.set(
                settings.onDemand,
                settings.throughput.write(),
                most == null ? null : most.maxWriteRequestUnits(),
                switched,
                now);
    }

    /// Takes `units` for the key of that hash, if there is something left.
    public Verdict take(boolean write, long hash, double units, long now) {
        Partition partition = partitions.owner(hash);
        Whole whole = write ? writes : reads;
        synchronized (this) {
            BurstBucket own = write ? partition.writes : partition.reads;
            if (!whole.open(onDemand, now)) return Verdict.EXHAUSTED;
            if (whole.most != null && !whole.most.open(now)) return Verdict.ABOVE_MAXIMUM;
            if (!own.open(now)) {
                partition.heat.throttled();
                return Verdict.HOT;
            }
            whole.take(units, onDemand, now);
            own.take(units);
            partition.heat.used(hash, units * (write ? Physics.PARTITION_READS / Physics.PARTITION_WRITES : 1));
            return Verdict.PASSED;
        }
    }

    /// Whether a request would pass: what several requests ask before any of them takes.
    public Verdict look(boolean write, long hash, long now) {
        Partition partition = partitions.owner(hash);
        Whole whole = write ? writes : reads;
        synchronized (this) {
            if (!whole.open(onDemand, now)) return Verdict.EXHAUSTED;
            if (whole.most != null && !whole.most.open(now)) return Verdict.ABOVE_MAXIMUM;
            return (write ? partition.writes : partition.reads).open(now) ? Verdict.PASSED : Verdict.HOT;
        }
    }

    public synchronized boolean onDemand() {
        return onDemand;
    }

    /// Write units it is provisioned with; 0 where it is on-demand.
    public synchronized long provisionedWrites() {
        return provisioned;
    }

    public PartitionMap<Partition> partitions() {
        return partitions;
    }

    /// The partition's place among the others, which says where its replicas stand.
    public int number(long hash) {
        return partitions.owner(hash).number();
    }

    /// Ends a minute: splits what is hot or full.
    synchronized List<Split> minute(long now) {
        List<Split> splits = new ArrayList<>();
        for (int i = partitions.size() - 1; i >= 0 && partitions.size() < MOST_PARTITIONS; i--) {
            Partition each = partitions.at(i);
            OptionalLong cut = each.heat.decide();
            boolean full = each.bytes.sum() > Physics.PARTITION_BYTES;
            if (cut.isPresent() && partitions.index(cut.getAsLong()) == i && cut.getAsLong() != each.first())
                splits.add(split(i, cut.getAsLong(), now));
            else if (full && each.first() != each.last()) splits.add(split(i, now));
        }
        return splits;
    }

    private Split split(int index, long now) {
        return split(index, partitions.middle(index), now);
    }

    private Split split(int index, long at, long now) {
        Partition parent = partitions.at(index);
        Partition lower = new Partition(nextNumber++, parent.first(), at - 1, now);
        Partition upper = new Partition(nextNumber++, at, parent.last(), now);
        long half = parent.bytes.sum() / 2;
        lower.bytes.add(half);
        upper.bytes.add(parent.bytes.sum() - half);
        partitions = partitions.split(index, at, lower, upper);
        return new Split(parent, lower, upper);
    }
}
