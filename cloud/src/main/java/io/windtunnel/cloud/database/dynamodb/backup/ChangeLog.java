package io.windtunnel.cloud.database.dynamodb.backup;

import io.windtunnel.cloud.database.dynamodb.table.Companion;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan;
import io.windtunnel.fabric.storage.Rows;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What stood before each change of a table, in the order of time: a table's past is its present with the changes
/// since undone.
///
/// Thread safety: every method may be called from any thread.
final class ChangeLog implements Companion {
    /// How long changes are kept. Source: PointInTimeRecovery_Howitworks.html
    static final Duration KEPT = Duration.ofDays(35);

    /// A change: the row's key, and what stood there.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(byte[] position, byte[] key, byte @Nullable [] before) {}

    private final Rows rows;
    private final AtomicLong number = new AtomicLong();

    ChangeLog(Rows rows) {
        this.rows = rows;
        rows.scan(null, null, true, (key, _) -> {
            number.set(ByteBuffer.wrap(key).getLong(Long.BYTES));
            return false;
        });
    }

    @Override
    public @Nullable Runnable join(WritePlan plan, List<Rows.Write> changes) {
        byte[] key = plan.key().bytes();
        byte[] before = plan.beforeBytes();
        ByteBuffer value = ByteBuffer.allocate(Integer.BYTES + 1 + key.length + (before == null ? 0 : before.length));
        value.putInt(key.length).put(key).put((byte) (before == null ? 0 : 1));
        if (before != null) value.put(before);
        changes.add(new Rows.Write(rows, position(plan.millis(), number.incrementAndGet()), value.array()));
        return null;
    }

    private static byte[] position(long millis, long number) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(millis)
                .putLong(number)
                .array();
    }

    /// The position behind all changes up to and at a moment.
    static byte[] behind(Instant moment) {
        return position(moment.toEpochMilli() + 1, 0);
    }

    /// The changes from a position on.
    List<Entry> from(byte[] position) {
        List<Entry> entries = new ArrayList<>();
        rows.scan(position, null, false, (at, value) -> {
            ByteBuffer in = ByteBuffer.wrap(value);
            byte[] key = new byte[in.getInt()];
            in.get(key);
            byte[] before = null;
            if (in.get() != 0) {
                before = new byte[in.remaining()];
                in.get(before);
            }
            entries.add(new Entry(at, key, before));
            return true;
        });
        return entries;
    }

    void trim(Instant now) {
        List<byte[]> old = new ArrayList<>();
        rows.scan(null, position(now.minus(KEPT).toEpochMilli(), 0), false, (at, _) -> old.add(at));
        old.forEach(rows::remove);
    }

    void erase() {
        rows.clear();
    }
}
