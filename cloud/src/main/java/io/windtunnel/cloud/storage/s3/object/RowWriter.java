package io.windtunnel.cloud.storage.s3.object;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the parts of a row one after the other.
///
/// Thread safety: none.
public final class RowWriter {
    private byte[] bytes;
    private int length;

    public RowWriter(int room) {
        bytes = new byte[room];
    }

    private void room(int more) {
        if (length + more > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }

    public RowWriter one(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    /// A number of up to 64 bits, in as few bytes as it takes.
    public RowWriter number(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    public RowWriter raw(byte[] more, int offset, int count) {
        room(count);
        System.arraycopy(more, offset, bytes, length, count);
        length += count;
        return this;
    }

    /// Bytes with their length before them; null is told from none.
    public RowWriter block(byte @Nullable [] block) {
        if (block == null) return number(0);
        return number(block.length + 1L).raw(block, 0, block.length);
    }

    public RowWriter text(@Nullable String text) {
        return block(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    public RowWriter texts(Map<String, String> texts) {
        number(texts.size());
        texts.forEach((name, value) -> text(name).text(value));
        return this;
    }

    /// What was written. Nothing may be written after.
    public byte[] bytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
