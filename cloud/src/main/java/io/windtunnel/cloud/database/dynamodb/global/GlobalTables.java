package io.windtunnel.cloud.database.dynamodb.global;

import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.RowKey;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable;
import io.windtunnel.cloud.database.dynamodb.table.TableWriter;
import io.windtunnel.cloud.database.dynamodb.table.Tables;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan.Stamp;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan.WriteKind;
import io.windtunnel.cloud.ports.Replication;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Rows;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Which tables are replicated, and what each Region still has to tell the others.
///
/// Thread safety: every method may be called from any thread.
public final class GlobalTables implements Tables.Listener {
    private final Fabric fabric;
    private final Tables tables;
    private final TableWriter writer;
    private final Map<LiveTable, Replicator> replicators = new ConcurrentHashMap<>();
    private final Map<String, StrongGroup> groups = new ConcurrentHashMap<>();
    private final Map<LiveTable, Integer> pauses = new ConcurrentHashMap<>();

    public GlobalTables(Tables tables, TableWriter writer) {
        this.fabric = tables.context().fabric();
        this.tables = tables;
        this.writer = writer;
    }

    Duration lag() {
        return tables.physics().replicationLag();
    }

    @Override
    public void opened(LiveTable table) {
        follow(table);
    }

    @Override
    public void changed(LiveTable table, StoredTable before) {
        if (table.stored().replicas().equals(before.replicas())) return;
        follow(table);
        if (table.stored().strong() == null && before.strong() != null) forget(table, before.strong());
    }

    private synchronized void follow(LiveTable table) {
        List<String> regions = others(table.stored());
        Replicator replicator = replicators.get(table);
        if (replicator == null && regions.isEmpty()) return;
        if (replicator == null) {
            replicator = new Replicator(fabric, table);
            replicators.put(table, replicator);
            table.companions().add(replicator);
        }
        replicator.to(regions, this);
        StoredTable.Strong strong = table.stored().strong();
        table.quorum(
                strong == null
                        ? null
                        : group(table, strong).of(table.scope().region().code()));
        for (Outbox each : replicator.outboxes()) if (each.rows().size() > 0) each.wake();
    }

    /// The other Regions that changes are told to.
    private static List<String> others(StoredTable table) {
        List<String> regions = new ArrayList<>();
        table.replicas().forEach(each -> regions.add(each.region()));
        if (table.strong() != null && table.strong().witness() != null)
            regions.add(table.strong().witness());
        return List.copyOf(regions);
    }

    // ---- multi-Region strong consistency

    private StrongGroup group(LiveTable table, StoredTable.Strong strong) {
        return groups.computeIfAbsent(strong.group(), _ -> {
            List<String> regions = new ArrayList<>(others(table.stored()));
            regions.add(table.scope().region().code());
            return new StrongGroup(fabric, List.copyOf(regions), new Parts(table, strong, List.copyOf(regions)));
        });
    }

    private void forget(LiveTable table, StoredTable.Strong strong) {
        StrongGroup group = groups.remove(strong.group());
        if (group != null && strong.witness() != null)
            witness(table, strong, List.of()).erase();
    }

    private Member.Witness witness(LiveTable table, StoredTable.Strong strong, List<String> others) {
        Region region = new Region(java.util.Objects.requireNonNull(strong.witness()));
        return new Member.Witness(fabric, new Scope(table.scope().account(), region), strong.group(), others);
    }

    /// A group's Regions, by one of its tables.
    private final class Parts implements StrongGroup.Members {
        private final LiveTable one;
        private final StoredTable.Strong strong;
        private final Member.@Nullable Witness witness;

        Parts(LiveTable one, StoredTable.Strong strong, List<String> regions) {
            this.one = one;
            this.strong = strong;
            this.witness = strong.witness() == null ? null : witness(one, strong, without(regions, strong.witness()));
        }

        private static List<String> without(List<String> regions, String region) {
            return regions.stream().filter(each -> !each.equals(region)).toList();
        }

        @Override
        public @Nullable Member in(String region) {
            if (region.equals(strong.witness())) return witness;
            Scope scope = new Scope(one.scope().account(), new Region(region));
            LiveTable table = tables.find(scope, one.name()).orElse(null);
            if (table == null || !strong.equals(table.stored().strong())) return null;
            Replicator replicator = replicators.get(table);
            return replicator == null ? null : new Member.Replica(table, replicator, writer);
        }

        @Override
        public boolean paused(Member from, Region to) {
            return from instanceof Member.Replica replica && GlobalTables.this.paused(replica.table(), to);
        }

        @Override
        public void told(Member from, Member to, Stamp stamp) {
            if (!(from instanceof Member.Replica source) || !(to instanceof Member.Replica)) return;
            long millis = tables.now().toEpochMilli() - stamp.micros() / 1_000;
            source.table().meters().replicated(to.region(), Math.max(0, millis));
        }
    }

    @Override
    public void deleted(LiveTable table) {
        Replicator replicator = replicators.remove(table);
        if (replicator != null) replicator.erase();
    }

    /// Tells a Region's replica of an item, unless it knows better; false when it has no such replica.
    boolean apply(LiveTable source, Region to, byte[] key, byte[] stamped, Rows outbox) {
        StoredTable.Strong strong = source.stored().strong();
        if (strong != null)
            return group(source, strong).tell(source.scope().region().code(), to.code(), key);
        Scope scope = new Scope(source.scope().account(), to);
        Optional<LiveTable> found = tables.find(scope, source.name());
        if (found.isEmpty() || !found.get().stored().active()) return false;
        LiveTable target = found.get();
        Replicator there = replicators.get(target);
        if (there == null) return false;
        Stamp stamp = stamp(stamped);
        byte[] value = source.rows().get(key);
        Item item = value == null ? null : Item.decode(value);
        RowKey place = place(target, item, key);
        writer.write(target, place, WriteKind.from(stamp), before -> {
            Stamp known = there.stamp(key);
            return known != null && known.compareTo(stamp) >= 0 ? before : item;
        });
        source.whileLocked(place, () -> {
            if (Arrays.equals(outbox.get(key), stamped)) outbox.remove(key);
        });
        long millis = tables.now().toEpochMilli() - stamp.micros() / 1_000;
        source.meters().replicated(to.code(), Math.max(0, millis));
        return true;
    }

    /// The item's place; of one that is gone, as the replica has it.
    static RowKey place(LiveTable target, @Nullable Item item, byte[] key) {
        byte[] there = item == null ? target.rows().get(key) : null;
        Item either = there == null ? item : Item.decode(there);
        return either == null ? RowKey.of(key) : target.keys().ofItem(either);
    }

    private static Stamp stamp(byte[] bytes) {
        String region = new String(bytes, Long.BYTES, bytes.length - Long.BYTES, StandardCharsets.UTF_8);
        return new Stamp(ByteBuffer.wrap(bytes).getLong(), region);
    }

    // ---- pauses

    boolean paused(LiveTable source, Region to) {
        if (pauses.isEmpty()) return false;
        if (pauses.containsKey(source)) return true;
        return tables.find(new Scope(source.scope().account(), to), source.name())
                .filter(pauses::containsKey)
                .isPresent();
    }

    /// The replication of a replica, for those who inject faults.
    public Optional<Replication> replication(LiveTable table) {
        return replicators.containsKey(table) ? Optional.of(() -> pause(table)) : Optional.empty();
    }

    private Replication.Pause pause(LiveTable table) {
        pauses.merge(table, 1, Integer::sum);
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) pauses.computeIfPresent(table, (_, n) -> n == 1 ? null : n - 1);
        };
    }
}
