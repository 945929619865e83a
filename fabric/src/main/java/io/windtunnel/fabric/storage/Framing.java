package io.windtunnel.fabric.storage;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// How a record stands in a file: length (4 bytes), CRC-32C of the rest (4), sequence (8), payload. A
/// length of 0 ends the file: files are preallocated with zeros.
final class Framing {
    static final int HEADER_BYTES = 16;

    /// The greatest payload, in bytes: a value of 64 MiB and a key. What claims more is not a record.
    static final int MAX_PAYLOAD_BYTES = Slots.MAX_BYTES + (1 << 20);

    private Framing() {}

    /// How many bytes [#write] writes.
    static int bytes(Change change) {
        return HEADER_BYTES + change.bytes();
    }

    /// Writes the change, of which the caller knows how many bytes it has framed.
    static void write(ByteBuffer out, long sequence, Change change, int frameBytes) {
        int start = out.position();
        out.putInt(frameBytes - HEADER_BYTES).putInt(0).putLong(sequence);
        change.write(out);
        out.putInt(start + 4, checksum(out, start, frameBytes));
    }

    /// The checksum of the frame of `frameBytes` that starts at `start`.
    static int checksum(ByteBuffer frames, int start, int frameBytes) {
        CRC32C crc = new CRC32C();
        crc.update(frames.duplicate().limit(start + frameBytes).position(start + 8));
        return (int) crc.getValue();
    }
}
