package io.windtunnel.cloud.storage.s3.bucket;

import io.windtunnel.wire.AwsException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The bytes of objects' keys, whose order is the order of lists.
final class Keys {
    /// The longest key, in bytes of UTF-8.
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
    static final int MOST_BYTES = 1_024;

    private static final int NUMBER_BYTES = 8;

    private Keys() {}

    static byte[] of(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }

    /// The bytes of a key that is to be written.
    static byte[] checked(String key) {
        byte[] bytes = of(key);
        if (bytes.length > MOST_BYTES)
            throw new AwsException("KeyTooLongError", "Your key is too long")
                    .status(400)
                    .with("Size", bytes.length)
                    .with("MaxSizeAllowed", MOST_BYTES);
        return bytes;
    }

    /// `key` with an end that keeps the order of keys whatever stands behind it.
    static byte[] ended(byte[] key) {
        int zeros = 0;
        for (byte each : key) if (each == 0) zeros++;
        byte[] ended = new byte[key.length + zeros + 2];
        int at = 0;
        for (byte each : key) {
            ended[at++] = each;
            if (each == 0) ended[at++] = (byte) 0xff;
        }
        ended[at] = 0;
        ended[at + 1] = 1;
        return ended;
    }

    /// An ended key with a number behind it.
    static byte[] numbered(byte[] ended, long number) {
        byte[] row = Arrays.copyOf(ended, ended.length + NUMBER_BYTES);
        for (int i = 0; i < NUMBER_BYTES; i++) row[ended.length + i] = (byte) (number >>> 8 * (NUMBER_BYTES - 1 - i));
        return row;
    }

    /// The key of a row of [#numbered].
    static byte[] unnumbered(byte[] row) {
        byte[] key = new byte[row.length];
        int length = 0;
        int end = row.length - NUMBER_BYTES - 2;
        for (int i = 0; i < end; i++) {
            key[length++] = row[i];
            if (row[i] == 0) i++;
        }
        return Arrays.copyOf(key, length);
    }

    /// The number of a row of [#numbered].
    static long number(byte[] row) {
        long number = 0;
        for (int i = row.length - NUMBER_BYTES; i < row.length; i++) number = number << 8 | row[i] & 0xff;
        return number;
    }

    /// The first bytes behind everything that begins with `prefix`; null where nothing is behind it.
    static byte @Nullable [] behind(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] == (byte) 0xff) continue;
            byte[] next = Arrays.copyOf(prefix, i + 1);
            next[i]++;
            return next;
        }
        return null;
    }

    /// The first bytes behind `key` itself.
    static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }

    static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    /// Where `part` begins in `key` at `from` or later, or -1.
    static int indexOf(byte[] key, byte[] part, int from) {
        for (int at = from; at <= key.length - part.length; at++)
            if (Arrays.equals(key, at, at + part.length, part, 0, part.length)) return at;
        return -1;
    }
}
