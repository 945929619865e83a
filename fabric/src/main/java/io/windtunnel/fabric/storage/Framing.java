package io.windtunnel.fabric.storage;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// How a record stands in a file: length (4 bytes), CRC-32C of the rest (4), sequence (8), payload. A length of 0 ends
/// the file: files are preallocated with zeros.
final class Framing {
    static final int HEADER_BYTES = 16;

    /// The greatest payload, in bytes: 64 MiB. What claims more is not a record.
    static final int MAX_PAYLOAD_BYTES = 64 << 20;

    /// A record read back.
    record Framed(long sequence, byte[] payload) {}

    private Framing() {}

    static byte[] frame(long sequence, byte[] payload) {
        if (payload.length > MAX_PAYLOAD_BYTES)
            throw new IllegalArgumentException("a change of " + payload.length + " bytes is over " + MAX_PAYLOAD_BYTES);
        ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + payload.length);
        frame.putInt(payload.length).putInt(0).putLong(sequence).put(payload);
        frame.putInt(4, checksum(frame.array(), payload.length));
        return frame.array();
    }

    private static int checksum(byte[] frame, int payloadBytes) {
        CRC32C crc = new CRC32C();
        crc.update(frame, 8, 8 + payloadBytes);
        return (int) crc.getValue();
    }

    /// The next record of `file`, which then stands behind it; null (and the position unmoved) at the end or where no
    /// whole, sound record with a sequence above `last` stands.
    static @Nullable Framed next(ByteBuffer file, long last) {
        if (file.remaining() < HEADER_BYTES) return null;
        int start = file.position();
        int length = file.getInt(start);
        if (length <= 0 || length > MAX_PAYLOAD_BYTES || length > file.remaining() - HEADER_BYTES) return null;
        byte[] frame = new byte[HEADER_BYTES + length];
        file.get(start, frame);
        if (checksum(frame, length) != file.getInt(start + 4)) return null;
        long sequence = file.getLong(start + 8);
        if (sequence <= last) return null;
        file.position(start + frame.length);
        byte[] payload = new byte[length];
        System.arraycopy(frame, HEADER_BYTES, payload, 0, length);
        return new Framed(sequence, payload);
    }
}
