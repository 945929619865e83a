package io.windtunnel.fabric.storage;

import java.util.Collection;
import java.util.List;
import java.util.SequencedCollection;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A sorted table in memory.
final class MemoryTable<V extends Record> implements Table<V> {
    private final ConcurrentSkipListMap<String, V> rows = new ConcurrentSkipListMap<>();

    @Override
    public @Nullable V get(String key) {
        return rows.get(key);
    }

    @Override
    public void put(String key, V value) {
        rows.put(key, value);
    }

    @Override
    public @Nullable V remove(String key) {
        return rows.remove(key);
    }

    @Override
    public @Nullable V update(String key, UnaryOperator<@Nullable V> change) {
        return rows.compute(key, (_, old) -> change.apply(old));
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
        return rows.size();
    }
}
