package io.windtunnel.fabric.storage;

import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// State in a directory: everything in memory for reading, every change in a write-ahead log before it is acknowledged.
///
/// A change is logged, synced, then made in memory, under a lock that its key shares with few others: what a reader
/// sees
/// is durable, and a refused change leaves no trace. When the log has grown, a snapshot of everything replaces its
/// past.
final class DirectoryStorage implements Storage {
    private static final int STRIPES = 256;

    /// What one table or log holds, or held when it was recovered and nobody has opened it yet.
    sealed interface Store permits DurableTable, DurableLog, DurableRows, Recovered {
        /// Calls `changes` with what makes this store anew.
        void save(String name, Consumer<Change> changes);
    }

    /// Rows as recovered, until a service opens the table and says what they are.
    static final class Recovered implements Store {
        final TreeMap<String, byte[]> rows = new TreeMap<>();

        @Override
        public synchronized void save(String name, Consumer<Change> changes) {
            rows.forEach((key, value) -> changes.accept(new Change.Put(name, key, value)));
        }
    }

    private final Path directory;
    private final FileChannel lockFile;
    private final WriteAheadLog log;
    private final ConcurrentHashMap<String, Store> stores;
    private final FileBlobs blobs;
    private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];
    private volatile Epoch epoch = new Epoch();
    private final AtomicBoolean snapshotDue = new AtomicBoolean();
    private final ReentrantLock snapshotting = new ReentrantLock();

    private DirectoryStorage(
            Path directory, FileChannel lockFile, WriteAheadLog log, ConcurrentHashMap<String, Store> stores) {
        this.directory = directory;
        this.lockFile = lockFile;
        this.log = log;
        this.stores = stores;
        this.blobs = new FileBlobs(directory.resolve("blobs"));
        for (int i = 0; i < STRIPES; i++) stripes[i] = new ReentrantLock();
    }

    static DirectoryStorage open(Path directory, WriteAheadLog.Sizes sizes) {
        try {
            Files.createDirectories(directory);
            FileChannel lockFile = lock(directory);
            ConcurrentHashMap<String, Store> stores = new ConcurrentHashMap<>();
            Consumer<byte[]> replay = bytes -> replay(directory, stores, bytes);
            int first = Snapshot.load(directory, replay);
            DirectoryStorage storage = new DirectoryStorage(
                    directory, lockFile, WriteAheadLog.open(directory, sizes, first, replay), stores);
            storage.blobs.sweep();
            return storage;
        } catch (IOException e) {
            throw new StorageException("the data directory " + directory + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock != null) return channel;
        channel.close();
        throw new StorageException("the data directory " + directory + " is in use by another Windtunnel");
    }

    private static void replay(Path directory, ConcurrentHashMap<String, Store> stores, byte[] bytes) {
        try {
            switch (Change.decode(bytes)) {
                case Change.Put put -> recovered(stores, put.store()).rows.put(put.key(), put.value());
                case Change.Remove remove ->
                    recovered(stores, remove.store()).rows.remove(remove.key());
                case Change.Append append ->
                    recoveredLog(stores, append.store()).replay(append);
                case Change.Trim trim -> recoveredLog(stores, trim.store()).replay(trim);
                case Change.Row row -> recoveredRows(stores, row);
                case Change.Clear clear -> recoveredRows(stores, clear.store()).forget();
                case Change.Several several -> several.rows().forEach(row -> recoveredRows(stores, row));
            }
        } catch (IOException e) {
            throw new StorageException("the data directory " + directory + " holds a change that cannot be read", e);
        }
    }

    private static Recovered recovered(ConcurrentHashMap<String, Store> stores, String name) {
        return (Recovered) stores.computeIfAbsent(name, _ -> new Recovered());
    }

    private static DurableLog recoveredLog(ConcurrentHashMap<String, Store> stores, String name) {
        return (DurableLog) stores.computeIfAbsent(name, _ -> new DurableLog(name));
    }

    private static void recoveredRows(ConcurrentHashMap<String, Store> stores, Change.Row row) {
        recoveredRows(stores, row.store()).stand(row.key(), row.value());
    }

    private static DurableRows recoveredRows(ConcurrentHashMap<String, Store> stores, String name) {
        return (DurableRows) stores.computeIfAbsent(name, _ -> new DurableRows(name));
    }

    @Override
    @SuppressWarnings("unchecked") // a table's name determines its type: the service that owns the name owns the record
    public <V extends Record> Table<V> table(Scope scope, String name, Class<V> type) {
        return (DurableTable<V>) stores.compute(scope + "/" + name, (key, store) -> switch (store) {
            case null -> new DurableTable<>(this, key);
            case Recovered recovered -> DurableTable.of(this, key, recovered, type);
            case DurableTable<?> table -> table;
            case DurableLog _ -> throw new IllegalArgumentException(key + " is a log");
            case DurableRows _ -> throw new IllegalArgumentException(key + " are rows");
        });
    }

    @Override
    public Log log(Scope scope, String name) {
        DurableLog found = (DurableLog) stores.compute(scope + "/" + name, (key, store) -> switch (store) {
            case null -> new DurableLog(key);
            case DurableLog existing -> existing;
            case Recovered _ -> throw new IllegalArgumentException(key + " is a table");
            case DurableTable<?> _ -> throw new IllegalArgumentException(key + " is a table");
            case DurableRows _ -> throw new IllegalArgumentException(key + " are rows");
        });
        return found.attach(this);
    }

    @Override
    public Rows rows(Scope scope, String name) {
        DurableRows found = (DurableRows) stores.compute(scope + "/" + name, (key, store) -> switch (store) {
            case null -> new DurableRows(key);
            case DurableRows existing -> existing;
            case DurableLog _ -> throw new IllegalArgumentException(key + " is a log");
            case Recovered _ -> throw new IllegalArgumentException(key + " is a table");
            case DurableTable<?> _ -> throw new IllegalArgumentException(key + " is a table");
        });
        return found.attach(this);
    }

    @Override
    public Writing begin(List<Rows.Write> writes) {
        if (writes.isEmpty()) return () -> {};
        List<Change.Row> changes = new ArrayList<>(writes.size());
        for (Rows.Write write : writes)
            changes.add(new Change.Row(((DurableRows) write.rows()).name(), write.key(), write.value()));
        Change change = changes.size() == 1 ? changes.getFirst() : new Change.Several(changes);
        Epoch during = enter();
        try {
            WriteAheadLog.Batch batch = log.append(change.encode());
            return () -> finish(writes, batch, during);
        } catch (RuntimeException | Error refused) {
            during.leave();
            throw refused;
        }
    }

    private void finish(List<Rows.Write> writes, WriteAheadLog.Batch batch, Epoch during) {
        try {
            log.await(batch);
            for (Rows.Write write : writes) ((DurableRows) write.rows()).stand(write.key(), write.value());
        } finally {
            during.leave();
        }
        changed();
    }

    private Epoch enter() {
        while (true) {
            Epoch now = epoch;
            if (now.enter()) return now;
        }
    }

    /// The writings that were begun between two turns of the log and are not finished yet.
    private static final class Epoch {
        private int open;
        private boolean over;

        /// Whether it is not over; then it has one more.
        synchronized boolean enter() {
            if (!over) open++;
            return !over;
        }

        synchronized void leave() {
            if (--open == 0) notifyAll();
        }

        /// Lets nobody in any more and waits until everyone has left.
        synchronized void end() throws InterruptedException {
            over = true;
            while (open > 0) wait();
        }
    }

    @Override
    public Set<Scope> scopes(String name) {
        return stores.keySet().stream()
                .filter(key -> key.endsWith("/" + name))
                .map(key -> key.split("/", 3))
                .map(part -> new Scope(new AccountId(part[0]), new Region(part[1])))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Blobs blobs() {
        return blobs;
    }

    /// Locks what `store` and `key` share with few others. A holder must not take a second one.
    ReentrantLock stripe(String store, String key) {
        int hash = store.hashCode() * 31 + key.hashCode();
        return stripes[(hash ^ hash >>> 16) & (STRIPES - 1)];
    }

    ReentrantLock stripe(String store, byte[] key) {
        int hash = store.hashCode() * 31 + Arrays.hashCode(key);
        return stripes[(hash ^ hash >>> 16) & (STRIPES - 1)];
    }

    /// Returns once `change` is durable. Called with its stripe.
    void commit(Change change) {
        log.await(log.append(change.encode()));
    }

    /// Called after a change, without its stripe: starts a snapshot when one is due.
    void changed() {
        if (!log.snapshotDue() || !snapshotDue.compareAndSet(false, true)) return;
        Thread.ofVirtual().name("windtunnel-snapshot").start(() -> {
            try {
                snapshot();
            } catch (IOException | UncheckedIOException | StorageException e) {
                // the log still holds everything: the next change tries again
                System.err.println("windtunnel: no snapshot in " + directory + ": " + e.getMessage());
            } finally {
                snapshotDue.set(false);
            }
        });
    }

    /// Writes a snapshot and forgets the log before it.
    void snapshot() throws IOException {
        snapshotting.lock();
        try {
            snapshot(log.turn());
        } finally {
            snapshotting.unlock();
        }
    }

    private void snapshot(int first) throws IOException {
        // a change logged before the turn may not be in memory yet: its writer still holds its stripe
        for (ReentrantLock stripe : stripes) {
            stripe.lock();
            stripe.unlock();
        }
        endEpoch();
        Snapshot.write(
                directory,
                first,
                changes ->
                        stores.forEach((name, store) -> store.save(name, change -> changes.accept(change.encode()))));
        log.forgetBefore(first);
    }

    private void endEpoch() throws IOException {
        Epoch before = epoch;
        epoch = new Epoch();
        try {
            before.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while changes were under way");
        }
    }

    @Override
    public void close() {
        snapshotting.lock();
        try {
            log.close();
            lockFile.close();
        } catch (IOException e) {
            throw new StorageException("the data directory " + directory + " cannot be closed: " + e.getMessage(), e);
        } finally {
            snapshotting.unlock();
        }
    }
}
