package io.windtunnel.cloud.storage.s3.object;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads what [RowWriter] wrote.
///
/// Thread safety: none.
public final class RowReader {
    private final byte[] bytes;
    private int at;

    public RowReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public int one() {
        return bytes[at++] & 0xff;
    }

    public long number() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) return value;
        }
    }

    public byte[] raw(int count) {
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    public byte @Nullable [] block() {
        int length = (int) number() - 1;
        return length < 0 ? null : raw(length);
    }

    public @Nullable String text() {
        int length = (int) number() - 1;
        if (length < 0) return null;
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    /// A text that is there.
    public String word() {
        return Objects.requireNonNull(text());
    }

    public Map<String, String> texts() {
        int count = (int) number();
        if (count == 0) return Map.of();
        Map<String, String> texts = LinkedHashMap.newLinkedHashMap(count);
        for (int i = 0; i < count; i++) texts.put(word(), word());
        return texts;
    }

    /// Where the next byte stands.
    public int position() {
        return at;
    }
}
