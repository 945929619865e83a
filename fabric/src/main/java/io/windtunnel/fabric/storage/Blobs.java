package io.windtunnel.fabric.storage;

import java.io.IOException;
import java.io.InputStream;

/// Large byte strings under names of the caller's choice, written whole and never changed in place.
///
/// Thread safety: every method may be called from any thread.
public interface Blobs {
    /// Stores everything `content` gives under `name`, replacing what stood there; readers see the old or the new,
    /// never
    /// a part. Returns the size in bytes. Acknowledged when it returns.
    long put(String name, InputStream content) throws IOException;

    /// Opens the blob at `offset` bytes from its start.
    ///
    /// @throws java.nio.file.NoSuchFileException when there is none
    InputStream open(String name, long offset) throws IOException;

    /// Removes the blob; false when there was none.
    boolean delete(String name) throws IOException;
}
