package io.windtunnel.fabric.storage;

import java.util.Collection;
import java.util.List;
import java.util.SequencedCollection;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A table whose changes are in the write-ahead log before they are seen.
final class DurableTable<V extends Record> implements Table<V>, DirectoryStorage.Store {
    private final DirectoryStorage storage;
    private final String name;
    private final int number;
    private final ConcurrentSkipListMap<String, V> rows = new ConcurrentSkipListMap<>();

    DurableTable(DirectoryStorage storage, String name, int number) {
        this.storage = storage;
        this.name = name;
        this.number = number;
    }

    static <V extends Record> DurableTable<V> of(
            DirectoryStorage storage, String name, DirectoryStorage.Recovered recovered, Class<V> type) {
        DurableTable<V> table = new DurableTable<>(storage, name, recovered.number);
        recovered.rows.forEach((key, bytes) -> table.rows.put(key, RecordCodec.decode(name, bytes, type)));
        return table;
    }

    @Override
    public @Nullable V get(String key) {
        return rows.get(key);
    }

    @Override
    public void put(String key, V value) {
        update(key, _ -> value);
    }

    @Override
    public @Nullable V remove(String key) {
        @SuppressWarnings("unchecked") // holds V or null
        @Nullable
        V[] removed = (V[]) new Record[1];
        update(key, old -> {
            removed[0] = old;
            return null;
        });
        return removed[0];
    }

    @Override
    public @Nullable V update(String key, UnaryOperator<@Nullable V> change) {
        ReentrantLock stripe = storage.stripe(name, key);
        stripe.lock();
        V now;
        try {
            V old = rows.get(key);
            now = change.apply(old);
            if (now == old) return now;
            if (now == null) {
                storage.commit(new Change.Remove(number, Change.utf8(key)));
                rows.remove(key);
            } else {
                storage.commit(new Change.Put(number, Change.utf8(key), RecordCodec.encode(now)));
                rows.put(key, now);
            }
        } finally {
            stripe.unlock();
        }
        storage.changed();
        return now;
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

    @Override
    public void save(Consumer<Change> changes) {
        rows.forEach(
                (key, value) -> changes.accept(new Change.Put(number, Change.utf8(key), RecordCodec.encode(value))));
    }
}
