package io.windtunnel.fabric.storage;

import java.util.Collection;
import java.util.SequencedCollection;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A table of records by key, sorted by key. When [#put], [#remove] or [#update] returns, the change is
/// acknowledged: a durable storage will still have it after a crash.
///
/// Values are immutable records. Thread safety: every method may be called from any thread; [#update]
/// is atomic per key.
public interface Table<V extends Record> {
    @Nullable
    V get(String key);

    void put(String key, V value);

    /// Removes the key; returns what stood there.
    @Nullable
    V remove(String key);

    /// Replaces the value at `key` by what `change` makes of it (null when there is none; null removes)
    /// and returns the new value. `change` must be pure: it may run more than once.
    @Nullable
    V update(String key, UnaryOperator<@Nullable V> change);

    /// The values in the order of their keys, as they are while read (weakly consistent).
    Collection<V> values();

    /// The values whose keys come after `key` (all for the empty string), in order: for pagination.
    SequencedCollection<V> after(String key, int atMost);

    int size();
}
