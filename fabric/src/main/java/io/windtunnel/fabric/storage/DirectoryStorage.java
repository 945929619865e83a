package io.windtunnel.fabric.storage;

import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import java.io.IOException;
import java.io.InterruptedIOException;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// State in a directory: everything in memory for reading, every change in a write-ahead log before it
/// is acknowledged.
///
/// A change is logged, synced, then made in memory, under a lock that its key shares with few others:
/// what a reader sees is durable, and a refused change leaves no trace. When the log has grown, a
/// snapshot of everything replaces its past.
final class DirectoryStorage implements Storage {
    private static final int STRIPES = 256;

    /// What one table or log holds, or held when it was recovered and nobody has opened it yet.
    sealed interface Store permits DurableTable, DurableLog, DurableRows, Recovered {
        /// Calls `changes` with what makes this store anew.
        void save(Consumer<Change> changes);
    }

    /// Rows as recovered, until a service opens the table and says what they are.
    static final class Recovered implements Store {
        final TreeMap<String, byte[]> rows = new TreeMap<>();
        final int number;

        Recovered(int number) {
            this.number = number;
        }

        @Override
        public synchronized void save(Consumer<Change> changes) {
            rows.forEach((key, value) -> changes.accept(new Change.Put(number, Change.utf8(key), value)));
        }
    }

    private final Disk disk;
    private final Path directory;
    private final WriteAheadLog.Sizes sizes;
    private final FileChannel lockFile;
    private final Recovery recovery;
    private final WriteAheadLog log;
    private final FileBlobs blobs;
    private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];
    private volatile Epoch epoch = new Epoch();
    private final AtomicBoolean snapshotDue = new AtomicBoolean();
    private final ReentrantLock snapshotting = new ReentrantLock();
    private volatile long snapshotBytes;
    private volatile boolean closing;

    private DirectoryStorage(
            Disk disk, Path directory, WriteAheadLog.Sizes sizes, FileChannel lockFile, Recovery recovery)
            throws IOException {
        this.disk = disk;
        this.directory = directory;
        this.sizes = sizes;
        this.lockFile = lockFile;
        this.recovery = recovery;
        this.blobs = new FileBlobs(disk, directory.resolve("blobs"));
        for (int i = 0; i < STRIPES; i++) stripes[i] = new ReentrantLock();
        Snapshot.Written snapshot = Snapshot.load(disk, directory, recovery::replay);
        snapshotBytes = snapshot.bytes();
        log = WriteAheadLog.open(disk, directory, sizes, snapshot.firstSegment(), recovery.names(), recovery::replay);
        blobs.sweep();
    }

    static DirectoryStorage open(Path directory, WriteAheadLog.Sizes sizes) {
        return open(Disk.REAL, directory, sizes);
    }

    static DirectoryStorage open(Disk disk, Path directory, WriteAheadLog.Sizes sizes) {
        try {
            Files.createDirectories(directory);
            FileChannel lockFile = lock(directory);
            try {
                Recovery recovery = new Recovery(directory, Slots.usual(disk, directory));
                return new DirectoryStorage(disk, directory, sizes, lockFile, recovery);
            } catch (IOException | RuntimeException | Error e) {
                lockFile.close();
                throw e;
            }
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

    @Override
    @SuppressWarnings("unchecked") // a table's name determines its type: the service that owns the name owns the record
    public <V extends Record> Table<V> table(Scope scope, String name, Class<V> type) {
        return (DurableTable<V>) recovery.stores().compute(scope + "/" + name, (key, store) -> switch (store) {
            case null -> new DurableTable<>(this, key, recovery.number(key));
            case Recovered recovered -> DurableTable.of(this, key, recovered, type);
            case DurableTable<?> table -> table;
            case DurableLog _ -> throw new IllegalArgumentException(key + " is a log");
            case DurableRows _ -> throw new IllegalArgumentException(key + " are rows");
        });
    }

    @Override
    public Log log(Scope scope, String name) {
        DurableLog found = (DurableLog) recovery.stores().compute(scope + "/" + name, (key, store) -> switch (store) {
            case null -> recovery.newLog(key);
            case DurableLog existing -> existing;
            case Recovered _ -> throw new IllegalArgumentException(key + " is a table");
            case DurableTable<?> _ -> throw new IllegalArgumentException(key + " is a table");
            case DurableRows _ -> throw new IllegalArgumentException(key + " are rows");
        });
        return found.attach(this);
    }

    @Override
    public Rows rows(Scope scope, String name) {
        DurableRows found = (DurableRows) recovery.stores().compute(scope + "/" + name, (key, store) -> switch (store) {
            case null -> recovery.newRows(key);
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
        long[] kept = new long[writes.size()];
        Arrays.fill(kept, Slots.NONE);
        Epoch during = enter();
        try {
            List<Change.Row> changes = new ArrayList<>(kept.length);
            for (int i = 0; i < kept.length; i++) {
                Rows.Write write = writes.get(i);
                DurableRows rows = (DurableRows) write.rows();
                if (write.value() != null) kept[i] = rows.keep(write.key(), write.value());
                changes.add(new Change.Row(rows.number(), write.key(), write.value()));
            }
            Change change = kept.length == 1 ? changes.getFirst() : new Change.Several(changes);
            return new Begun(this, writes, kept, log.append(change), during);
        } catch (RuntimeException | Error refused) {
            for (long each : kept) recovery.slots().free(each);
            during.leave();
            throw refused;
        }
    }

    WriteAheadLog log() {
        return log;
    }

    /// Enters the epoch: what is begun now and is finished later.
    Epoch enter() {
        while (true) {
            Epoch now = epoch;
            if (now.enter()) return now;
        }
    }

    @Override
    public Set<Scope> scopes(String name) {
        return recovery.stores().keySet().stream()
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
        log.await(log.append(change));
    }

    /// Called after a change, without its stripe: starts a snapshot when one is due.
    void changed() {
        if (!isSnapshotDue() || !snapshotDue.compareAndSet(false, true)) return;
        Thread.ofVirtual().name("windtunnel-snapshot").start(() -> {
            try {
                snapshot();
            } catch (IOException | StorageException e) {
                // the log still holds everything; when it has grown as much once more, there is another try
                if (!closing) System.err.println("windtunnel: no snapshot in " + directory + ": " + e.getMessage());
            } finally {
                snapshotDue.set(false);
            }
        });
    }

    /// A snapshot costs what it holds: so the log may grow as large before the next one is worth it.
    private boolean isSnapshotDue() {
        return log.bytesSinceTurn() >= Math.max(sizes.snapshotEveryBytes(), snapshotBytes);
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
        snapshotBytes = Snapshot.write(
                        disk,
                        directory,
                        first,
                        recovery.names(),
                        changes -> recovery.stores()
                                .values()
                                .forEach(store -> store.save(change -> {
                                    if (closing) throw new StorageException("the storage closes");
                                    changes.accept(change);
                                })))
                .bytes();
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
        closing = true;
        snapshotting.lock();
        try {
            log.close();
            recovery.slots().close();
            lockFile.close();
        } catch (IOException e) {
            throw new StorageException("the data directory " + directory + " cannot be closed: " + e.getMessage(), e);
        } finally {
            snapshotting.unlock();
        }
    }
}
