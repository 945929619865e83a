package io.windtunnel.fabric.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;

/// Large byte strings under names of the caller's choice, written whole and never changed in place. A
/// blob that belongs to a row is put before the row is written, and deleted after the row is: what a
/// crash leaves in between is a blob that no row names, which its owner finds with [#names] when it
/// starts.
///
/// A blob costs a file, and a durable one two syncs; what is smaller than some tens of kilobytes is
/// better kept in [Rows].
///
/// Thread safety: every method may be called from any thread.
public interface Blobs {
    /// The most blobs that one is put together of (a choice; S3's multipart uploads have up to 10,000
    /// parts).
    int MAX_PARTS = 10_000;

    /// Stores everything `content` gives under `name`, replacing what stood there; readers see the old
    /// or the new, never a part. Returns the size in bytes. Acknowledged when it returns.
    long put(String name, InputStream content) throws IOException;

    /// Stores under `name` the contents of the blobs `parts`, one after another, without copying them
    /// where the system allows it. The parts stay; they may be deleted afterwards. Returns the size in
    /// bytes. Acknowledged when it returns.
    ///
    /// @throws java.nio.file.NoSuchFileException when one of them is missing
    long join(String name, List<String> parts) throws IOException;

    /// Opens the blob at `offset` bytes from its start. What is open is read to its end, also when the
    /// blob is replaced or deleted meanwhile; it must be closed.
    ///
    /// @throws java.nio.file.NoSuchFileException when there is none
    InputStream open(String name, long offset) throws IOException;

    /// The blob's size in bytes.
    ///
    /// @throws java.nio.file.NoSuchFileException when there is none
    long size(String name) throws IOException;

    /// Removes the blob; false when there was none.
    boolean delete(String name) throws IOException;

    /// Calls `each` with the name of every blob, in no order, as they are while looked at: for those
    /// who sweep away what nobody needs.
    void names(Consumer<String> each) throws IOException;
}
