package io.windtunnel.cloud.database.dynamodb.stream;

import io.windtunnel.cloud.database.dynamodb.stream.StoredShards.Shard;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Rows;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.ring.PartitionMap;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// One stream of one table. A record is given its number while its item is locked, so that an item's records are in
/// order; it is read once everything before it is durable, so that no reader passes over one that comes late.
///
/// Thread safety: every method may be called from any thread.
public final class TableStream {
    /// How long records are kept. Source: Streams.html
    public static final Duration KEPT = Duration.ofHours(24);

    /// Bytes of one answer. Source: API_streams_GetRecords.html
    private static final int MOST_BYTES = 1 << 20;

    private final Rows rows;
    private final Table<StoredShards> stored;
    private final String arn;
    private final String view;
    private final Fabric fabric;
    private final TreeSet<Long> flying = new TreeSet<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private List<Shard> shards;
    private PartitionMap<Integer> open;
    private long last;
    private volatile boolean enabled;

    /// A record on its way.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Pending(long number, Rows.Write write) {}

    /// A record as it is read.
    public record Numbered(long number, ChangeRecord record) {}

    /// What was read of a shard.
    ///
    /// @param next the number to read on from
    /// @param ended whether the shard is closed and nothing is left in it
    public record Page(List<Numbered> records, long next, boolean ended) {}

    public TableStream(
            Fabric fabric, Scope scope, String tableId, String arn, String label, String view, boolean enabled) {
        this.fabric = fabric;
        this.arn = arn;
        this.view = view;
        this.enabled = enabled;
        rows = fabric.storage().rows(scope, "dynamodb.stream." + tableId + "." + label);
        stored = fabric.storage().table(scope, "dynamodb.shards", StoredShards.class);
        StoredShards known = stored.get(arn);
        shards = known == null ? List.of() : known.shards();
        open = map(shards);
        for (Shard each : shards) last = Math.max(last, Math.max(each.from() - 1, lastIn(each)));
    }

    private long lastIn(Shard shard) {
        long[] found = {shard.until()};
        rows.scan(key(shard.number(), 0), key(shard.number() + 1, 0), true, (key, _) -> {
            found[0] = Math.max(found[0], number(key));
            return false;
        });
        return found[0];
    }

    private static PartitionMap<Integer> map(List<Shard> shards) {
        List<Shard> open = shards.stream()
                .filter(Shard::open)
                .sorted((a, b) -> Long.compareUnsigned(a.first(), b.first()))
                .toList();
        if (open.isEmpty()) return PartitionMap.even(1, _ -> 0);
        return PartitionMap.of(
                open.stream().mapToLong(Shard::first).toArray(),
                open.stream().map(Shard::number).toList());
    }

    private static byte[] key(int shard, long number) {
        return ByteBuffer.allocate(12).putInt(shard).putLong(number).array();
    }

    private static long number(byte[] key) {
        return ByteBuffer.wrap(key).getLong(4);
    }

    public String arn() {
        return arn;
    }

    public String view() {
        return view;
    }

    public boolean enabled() {
        return enabled;
    }

