package io.windtunnel.fabric.storage;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Rows in memory only; also what durable rows read from.
sealed class MemoryRows implements Rows permits DurableRows {
    private final ConcurrentSkipListMap<byte[], byte[]> rows = new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
    private final LongAdder size = new LongAdder();

    @Override
    public byte @Nullable [] get(byte[] key) {
        return rows.get(key);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        stand(key, value);
    }

    @Override
    public boolean remove(byte[] key) {
        return stand(key, null);
    }

    /// Makes `value` what stands at `key`, null for nothing; whether anything stood there.
    final boolean stand(byte[] key, byte @Nullable [] value) {
        if (value == null) {
            boolean removed = rows.remove(key) != null;
            if (removed) size.decrement();
            return removed;
        }
        boolean replaced = rows.put(key, value) != null;
        if (!replaced) size.increment();
        return replaced;
    }

    @Override
    public void scan(byte @Nullable [] from, byte @Nullable [] to, boolean descending, Visitor visitor) {
        if (from != null && to != null && Arrays.compareUnsigned(from, to) >= 0) return;
        ConcurrentNavigableMap<byte[], byte[]> range = rows;
        if (from != null) range = range.tailMap(from, true);
        if (to != null) range = range.headMap(to, false);
        if (descending) range = range.descendingMap();
        for (Map.Entry<byte[], byte[]> row : range.entrySet()) if (!visitor.row(row.getKey(), row.getValue())) return;
    }

    @Override
    public long size() {
        return size.sum();
    }

    @Override
    public void clear() {
        forget();
    }

    final void forget() {
        rows.clear();
        size.reset();
    }
}
