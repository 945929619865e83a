package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.ports.Sink.Attribute;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The MD5 digests by which SDKs check that a message arrived as it was sent.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
final class Digests {
    private static final byte TEXT = 1;
    private static final byte BINARY = 2;

    private Digests() {}

    static String ofBody(String body) {
        return HexFormat.of().formatHex(md5().digest(body.getBytes(StandardCharsets.UTF_8)));
    }

    /// Of the attributes, sorted by name; null when there are none.
    static @Nullable String ofAttributes(Map<String, Attribute> attributes) {
        if (attributes.isEmpty()) return null;
        MessageDigest digest = md5();
        new TreeMap<>(attributes).forEach((name, attribute) -> {
            add(digest, name.getBytes(StandardCharsets.UTF_8));
            add(digest, attribute.dataType().getBytes(StandardCharsets.UTF_8));
            byte[] bytes = attribute.bytes();
            String text = attribute.text();
            digest.update(bytes == null ? TEXT : BINARY);
            add(digest, bytes != null ? bytes : String.valueOf(text).getBytes(StandardCharsets.UTF_8));
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /// The SHA-256 of a body, by which a FIFO queue with content-based deduplication knows it.
    static String sha256(String body) {
        return HexFormat.of().formatHex(digest("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static void add(MessageDigest digest, byte[] part) {
        digest.update((byte) (part.length >>> 24));
        digest.update((byte) (part.length >>> 16));
        digest.update((byte) (part.length >>> 8));
        digest.update((byte) part.length);
        digest.update(part);
    }

    private static MessageDigest md5() {
        return digest("MD5");
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
