package io.windtunnel.cloud.storage.s3.object;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where an object's bytes are.
public sealed interface Content {
    Content NOTHING = new Inline(new byte[0], 0, 0);

    /// A small object's, within its row: `length` bytes of `row` from `offset`.
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Inline(byte[] row, int offset, int length) implements Content {}

    /// A large object's, one blob after the other: one for an object put at once, one to the part of an upload.
    record InBlobs(List<Segment> segments) implements Content {}

    /// A blob with a part's bytes.
    ///
    /// @param number the part's number
    /// @param blob the number its name follows from
    /// @param bytes how long it is
    /// @param checksum the part's, where it is told of; else null
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Segment(int number, long blob, long bytes, byte @Nullable [] checksum) {
        /// The blob's name.
        public String name() {
            return nameOf(blob);
        }

        static final String PREFIX = "s3-";

        public static String nameOf(long blob) {
            return PREFIX + Long.toHexString(blob);
        }

        /// The number that a blob's name follows from.
        static long number(String name) {
            return Long.parseUnsignedLong(name, PREFIX.length(), name.length(), 16);
        }
    }

    /// The blobs it is made of.
    default List<Segment> blobs() {
        return switch (this) {
            case Inline _ -> List.of();
            case InBlobs stored -> stored.segments();
        };
    }
}