    /// Opens a shard for each partition, when the stream is new.
    public synchronized void begin(PartitionMap<Integer> partitions) {
        if (!shards.isEmpty()) return;
        long now = fabric.time().now().toEpochMilli();
        List<Shard> made = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++)
            made.add(new Shard(partitions.at(i), -1, partitions.first(i), now, last + 1, -1, -1));
        keep(made);
    }

    /// Closes a partition's shard and opens two for those it was split into.
    public synchronized void split(int parent, int lower, int upper, long at) {
        if (!enabled) return;
        long now = fabric.time().now().toEpochMilli();
        List<Shard> next = new ArrayList<>();
        for (Shard each : shards) {
            boolean splits = each.number() == parent && each.open();
            next.add(splits ? each.close(last, now) : each);
            if (!splits) continue;
            next.add(new Shard(lower, parent, each.first(), now, last + 1, -1, -1));
            next.add(new Shard(upper, parent, at, now, last + 1, -1, -1));
        }
        keep(next);
    }

    /// Closes every shard: what is in the stream can still be read for a day.
    public synchronized void disable() {
        if (!enabled) return;
        enabled = false;
        long now = fabric.time().now().toEpochMilli();
        keep(shards.stream()
                .map(each -> each.open() ? each.close(last, now) : each)
                .toList());
    }

    private void keep(List<Shard> next) {
        shards = List.copyOf(next);
        open = map(shards);
        stored.put(arn, new StoredShards(shards));
    }

    /// Gives a record its number and its place in the shard of its hash. [#done] must follow.
    public Pending pending(long hash, ChangeRecord record) {
        long number;
        int shard;
        synchronized (this) {
            number = ++last;
            shard = open.owner(hash);
            flying.add(number);
        }
        return new Pending(number, new Rows.Write(rows, key(shard, number), record.encode()));
    }

    /// The record is durable, or its change failed.
    public void done(Pending pending) {
        synchronized (this) {
            flying.remove(pending.number);
        }
        for (Runnable each : listeners) each.run();
    }

    /// Calls `listener`, which must not block, when there is something new.
    public void onRecord(Runnable listener) {
        listeners.add(listener);
    }

    private synchronized long settled() {
        return flying.isEmpty() ? last : flying.first() - 1;
    }

    public synchronized List<Shard> shards() {
        return shards;
    }

    public Optional<Shard> shard(String id) {
        return shards().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /// The number the next record will have.
    public long latest() {
        return settled() + 1;
    }

    /// The oldest number that can be read of a shard.
    public long oldest(Shard shard) {
        long horizon = horizon();
        long[] found = {-1};
        rows.scan(key(shard.number(), 0), key(shard.number() + 1, 0), false, (key, value) -> {
            if (ChangeRecord.millis(value) < horizon) return true;
            found[0] = number(key);
            return false;
        });
        return found[0] < 0 ? (shard.open() ? latest() : shard.until() + 1) : found[0];
    }

    private long horizon() {
        return fabric.time().now().minus(KEPT).toEpochMilli();
    }

    /// Reads up to `atMost` records of a shard from `number` on.
    public Page read(String shardId, long number, int atMost) {
        long settled = settled();
        Shard shard = shard(shardId).orElse(null);
        if (shard == null) return new Page(List.of(), number, true);
        long end = shard.open() ? settled : Math.min(settled, shard.until());
        long horizon = horizon();
        List<Numbered> found = new ArrayList<>();
        long[] bytes = {0};
        long[] next = {Math.max(number, shard.from())};
        rows.scan(key(shard.number(), number), key(shard.number(), end + 1), false, (key, value) -> {
            if (found.size() >= atMost || bytes[0] > 0 && bytes[0] + value.length > MOST_BYTES) return false;
            next[0] = number(key) + 1;
            if (ChangeRecord.millis(value) < horizon) return true;
            bytes[0] += value.length;
            found.add(new Numbered(number(key), ChangeRecord.decode(value)));
            return true;
        });
        boolean complete = found.size() < atMost && bytes[0] < MOST_BYTES;
        boolean ended =
                !shard.open() && settled >= shard.until() && (next[0] > shard.until() || found.isEmpty() && complete);
        return new Page(found, next[0], ended);
    }

    /// Forgets what is older than a day, and shards that ended before that.
    public void trim() {
        long horizon = horizon();
        for (Shard shard : shards()) {
            List<byte[]> old = new ArrayList<>();
            rows.scan(key(shard.number(), 0), key(shard.number() + 1, 0), false, (key, value) -> {
                if (ChangeRecord.millis(value) >= horizon) return false;
                old.add(key);
                return true;
            });
            old.forEach(rows::remove);
        }
        synchronized (this) {
            List<Shard> kept = shards.stream()
                    .filter(each -> each.open() || each.closed() >= horizon)
                    .toList();
            if (kept.size() < shards.size()) keep(kept);
        }
    }

    /// Forgets everything, with its table.
    public void erase() {
        rows.clear();
        stored.remove(arn);
    }

    /// A sequence number as clients see it.
    public static String text(long number) {
        return "1%020d".formatted(number);
    }

    /// The number of a text; null when it is none.
    public static @Nullable Long number(String text) {
        if (text.length() != 21 || text.charAt(0) != '1') return null;
        try {
            return Long.parseLong(text.substring(1));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
