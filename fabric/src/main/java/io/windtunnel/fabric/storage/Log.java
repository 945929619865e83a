package io.windtunnel.fabric.storage;

import java.util.List;

/// An ordered log of byte strings. Positions count up from 0 and are never reused.
///
/// Thread safety: every method may be called from any thread.
public interface Log {
    /// One entry and where it stands.
    record Entry(long position, byte[] bytes) {}

    /// The greatest size of one entry, in bytes: 16 MiB (a choice; no AWS record is larger).
    int MAX_ENTRY_BYTES = 16 << 20;

    /// Appends and returns the entry's position; acknowledged when it returns.
    ///
    /// @throws IllegalArgumentException when the entry is larger than [#MAX_ENTRY_BYTES]
    long append(byte[] entry);

    /// Up to `atMost` entries from `position` on, in order; entries trimmed away are passed over.
    List<Entry> read(long position, int atMost);

    /// The bytes of the entry at `position` without a copy, for those who read many: they belong to the
    /// log and must not
    /// be changed.
    ///
    /// @throws IllegalArgumentException when there is no such entry
    byte[] view(long position);

    /// Forgets every entry before `position`.
    void trim(long position);

    /// The position the next entry will have.
    long end();
}
