package io.windtunnel.fabric.storage;

import java.util.Collection;
import java.util.List;
import java.util.SequencedCollection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A sorted table in memory. Rows are found by a hash of their key: in a table of thousands that is
/// several times faster than by the order, which is kept beside it.
final class MemoryTable<V extends Record> implements Table<V> {
    private final ConcurrentSkipListMap<String, V> rows = new ConcurrentSkipListMap<>();
    private final ConcurrentHashMap<String, V> byKey = new ConcurrentHashMap<>();

    @Override
    public @Nullable V get(String key) {
        return byKey.get(key);
    }

    @Override
    public void put(String key, V value) {
        update(key, _ -> value);
    }

    @Override
    public @Nullable V remove(String key) {
        AtomicReference<@Nullable V> removed = new AtomicReference<>();
        byKey.computeIfPresent(key, (_, old) -> {
            rows.remove(key);
            removed.set(old);
            return null;
        });
        return removed.get();
    }

    @Override
    public @Nullable V update(String key, UnaryOperator<@Nullable V> change) {
        return byKey.compute(key, (_, old) -> {
            V next = change.apply(old);
            if (next != null) rows.put(key, next);
            else if (old != null) rows.remove(key);
            return next;
        });
    }

    @Override
    public Collection<V> values() {
        return rows.values();
    }

    @Override
    public SequencedCollection<V> after(String key, int atMost) {
        return List.copyOf(
                rows.tailMap(key, false).values().stream().limit(atMost).toList());
    }

    @Override
    public int size() {
        return byKey.size();
    }
}
