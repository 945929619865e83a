package io.windtunnel.cloud.messaging.sqs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What a FIFO queue remembers of the messages it was sent: for five minutes a message with the same deduplication id
/// is
/// taken and not delivered again, even when the first has been received and deleted.
///
/// Source:
/// AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
///
/// Lives under its queue's lock.
final class Deduplication {
    /// How long an id is remembered: 5 minutes.
    static final long INTERVAL_MILLIS = 300_000;

    private static final int BYTES = 32;

    /// A message that was sent.
    ///
    /// @param durable done once the message is durable; a duplicate's sender waits for it
    record Known(String key, String messageId, long sequence, long sentMillis, CompletableFuture<Void> durable) {
        byte[] encode() {
            long[] uuid = MessageIds.halves(messageId);
            return ByteBuffer.allocate(BYTES)
                    .putLong(uuid[0])
                    .putLong(uuid[1])
                    .putLong(sequence)
                    .putLong(sentMillis)
                    .array();
        }

        static Known decode(byte[] key, byte[] row) {
            ByteBuffer in = ByteBuffer.wrap(row);
            String id = MessageIds.text(in.getLong(), in.getLong());
            return new Known(
                    new String(key, StandardCharsets.UTF_8),
                    id,
                    in.getLong(),
                    in.getLong(),
                    CompletableFuture.completedFuture(null));
        }

        byte[] rowKey() {
            return key.getBytes(StandardCharsets.UTF_8);
        }
    }

    private final Map<String, Known> known = new HashMap<>();
    private final ArrayDeque<Known> byAge = new ArrayDeque<>();

    /// What an id is remembered by: with its group where the scope is the message group.
    static String key(boolean byGroup, @Nullable String group, String id) {
        return byGroup ? group + "\n" + id : id;
    }

    @Nullable
    Known find(String key, long nowMillis) {
        Known found = known.get(key);
        return found == null || isOver(found, nowMillis) ? null : found;
    }

    void put(Known sent) {
        known.put(sent.key, sent);
        byAge.addLast(sent);
    }

    void forget(Known sent) {
        known.remove(sent.key, sent);
    }

    /// Forgets what is older than the interval, at most `most`; returns it, for its rows to be removed.
    List<Known> expire(long nowMillis, int most) {
        List<Known> gone = new ArrayList<>();
        while (!byAge.isEmpty() && gone.size() < most && isOver(byAge.peekFirst(), nowMillis)) {
            Known oldest = byAge.removeFirst();
            if (known.remove(oldest.key, oldest)) gone.add(oldest);
        }
        return gone;
    }

    private static boolean isOver(Known sent, long nowMillis) {
        return sent.sentMillis + INTERVAL_MILLIS <= nowMillis;
    }
}
