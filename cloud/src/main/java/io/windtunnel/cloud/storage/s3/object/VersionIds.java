package io.windtunnel.cloud.storage.s3.object;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Version ids as AWS's look: 32 characters that mean nothing to a client. Here they follow from the version's sequence
/// number, so that a version is found by its id without an index.
public final class VersionIds {
    public static final String NULL = "null";

    private static final int BYTES = 24;

    private VersionIds() {}

    public static String text(long sequence) {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(mix(sequence))
                .putLong(sequence ^ mix(mix(sequence)))
                .putLong(mix(mix(sequence) + 1))
                .array();
        return Base64.getUrlEncoder().encodeToString(bytes).replace('-', '.');
    }

    /// The sequence number behind `id`; empty where it is no version id of this cloud.
    public static OptionalLong sequence(@Nullable String id) {
        if (id == null || id.length() != 32) return OptionalLong.empty();
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(id.replace('.', '-')));
            long sequence = bytes.getLong(8) ^ mix(bytes.getLong(0));
            return text(sequence).equals(id) ? OptionalLong.of(sequence) : OptionalLong.empty();
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
    }

    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
