package io.windtunnel.fabric.storage;

import io.windtunnel.kernel.identity.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Everything in memory; what is large spills to a temporary file.
final class MemoryStorage implements Storage {
    private record Key(Scope scope, String name) {}

    private final Slots slots;
    private final ConcurrentHashMap<Key, MemoryTable<?>> tables = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Key, MemoryLog> logs = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Key, MemoryRows> rows = new ConcurrentHashMap<>();
    private final MemoryBlobs blobs;

    MemoryStorage(Slots slots) {
        this.slots = slots;
        this.blobs = new MemoryBlobs(slots);
    }

    @Override
    @SuppressWarnings("unchecked") // a table's name determines its type: the service that owns the name owns the record
    public <V extends Record> Table<V> table(Scope scope, String name, Class<V> type) {
        return (Table<V>) tables.computeIfAbsent(new Key(scope, name), _ -> new MemoryTable<V>());
    }

    @Override
    public Set<Scope> scopes(String name) {
        return Stream.of(tables, logs, rows)
                .flatMap(all -> all.keySet().stream())
                .filter(key -> key.name.equals(name))
                .map(Key::scope)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Log log(Scope scope, String name) {
        return logs.computeIfAbsent(new Key(scope, name), _ -> new MemoryLog());
    }

    @Override
    public Rows rows(Scope scope, String name) {
        return rows.computeIfAbsent(new Key(scope, name), _ -> new MemoryRows(slots));
    }

    @Override
    public Writing begin(List<Rows.Write> changes) {
        long[] kept = new long[changes.size()];
        Arrays.fill(kept, Slots.NONE);
        try {
            for (int i = 0; i < kept.length; i++) {
                Rows.Write change = changes.get(i);
                if (change.value() != null) kept[i] = rows(change).keep(change.key(), change.value());
            }
        } catch (RuntimeException | Error refused) {
            for (long each : kept) slots.free(each);
            throw refused;
        }
        for (int i = 0; i < kept.length; i++)
            rows(changes.get(i)).stand(changes.get(i).key(), kept[i]);
        return () -> {};
    }

    private static MemoryRows rows(Rows.Write change) {
        return (MemoryRows) change.rows();
    }

    @Override
    public Blobs blobs() {
        return blobs;
    }

    @Override
    public void close() {
        slots.close();
    }
}
