package io.windtunnel.cloud.database.dynamodb.expression;

import java.util.Arrays;

/// Strings of bytes as DynamoDB's functions look at them.
final class Bytes {
    private Bytes() {}

    static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    static boolean contains(byte[] bytes, byte[] part) {
        for (int i = 0; i <= bytes.length - part.length; i++)
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) return true;
        return false;
    }
}
