package io.windtunnel.cloud.database.dynamodb.table;

import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Rows;
import org.jspecify.annotations.Nullable;

/// Reads items: strongly consistent reads are the leader's, others go to one of three replicas by chance, which may be
/// behind; global indexes are behind their table.
///
/// Thread safety: every method may be called from any thread.
public final class TableReader {
    /// Bytes that one read unit reads, strongly consistently. Source: read-write-operations.html
    private static final int UNIT_BYTES = 4_096;

    private final Fabric fabric;
    private final Physics physics;

    public TableReader(Fabric fabric, Physics physics) {
        this.fabric = fabric;
        this.physics = physics;
    }

    /// The item at a key, or null.
    ///
    /// @throws io.windtunnel.wire.AwsException `InternalServerError` when no replica that may answer is in reach
    public @Nullable Item get(LiveTable table, RowKey key, boolean consistent) {
        int partition = table.capacity().number(key.hash());
        byte[] bytes;
        if (consistent) {
            Quorum quorum = table.quorum();
            if (quorum != null) quorum.settle(key);
            table.replicas().requireLeader(partition);
            bytes = table.rows().get(key.bytes());
        } else {
            long asOf = table.replicas().asOf(partition);
            bytes = asOf == ZoneReplicas.PRESENT
                    ? table.rows().get(key.bytes())
                    : table.recent().get(table.rows(), key.bytes(), asOf);
        }
        return bytes == null ? null : Item.decode(bytes);
    }

    /// Units of reading so many bytes.
    public static double units(long bytes, boolean consistent) {
        double strong = Math.max(1, (bytes + UNIT_BYTES - 1) / UNIT_BYTES);
        return consistent ? strong : strong / 2;
    }

    /// Takes the capacity of a read.
    ///
    /// @throws io.windtunnel.wire.AwsException `ProvisionedThroughputExceededException`, `ThrottlingException`
    public void admit(LiveTable table, @Nullable LiveIndex index, long hash, double units) {
        boolean global = index != null && !index.stored().local();
        Capacity capacity = index != null && global ? index.capacity() : table.capacity();
        Capacity.Verdict verdict =
                capacity.take(false, hash, units, fabric.time().nanos());
        TableWriter.refuse(table, index, false, verdict);
        String name = index != null && global ? index.stored().name() : null;
        table.meters().used(false, name, units, capacity.onDemand());
    }

    /// Rows to go through, of a table or an index.
    ///
    /// @param from the first row's least key; null for no bound
    /// @param to what the last row's key is below; null for no bound
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Range(
            LiveTable table,
            @Nullable LiveIndex index,
            byte @Nullable [] from,
            byte @Nullable [] to,
            boolean descending,
            boolean consistent) {
        /// The hash its capacity is asked by.
        public long hash() {
            byte[] bound = descending ? to : from;
            if (bound == null || bound.length < Long.BYTES) bound = from;
            return bound == null || bound.length < Long.BYTES ? 0 : TableKeys.hash(bound);
        }
    }

    /// Takes the items of a range.
    @FunctionalInterface
    public interface Visitor {
        /// Takes an item; false ends the reading.
        boolean item(Item item);
    }

    /// Goes through the items of a range as they are, or were a little ago.
    public void scan(Range range, Visitor visitor) {
        LiveTable table = range.table();
        LiveIndex index = range.index();
        Rows.Visitor rows = (_, value) -> visitor.item(Item.decode(value));
        if (index != null && !index.stored().local()) {
            long asOf = fabric.time().nanos() - physics.indexLag().toNanos();
            index.recent().forget(asOf);
            index.recent().scan(index.rows(), range.from(), range.to(), range.descending(), asOf, rows);
            return;
        }
        Rows source = index == null ? table.rows() : index.rows();
        RecentVersions recent = index == null ? table.recent() : index.recent();
        int partition = table.capacity().number(range.hash());
        if (range.consistent()) {
            Quorum quorum = table.quorum();
            if (quorum != null) quorum.settle();
            table.replicas().requireLeader(partition);
            source.scan(range.from(), range.to(), range.descending(), rows);
            return;
        }
        long asOf = table.replicas().asOf(partition);
        if (asOf == ZoneReplicas.PRESENT) source.scan(range.from(), range.to(), range.descending(), rows);
        else recent.scan(source, range.from(), range.to(), range.descending(), asOf, rows);
    }
}
