package io.windtunnel.fabric.storage;

import org.jspecify.annotations.Nullable;

/// Byte strings by byte strings, in unsigned byte order of their keys: for what there are millions of
/// (items, messages, objects). What [Table] is for records, this is for rows whose owner encodes them.
///
/// Keys and values are not to be changed after they were handed over, nor those that are handed out.
/// When [#put] or [#remove] returns, the change is acknowledged: a durable storage will still have it
/// after a crash. Several changes at once, or changes whose order in the log matters before they are
/// durable, go through [Storage#begin].
///
/// Thread safety: every method may be called from any thread; a change is atomic per key.
public interface Rows {
    /// What is called for each row of a scan.
    @FunctionalInterface
    interface Visitor {
        /// Takes a row; false ends the scan.
        boolean row(byte[] key, byte[] value);
    }

    /// A change of one row.
    ///
    /// @param value null removes the row
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Write(Rows rows, byte[] key, byte @Nullable [] value) {}

    byte @Nullable [] get(byte[] key);

    void put(byte[] key, byte[] value);

    /// Removes the row; false when there was none.
    boolean remove(byte[] key);

    /// Visits the rows with `from <= key < to` (null: without that bound), in ascending or descending
    /// order of their keys, as they are while read (weakly consistent).
    void scan(byte @Nullable [] from, byte @Nullable [] to, boolean descending, Visitor visitor);

    /// How many rows there are.
    long size();

    /// Removes every row. Not to be called while other changes are under way.
    void clear();
}
