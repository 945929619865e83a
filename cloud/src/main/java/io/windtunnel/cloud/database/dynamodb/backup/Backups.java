package io.windtunnel.cloud.database.dynamodb.backup;

import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.RowKey;
import io.windtunnel.cloud.database.dynamodb.table.TableWriter;
import io.windtunnel.cloud.database.dynamodb.table.Tables;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan.WriteKind;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Backups made, kept and deleted, and tables filled from them or from another table's past.
///
/// Thread safety: every method may be called from any thread; making and filling block on the storage.
public final class Backups implements Tables.Listener {
    private static final int BATCH = 200;

    private final Fabric fabric;
    private final Tables tables;
    private final ChangeLogs logs;
    private final TableWriter writer;

    public Backups(Tables tables, ChangeLogs logs, TableWriter writer) {
        this.fabric = tables.context().fabric();
        this.tables = tables;
        this.logs = logs;
        this.writer = writer;
    }

    private Table<StoredBackup> table(Scope scope) {
        return fabric.storage().table(scope, "dynamodb.backups", StoredBackup.class);
    }

    public Collection<StoredBackup> all(Scope scope) {
        for (StoredBackup each : List.copyOf(table(scope).values())) {
            Instant expiry = each.expiry();
            if (expiry != null && expiry.isBefore(tables.now())) delete(scope, each.arn());
        }
        return table(scope).values();
    }

    @Override
    public void opened(LiveTable table) {}

    /// A table that can be restored to any moment leaves a backup of its last.
    @Override
    public void deleting(LiveTable table) {
        if (table.stored().upkeep().recoverable() != null) create(table, table.name() + StoredBackup.OF_DELETED);
    }

    /// @throws AwsException `BackupNotFoundException`
    public StoredBackup require(Scope scope, String arn) {
        StoredBackup backup = table(scope).get(arn);
        if (backup == null) throw new AwsException("BackupNotFoundException", "Backup not found: " + arn);
        return backup;
    }

    private static String blob(String arn) {
        return "dynamodb/" + arn.replace(':', '_').replace('/', '_');
    }

    /// Makes a backup of a table as it is.
    public StoredBackup create(LiveTable live, String name) {
        Instant now = fabric.time().now();
        String id = "%014d-%s".formatted(now.toEpochMilli(), fabric.ids().hex(8));
        String arn = live.stored().arn() + "/backup/" + id;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long[] items = {0};
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            past(live, now).forEach((_, value) -> {
                try {
                    out.writeInt(value.length);
                    out.write(value);
                    items[0]++;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            fabric.storage().blobs().put(blob(arn), new ByteArrayInputStream(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException("the backup " + arn + " cannot be stored", e);
        }
        StoredBackup backup = new StoredBackup(arn, name, now, live.stored(), live.bytes(), items[0], "AVAILABLE");
        table(live.scope()).put(arn, backup);
        return backup;
    }

    private Past past(LiveTable live, Instant moment) {
        return new Past(live, logs.of(live), moment);
    }

    public StoredBackup delete(Scope scope, String arn) {
        StoredBackup backup = require(scope, arn);
        table(scope).remove(arn);
        try {
            fabric.storage().blobs().delete(blob(arn));
        } catch (IOException e) {
            throw new UncheckedIOException("the backup " + arn + " cannot be deleted", e);
        }
        return backup.status("DELETED");
    }

    /// Fills a new table from a backup.
    public void fill(LiveTable target, StoredBackup backup) {
        Filling filling = new Filling(target);
        try (InputStream content = fabric.storage().blobs().open(blob(backup.arn()), 0);
                DataInputStream in = new DataInputStream(content)) {
            while (true) filling.add(in.readNBytes(in.readInt()));
        } catch (EOFException end) {
            filling.end();
        } catch (IOException e) {
            throw new UncheckedIOException("the backup " + backup.arn() + " cannot be read", e);
        }
    }

    /// Fills a new table with what another held at a moment.
    public void fill(LiveTable target, LiveTable source, Instant moment) {
        Filling filling = new Filling(target);
        past(source, moment).forEach((_, value) -> filling.add(value));
        filling.end();
    }

    /// Fills a new table with items.
    public void fill(LiveTable target, Iterable<Item> items) {
        Filling filling = new Filling(target);
        for (Item each : items) filling.add(each);
        filling.end();
    }

    /// Goes through a table's items as they were at a moment.
    public void read(LiveTable source, Instant moment, Consumer<Item> items) {
        past(source, moment).forEach((_, value) -> items.accept(Item.decode(value)));
    }

    /// Puts items into a table that nobody else writes, many at once.
    private final class Filling {
        private final LiveTable target;
        private final List<WritePlan> plans = new ArrayList<>(BATCH);

        Filling(LiveTable target) {
            this.target = target;
        }

        void add(byte[] value) {
            add(Item.decode(value));
        }

        void add(Item item) {
            RowKey key = target.keys().ofItem(item);
            plans.add(writer.plan(target, key, null, null, item, WriteKind.EXPIRY));
            if (plans.size() == BATCH) end();
        }

        void end() {
            writer.commit(plans, List.of());
            plans.clear();
        }
    }

    /// The earliest and latest moments a table can be restored to; null where it cannot be.
    public @Nullable Window window(LiveTable live) {
        Instant since = live.stored().upkeep().recoverable();
        if (since == null) return null;
        Instant now = tables.now();
        Instant oldest = now.minus(ChangeLog.KEPT);
        Instant latest = now.minus(LATEST);
        Instant earliest = since.isAfter(oldest) ? since : oldest;
        return new Window(earliest, latest.isBefore(earliest) ? earliest : latest);
    }

    /// How far the latest restorable moment is behind. Source: PointInTimeRecovery_Howitworks.html
    private static final Duration LATEST = Duration.ofMinutes(5);

    /// The moments a table can be restored to.
    public record Window(Instant earliest, Instant latest) {}
}
