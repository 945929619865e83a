package io.windtunnel.cloud.storage.s3.object;

import io.windtunnel.wire.AwsException;
import org.jspecify.annotations.Nullable;

/// Which bytes of an object a request is for.
///
/// @param from the first, 0 for the object's first
/// @param length how many
///
/// Source: https://www.rfc-editor.org/rfc/rfc9110#name-range-requests
public record ByteRange(long from, long length) {
    /// The range that a `Range` field asks of an object of `size` bytes. Null where the field is none that S3 heeds
    /// (several ranges, other units, no numbers): then the whole object is answered.
    ///
    /// @throws io.windtunnel.wire.AwsException `InvalidRange` when no byte of the object is in the range
    public static @Nullable ByteRange of(String field, long size) {
        if (!field.startsWith("bytes=")) return null;
        String range = field.substring("bytes=".length()).strip();
        int dash = range.indexOf('-');
        if (dash < 0 || range.indexOf(',') >= 0) return null;
        long first = number(range.substring(0, dash));
        long last = number(range.substring(dash + 1));
        if (first == BAD || last == BAD || first == NONE && last == NONE) return null;
        if (first == NONE) {
            if (last == 0 || size == 0) throw refused(field, size);
            long length = Math.min(last, size);
            return new ByteRange(size - length, length);
        }
        if (last != NONE && last < first) return null;
        if (first >= size) throw refused(field, size);
        long end = last == NONE ? size - 1 : Math.min(last, size - 1);
        return new ByteRange(first, end - first + 1);
    }

    private static final long NONE = -1;
    private static final long BAD = -2;

    private static long number(String text) {
        String digits = text.strip();
        if (digits.isEmpty()) return NONE;
        try {
            return Long.parseUnsignedLong(digits);
        } catch (NumberFormatException e) {
            return BAD;
        }
    }

    private static AwsException refused(String field, long size) {
        return new AwsException("InvalidRange", "The requested range is not satisfiable")
                .status(416)
                .with("RangeRequested", field)
                .with("ActualObjectSize", size)
                .header("Content-Range", "bytes */" + size);
    }

    /// The value of `Content-Range`.
    public String header(long size) {
        return "bytes %d-%d/%d".formatted(from, from + length - 1, size);
    }
}
