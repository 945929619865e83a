package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.fabric.storage.Rows;
import io.windtunnel.fabric.storage.Storage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Messages' keys in their queue's rows: their sequences, in order.
final class Keys {
    /// Rows that are removed with one write.
    private static final int AT_ONCE = 1_000;

    private Keys() {}

    static byte[] of(long sequence) {
        return ByteBuffer.allocate(Long.BYTES).putLong(sequence).array();
    }

    static long sequence(byte[] key) {
        return ByteBuffer.wrap(key).getLong();
    }

    /// Removes the rows up to `lastSequence`.
    static void clear(Storage storage, Rows rows, long lastSequence) {
        byte[] end = of(lastSequence + 1);
        while (true) {
            List<Rows.Write> removals = new ArrayList<>(AT_ONCE);
            rows.scan(null, end, false, (key, _) -> {
                removals.add(new Rows.Write(rows, key, null));
                return removals.size() < AT_ONCE;
            });
            if (removals.isEmpty()) return;
            storage.write(removals);
        }
    }
}
