package io.windtunnel.cloud.messaging.sqs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// What a consumer is given to delete a message it has received: the queue, the message and the how-manieth receive it
/// is of.
///
/// @param queue the queue's own number
/// @param receive the message's receive count at that receive
record ReceiptHandle(long queue, long sequence, int receive) {
    /// As AWS's handles begin, so that they look like themselves.
    private static final String PREFIX = "AQEB";

    private static final int BYTES = 24;

    /// Mixed into the numbers so that handles of neighbours differ in more than a digit; not a secret.
    private static final long STIR = 0x9e3779b97f4a7c15L;

    String text() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        long stirred = sequence * STIR ^ receive;
        bytes.putLong(queue ^ stirred).putLong(sequence).putInt(receive).putInt(check());
        return PREFIX + new String(Base64.getEncoder().encode(bytes.array()), StandardCharsets.ISO_8859_1);
    }

    private int check() {
        return Long.hashCode((queue * 31 + sequence) * STIR + receive);
    }

    /// The handle that `text` spells; null when it is none that was given out.
    static @Nullable ReceiptHandle parse(String text) {
        if (!text.startsWith(PREFIX)) return null;
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            return null;
        }
        if (decoded.length != BYTES) return null;
        ByteBuffer bytes = ByteBuffer.wrap(decoded);
        long queue = bytes.getLong();
        long sequence = bytes.getLong();
        int receive = bytes.getInt();
        ReceiptHandle handle = new ReceiptHandle(queue ^ sequence * STIR ^ receive, sequence, receive);
        return handle.check() == bytes.getInt() ? handle : null;
    }
}
