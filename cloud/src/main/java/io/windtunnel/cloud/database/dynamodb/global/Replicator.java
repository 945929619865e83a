package io.windtunnel.cloud.database.dynamodb.global;

import io.windtunnel.cloud.database.dynamodb.table.Companion;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan.Stamp;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Rows;
import io.windtunnel.kernel.identity.Region;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Notes, with each change of one replica, when it was made and which Regions do not know of it yet. Both are durable
/// with the change. What a Region does not know is kept by item, not by change: it needs the newest only.
///
/// Thread safety: every method may be called from any thread; a change of an item comes with its lock held.
final class Replicator implements Companion {
    private final Fabric fabric;
    private final LiveTable table;
    private final String region;
    private final Rows stamps;
    private final Map<String, Outbox> outboxes = new ConcurrentHashMap<>();

    Replicator(Fabric fabric, LiveTable table) {
        this.fabric = fabric;
        this.table = table;
        this.region = table.scope().region().code();
        this.stamps = fabric.storage()
                .rows(table.scope(), "dynamodb.stamps." + table.stored().id());
    }

    /// The Regions that are told of changes from now on.
    void to(List<String> regions, GlobalTables owner) {
        outboxes.keySet().removeIf(known -> {
            if (regions.contains(known)) return false;
            rows(known).clear();
            return true;
        });
        for (String each : regions)
            outboxes.computeIfAbsent(each, _ -> new Outbox(fabric, table, new Region(each), rows(each), owner));
    }

    private Rows rows(String to) {
        return fabric.storage()
                .rows(table.scope(), "dynamodb.outbox." + table.stored().id() + "." + to);
    }

    Iterable<Outbox> outboxes() {
        return outboxes.values();
    }

    /// The stamp of the last change of an item; null where it was not changed since the table is global.
    @Nullable
    Stamp stamp(byte[] key) {
        byte[] row = stamps.get(key);
        if (row == null) return null;
        ByteBuffer in = ByteBuffer.wrap(row);
        long micros = in.getLong();
        return new Stamp(micros, new String(row, Long.BYTES, in.remaining(), StandardCharsets.UTF_8));
    }

    private static byte[] bytes(Stamp stamp) {
        byte[] from = stamp.region().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + from.length)
                .putLong(stamp.micros())
                .put(from)
                .array();
    }

    @Override
    public @Nullable Runnable join(WritePlan plan, List<Rows.Write> rows) {
        byte[] key = plan.key().bytes();
        Stamp origin = plan.origin();
        if (origin != null) {
            rows.add(new Rows.Write(stamps, key, bytes(origin)));
            return null;
        }
        Stamp before = stamp(key);
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, fabric.time().now());
        if (before != null && micros <= before.micros()) micros = before.micros() + 1;
        byte[] stamp = bytes(new Stamp(micros, region));
        rows.add(new Rows.Write(stamps, key, stamp));
        for (Outbox each : outboxes.values()) rows.add(new Rows.Write(each.rows(), key, stamp));
        return () -> outboxes.values().forEach(Outbox::wake);
    }

    void erase() {
        stamps.clear();
        outboxes.values().forEach(each -> each.rows().clear());
    }
}
