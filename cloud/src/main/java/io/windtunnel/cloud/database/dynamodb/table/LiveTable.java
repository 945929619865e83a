package io.windtunnel.cloud.database.dynamodb.table;

import io.windtunnel.fabric.storage.Rows;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A table at work: its rows, its indexes, its capacity, the locks of its items.
///
/// An item is changed with its lock held, from reading what stands there until the change is durable. A transaction
/// claims its items first; who wants to write a claimed item is refused.
///
/// Thread safety: every method may be called from any thread.
public final class LiveTable {
    private static final int LOCKS = 256;

    private final Scope scope;
    private final TableKeys keys;
    private final Rows rows;
    private final Capacity capacity;
    private final ZoneReplicas replicas;
    private final TableMeters meters;
    private final RecentVersions recent = new RecentVersions();
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];
    private final Map<RowKey, Object> claims = new ConcurrentHashMap<>();
    private final LongAdder bytes = new LongAdder();
    private final List<Companion> companions = new CopyOnWriteArrayList<>();
    private final @Nullable Map<ByteBuffer, LongAdder> collections;
    private volatile StoredTable stored;
    private volatile List<LiveIndex> indexes;
    private volatile @Nullable Quorum quorum;

    /// What a table is made of.
    record Parts(
            Scope scope,
            StoredTable stored,
            TableKeys keys,
            Rows rows,
            Capacity capacity,
            ZoneReplicas replicas,
            TableMeters meters,
            List<LiveIndex> indexes) {}

    LiveTable(Parts parts) {
        scope = parts.scope;
        stored = parts.stored;
        keys = parts.keys;
        rows = parts.rows;
        capacity = parts.capacity;
        replicas = parts.replicas;
        meters = parts.meters;
        indexes = List.copyOf(parts.indexes);
        for (int i = 0; i < LOCKS; i++) locks[i] = new ReentrantLock();
        collections = stored.locals().isEmpty() ? null : new ConcurrentHashMap<>();
    }

    public Scope scope() {
        return scope;
    }

    public StoredTable stored() {
        return stored;
    }

    void stored(StoredTable next) {
        stored = next;
    }

    public String name() {
        return stored.name();
    }

    public TableKeys keys() {
        return keys;
    }

    public Rows rows() {
        return rows;
    }

    public Capacity capacity() {
        return capacity;
    }

    public ZoneReplicas replicas() {
        return replicas;
    }

    public TableMeters meters() {
        return meters;
    }

    RecentVersions recent() {
        return recent;
    }

    public List<LiveIndex> indexes() {
        return indexes;
    }

    void indexes(List<LiveIndex> next) {
        indexes = List.copyOf(next);
    }

    void add(LiveIndex index) {
        List<LiveIndex> next = new ArrayList<>(indexes);
        next.add(index);
        indexes(next);
    }

    void remove(LiveIndex index) {
        indexes(indexes.stream().filter(each -> each != index).toList());
    }

    /// The index of that name, or null.
    public @Nullable LiveIndex index(String name) {
        for (LiveIndex each : indexes) if (each.stored().name().equals(name)) return each;
        return null;
    }

    public List<Companion> companions() {
        return companions;
    }

    /// Who is asked before items are changed or read strongly; null where this Region alone decides.
    public @Nullable Quorum quorum() {
        return quorum;
    }

    public void quorum(@Nullable Quorum next) {
        quorum = next;
    }

    // ---- locks and claims

    ReentrantLock lock(RowKey key) {
        int hash = Arrays.hashCode(key.bytes());
        return locks[(hash ^ hash >>> 16) & LOCKS - 1];
    }

    /// Runs `task`, which must be short, with an item's lock held.
    public void whileLocked(RowKey key, Runnable task) {
        ReentrantLock lock = lock(key);
        lock.lock();
        try {
            task.run();
        } finally {
            lock.unlock();
        }
    }

    /// Claims an item for a transaction; false when another has it.
    public boolean claims(RowKey key, Object transaction) {
        if (claims.putIfAbsent(key, transaction) != null) return false;
        ReentrantLock lock = lock(key);
        lock.lock(); // those who write it now finish; those who come later see the claim
        lock.unlock();
        return true;
    }

    public void release(RowKey key, Object transaction) {
        claims.remove(key, transaction);
    }

    /// Whether a transaction has the item.
    public boolean claimed(RowKey key) {
        return !claims.isEmpty() && claims.containsKey(key);
    }

    /// Passes where no transaction has the item.
    ///
    /// @throws AwsException `TransactionConflictException`
    void requireFree(RowKey key) {
        if (!claimed(key)) return;
        meters.conflicted();
        throw new AwsException("TransactionConflictException", "Transaction is ongoing for the item");
    }

    // ---- sizes

    public long count() {
        return rows.size();
    }

    /// Bytes as DynamoDB counts them.
    public long bytes() {
        return bytes.sum();
    }

    /// Counts a change of size, of an item and of its entries in local indexes.
    void grow(RowKey key, long item, long locals) {
        bytes.add(item);
        capacity.partitions().owner(key.hash()).bytes.add(item);
        if (collections != null)
            collections.computeIfAbsent(collection(key), _ -> new LongAdder()).add(item + locals);
    }

    private static ByteBuffer collection(RowKey key) {
        return ByteBuffer.wrap(key.prefix());
    }

    /// Bytes of an item's collection, its entries in local indexes included; 0 where there are no local indexes.
    public long collectionBytes(RowKey key) {
        LongAdder sum = collections == null ? null : collections.get(collection(key));
        return sum == null ? 0 : sum.sum();
    }

    @Override
    public String toString() {
        return scope + "/" + stored.name();
    }
}
