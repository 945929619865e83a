package io.windtunnel.fabric.storage;

import io.windtunnel.kernel.identity.Scope;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tables in memory only.
final class MemoryStorage implements Storage {
    private record Key(Scope scope, String name) {}

    private final ConcurrentHashMap<Key, MemoryTable<?>> tables = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Key, MemoryLog> logs = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Key, MemoryRows> rows = new ConcurrentHashMap<>();
    private final MemoryBlobs blobs = new MemoryBlobs();

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
        return rows.computeIfAbsent(new Key(scope, name), _ -> new MemoryRows());
    }

    @Override
    public Writing begin(List<Rows.Write> changes) {
        for (Rows.Write change : changes) ((MemoryRows) change.rows()).stand(change.key(), change.value());
        return () -> {};
    }

    @Override
    public Blobs blobs() {
        return blobs;
    }

    @Override
    public void close() {}
}
