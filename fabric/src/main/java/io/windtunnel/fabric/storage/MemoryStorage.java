package io.windtunnel.fabric.storage;

import io.windtunnel.kernel.identity.Scope;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Tables in memory only.
final class MemoryStorage implements Storage {
    private record Key(Scope scope, String name) {}

    private final ConcurrentHashMap<Key, MemoryTable<?>> tables = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Key, MemoryLog> logs = new ConcurrentHashMap<>();
    private final MemoryBlobs blobs = new MemoryBlobs();

    @Override
    @SuppressWarnings("unchecked") // a table's name determines its type: the service that owns the name owns the record
    public <V extends Record> Table<V> table(Scope scope, String name, Class<V> type) {
        return (Table<V>) tables.computeIfAbsent(new Key(scope, name), _ -> new MemoryTable<V>());
    }

    @Override
    public Set<Scope> scopes(String name) {
        return tables.keySet().stream()
                .filter(key -> key.name.equals(name))
                .map(Key::scope)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Log log(Scope scope, String name) {
        return logs.computeIfAbsent(new Key(scope, name), _ -> new MemoryLog());
    }

    @Override
    public Blobs blobs() {
        return blobs;
    }

    @Override
    public void close() {}
}
