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
import java.util.ArrayList;
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
        return row == null ? null : stampOf(row);
    }

    static Stamp stampOf(byte[] row) {
        ByteBuffer in = ByteBuffer.wrap(row);
        long micros = in.getLong();
        return new Stamp(micros, new String(row, Long.BYTES, in.remaining(), StandardCharsets.UTF_8));
    }

    static byte[] bytes(Stamp stamp) {
        byte[] from = stamp.region().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + from.length)
                .putLong(stamp.micros())
                .put(from)
                .array();
    }

    private void note(byte[] key, Stamp origin, List<String> untold, List<Rows.Write> rows) {
        byte[] stamp = bytes(origin);
        rows.add(new Rows.Write(stamps, key, stamp));
        for (String each : untold) {
            Outbox outbox = outboxes.get(each);
            if (outbox != null) rows.add(new Rows.Write(outbox.rows(), key, stamp));
        }
    }

    /// Notes another Region's change that leaves the item as it is. Nobody else changes it meanwhile.
    void note(byte[] key, Stamp origin, List<String> untold) {
        List<Rows.Write> rows = new ArrayList<>();
        note(key, origin, untold, rows);
        fabric.storage().write(rows);
    }

    /// What another Region does not know.
    @Nullable
    Rows untold(String to) {
        Outbox outbox = outboxes.get(to);
        return outbox == null ? null : outbox.rows();
    }

    @Override
    public @Nullable Runnable join(WritePlan plan, List<Rows.Write> rows) {
        byte[] key = plan.key().bytes();
        Stamp origin = plan.origin();
        if (origin != null) {
            note(key, origin, plan.untold(), rows);
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
