package io.windtunnel.cloud.database.dynamodb.table;

import io.windtunnel.fabric.storage.Rows;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What rows were before their latest changes, so that a replica or index that is behind can be read as it is: the rows
/// as they stand, with what was changed since put back.
///
/// Thread safety: every method may be called from any thread; of one key, one change at a time is noted.
final class RecentVersions {
    /// How many changes are kept, whatever the lag; beyond that the oldest are forgotten, and who is that far behind
    /// seems less so.
    private static final int MOST = 200_000;

    /// A change: what stood before it, and the change before that.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Version(
            long at, byte @Nullable [] before, @Nullable Version older) {}

    private record Noted(byte[] key, long at) {}

    private final ConcurrentSkipListMap<byte[], Version> versions =
            new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
    private final ConcurrentLinkedQueue<Noted> order = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /// Notes, before it is made, a change of `key` at a moment in nanoseconds.
    void note(byte[] key, byte @Nullable [] before, long at) {
        versions.compute(key, (_, older) -> new Version(at, before, older));
        order.add(new Noted(key, at));
        if (count.incrementAndGet() > MOST) forgetOldest();
    }

    /// Forgets the changes up to `horizon`.
    void forget(long horizon) {
        Noted first;
        while ((first = order.peek()) != null && first.at <= horizon) forgetOldest();
    }

    private void forgetOldest() {
        Noted first = order.poll();
        if (first == null) return;
        count.decrementAndGet();
        versions.computeIfPresent(first.key, (_, newest) -> without(newest, first.at));
    }

    private static @Nullable Version without(Version newest, long upTo) {
        if (newest.at <= upTo) return null;
        Version older = newest.older == null ? null : without(newest.older, upTo);
        return older == newest.older ? newest : new Version(newest.at, newest.before, older);
    }

    boolean isEmpty() {
        return versions.isEmpty();
    }

    /// The row as it was at a moment.
    byte @Nullable [] get(Rows rows, byte[] key, long asOf) {
        Version version = versions.isEmpty() ? null : first(versions.get(key), asOf);
        return version == null ? rows.get(key) : version.before;
    }

    /// The first change after a moment.
    private static @Nullable Version first(@Nullable Version newest, long asOf) {
        Version found = null;
        for (Version each = newest; each != null && each.at > asOf; each = each.older) found = each;
        return found;
    }

    /// Visits the rows as they were at a moment.
    void scan(
            Rows rows,
            byte @Nullable [] from,
            byte @Nullable [] to,
            boolean descending,
            long asOf,
            Rows.Visitor visitor) {
        if (versions.isEmpty()) rows.scan(from, to, descending, visitor);
        else new Merge(range(from, to, descending), descending, asOf, visitor).run(rows, from, to);
    }

    private Iterator<Map.Entry<byte[], Version>> range(
            byte @Nullable [] from, byte @Nullable [] to, boolean descending) {
        ConcurrentNavigableMap<byte[], Version> range = versions;
        if (from != null && to != null && Arrays.compareUnsigned(from, to) >= 0)
            return java.util.Collections.emptyIterator();
        if (from != null) range = range.tailMap(from, true);
        if (to != null) range = range.headMap(to, false);
        return (descending ? range.descendingMap() : range).entrySet().iterator();
    }

    /// Rows and changes, both in order, as one.
    private static final class Merge {
        private final Iterator<Map.Entry<byte[], Version>> changes;
        private final boolean descending;
        private final long asOf;
        private final Rows.Visitor visitor;
        private Map.@Nullable Entry<byte[], Version> change;
        private boolean ended;

        Merge(Iterator<Map.Entry<byte[], Version>> changes, boolean descending, long asOf, Rows.Visitor visitor) {
            this.changes = changes;
            this.descending = descending;
            this.asOf = asOf;
            this.visitor = visitor;
            advance();
        }

        private void advance() {
            change = changes.hasNext() ? changes.next() : null;
        }

        void run(Rows rows, byte @Nullable [] from, byte @Nullable [] to) {
            rows.scan(from, to, descending, this::row);
            while (!ended && change != null) ended = !changed(null, null);
        }

        private boolean row(byte[] key, byte[] value) {
            while (change != null) {
                int order = Arrays.compareUnsigned(change.getKey(), key);
                if (descending) order = -order;
                if (order > 0) break;
                boolean goesOn = order == 0 ? changed(key, value) : changed(null, null);
                if (!goesOn) {
                    ended = true;
                    return false;
                }
                if (order == 0) return true;
            }
            if (visitor.row(key, value)) return true;
            ended = true;
            return false;
        }

        /// Tells of the key of the next change, which may also be a row's.
        private boolean changed(byte @Nullable [] key, byte @Nullable [] value) {
            Map.Entry<byte[], Version> next = java.util.Objects.requireNonNull(change);
            advance();
            Version version = first(next.getValue(), asOf);
            if (version != null) return version.before == null || visitor.row(next.getKey(), version.before);
            return key == null || value == null || visitor.row(key, value);
        }
    }
}
