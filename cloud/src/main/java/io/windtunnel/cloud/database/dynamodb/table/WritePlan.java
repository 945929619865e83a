package io.windtunnel.cloud.database.dynamodb.table;

import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.fabric.storage.Rows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One item's change, worked out and not yet made: rows of the table and of its indexes, and what it costs.
///
/// Not safe for concurrent use: it belongs to who holds the item's lock.
public final class WritePlan {
    /// A change of one index.
    ///
    /// @param units write units it takes of the index, or of the table where the index is local
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record OfIndex(LiveIndex index, List<Rows.Write> rows, double units, long growth) {}

    private final LiveTable table;
    private final RowKey key;
    private final @Nullable Item before;
    private final byte @Nullable [] beforeBytes;
    private final @Nullable Item after;
    private final byte @Nullable [] afterBytes;
    private final long millis;
    private final WriteKind kind;
    final List<OfIndex> indexes = new ArrayList<>(0);
    private double units;

    /// When and in which Region a change was made that comes from another Region's replica.
    public record Stamp(long micros, String region) implements Comparable<Stamp> {
        @Override
        public int compareTo(Stamp other) {
            int order = Long.compare(micros, other.micros);
            return order != 0 ? order : region.compareTo(other.region);
        }
    }

    WritePlan(
            LiveTable table,
            RowKey key,
            byte @Nullable [] beforeBytes,
            @Nullable Item before,
            @Nullable Item after,
            WriteKind kind,
            long millis) {
        this.table = table;
        this.key = key;
        this.beforeBytes = beforeBytes;
        this.before = before;
        this.after = after;
        this.afterBytes = after == null ? null : after.encode();
        this.kind = kind;
        this.millis = millis;
    }

    /// Who writes: a client, DynamoDB itself, another Region.
    ///
    /// @param untold of a change that was acknowledged elsewhere, and is not to be refused here: the Regions
    ///     that do not know of it
    public record WriteKind(
            boolean service,
            @Nullable Stamp origin,
            @Nullable List<String> untold) {
        public static final WriteKind CLIENT = new WriteKind(false, null, null);
        public static final WriteKind EXPIRY = new WriteKind(true, null, null);

        /// A change that comes from another Region.
        public static WriteKind from(Stamp origin) {
            return new WriteKind(false, origin, null);
        }

        /// Whether it takes write units: deletes of what has expired do not.
        boolean isFree() {
            return service;
        }
    }

    public LiveTable table() {
        return table;
    }

    public RowKey key() {
        return key;
    }

    public @Nullable Item before() {
        return before;
    }

    public @Nullable Item after() {
        return after;
    }

    public byte @Nullable [] beforeBytes() {
        return beforeBytes;
    }

    public byte @Nullable [] afterBytes() {
        return afterBytes;
    }

    public boolean service() {
        return kind.service();
    }

    public @Nullable Stamp origin() {
        return kind.origin();
    }

    /// The Regions that do not know of a change that was acknowledged elsewhere; none of any other.
    public List<String> untold() {
        return kind.untold() == null ? List.of() : kind.untold();
    }

    /// When, of the epoch.
    public long millis() {
        return millis;
    }

    /// Whether the item is another than before.
    public boolean changes() {
        return !java.util.Arrays.equals(beforeBytes, afterBytes);
    }

    /// Write units of the table's own item.
    public double units() {
        return units;
    }

    void units(double counted) {
        units = counted;
    }

    /// Multiplies what it costs: a transaction writes twice.
    void doubled() {
        units *= 2;
        indexes.replaceAll(each -> new OfIndex(each.index, each.rows, each.units * 2, each.growth));
    }

    /// Write units of local indexes, which the table pays.
    double localUnits() {
        double sum = 0;
        for (OfIndex each : indexes) if (each.index.stored().local()) sum += each.units;
        return sum;
    }

    long growth() {
        return (after == null ? 0 : after.size()) - (before == null ? 0L : before.size());
    }

    /// Tells each index's units, by name.
    public void forEachIndex(IndexUnits units) {
        for (OfIndex each : indexes)
            if (each.units > 0)
                units.used(each.index.stored().name(), each.index.stored().local(), each.units);
    }

    /// Takes what an index has cost.
    @FunctionalInterface
    public interface IndexUnits {
        void used(String index, boolean local, double units);
    }
}
