package io.windtunnel.cloud.storage.s3.bucket;

import io.windtunnel.fabric.storage.Rows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads a bucket's keys in order. Keys that a delimiter folds into one common prefix are not read one by one: the walk
/// goes on behind all of them.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html
final class KeyWalk {
    /// Who is shown the way.
    interface Visitor {
        /// Whether a row counts at all: a delete marker does not in a list of objects.
        boolean counts(byte[] row);

        /// Takes a key; false ends the walk.
        boolean key(byte[] key, byte[] row);

        /// Takes a common prefix; false ends the walk.
        boolean group(byte[] prefix);
    }

    private final Rows rows;
    private final byte[] prefix;
    private final byte @Nullable [] delimiter;
    private final byte[] marker;

    private byte @Nullable [] next;
    private boolean ended;

    /// @param delimiter null for none
    /// @param marker where an earlier walk ended: keys up to it are passed over, and the common prefix it is in
    KeyWalk(Rows rows, byte[] prefix, byte @Nullable [] delimiter, byte[] marker) {
        this.rows = rows;
        this.prefix = prefix;
        this.delimiter = delimiter;
        this.marker = marker;
    }

    /// Walks from behind the marker.
    void run(Visitor visitor) {
        run(marker.length == 0 ? prefix : Keys.after(marker), visitor);
    }

    /// Walks from `from`, itself included.
    void run(byte[] from, Visitor visitor) {
        byte[] end = Keys.behind(prefix);
        byte[] start = Arrays.compareUnsigned(from, prefix) < 0 ? prefix : from;
        next = start;
        while (next != null && !ended) {
            byte[] here = next;
            next = null;
            rows.scan(here, end, false, (key, row) -> step(key, row, visitor));
        }
    }

    /// Whether the present scan goes on.
    private boolean step(byte[] key, byte[] row, Visitor visitor) {
        if (!visitor.counts(row)) return true;
        int at = delimiter == null ? -1 : Keys.indexOf(key, delimiter, prefix.length);
        if (at < 0 || delimiter == null) {
            ended = !visitor.key(key, row);
            return !ended;
        }
        byte[] group = Arrays.copyOf(key, at + delimiter.length);
        next = Keys.behind(group);
        if (!Keys.startsWith(marker, group)) ended = !visitor.group(group);
        return false;
    }
}
