package io.windtunnel.cloud.database.dynamodb.stream;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What a stream keeps of a change: items are encoded, images are there as the stream's view has them.
///
/// @param millis when, of the epoch
/// @param service whether DynamoDB itself made the change, as it deletes what has expired
@SuppressWarnings("ArrayRecordComponent") // kept and handed on, never compared
public record ChangeRecord(
        Kind kind, long millis, boolean service, byte[] keys, byte @Nullable [] before, byte @Nullable [] after) {
    public enum Kind {
        INSERT,
        MODIFY,
        REMOVE
    }

    private static final int HEAD = 2 + Long.BYTES + 3 * Integer.BYTES;

    byte[] encode() {
        int size = HEAD + keys.length + length(before) + length(after);
        ByteBuffer out = ByteBuffer.allocate(size);
        out.put((byte) kind.ordinal()).put((byte) (service ? 1 : 0)).putLong(millis);
        out.putInt(keys.length).put(keys);
        put(out, before);
        put(out, after);
        return out.array();
    }

    private static int length(byte @Nullable [] image) {
        return image == null ? 0 : image.length;
    }

    private static void put(ByteBuffer out, byte @Nullable [] image) {
        out.putInt(image == null ? -1 : image.length);
        if (image != null) out.put(image);
    }

    static ChangeRecord decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Kind kind = Kind.values()[in.get()];
        boolean service = in.get() != 0;
        long millis = in.getLong();
        byte[] keys = new byte[in.getInt()];
        in.get(keys);
        return new ChangeRecord(kind, millis, service, keys, image(in), image(in));
    }

    private static byte @Nullable [] image(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0) return null;
        byte[] image = new byte[length];
        in.get(image);
        return image;
    }

    /// When a record was made, without reading the rest of it.
    static long millis(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong(2);
    }

    /// About what it counts for in a page, in bytes.
    int size() {
        return keys.length + length(before) + length(after);
    }
}
