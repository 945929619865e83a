package io.windtunnel.cloud.ports;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A bucket as other services use it: exports and imports of tables, logs, templates. S3 offers it at its buckets' ARNs
/// (`arn:aws:s3:::bucket`).
///
/// Thread safety: every method may be called from any thread. It may block on a disk: call it from a virtual thread.
public interface ObjectStore {
    /// An object's key and its size in bytes.
    record Listed(String key, long size) {}

    /// Stores an object, replacing what stood there.
    void put(String key, String contentType, Map<String, String> metadata, InputStream content) throws IOException;

    /// Opens an object; null when there is none.
    @Nullable
    InputStream open(String key) throws IOException;

    /// The objects whose keys begin with `prefix`, in order, after `after` (all for the empty text).
    List<Listed> list(String prefix, String after, int atMost);
}
