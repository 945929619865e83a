package io.windtunnel.cloud.storage.s3.bucket;

import io.windtunnel.fabric.storage.Table;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One of a bucket's settings: kept in a table, read without looking there.
///
/// Thread safety: every method may be called from any thread; a change is seen by all once it has returned.
public final class Setting<V extends Record> {
    private final Table<V> table;
    private final String bucket;
    private final @Nullable V usual;
    private volatile @Nullable V value;

    /// @param usual what stands where nothing was set; null for nothing
    Setting(Table<V> table, String bucket, @Nullable V usual) {
        this.table = table;
        this.bucket = bucket;
        this.usual = usual;
        this.value = table.get(bucket);
    }

    /// What was set; null where nothing was.
    public @Nullable V set() {
        return value;
    }

    /// What was set, or what is usual.
    ///
    /// @throws IllegalStateException where nothing was set and nothing is usual
    public V get() {
        V set = value;
        return set == null ? Objects.requireNonNull(usual) : set;
    }

    public synchronized void put(V next) {
        table.put(bucket, next);
        value = next;
    }

    public synchronized void remove() {
        table.remove(bucket);
        value = null;
    }
}
