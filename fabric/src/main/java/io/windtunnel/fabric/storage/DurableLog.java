package io.windtunnel.fabric.storage;

import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An ordered log whose changes are in the write-ahead log before they are seen. Many may append at
/// once and share a sync: positions are given in the order of the write-ahead log.
final class DurableLog extends MemoryLog implements DirectoryStorage.Store {
    /// An entry that is on its way to the disk.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pending(long position, byte[] entry, Batch batch) {}

    private final String name;
    private final int number;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private volatile @Nullable DirectoryStorage storage;
    private long next;

    DurableLog(String name, int number) {
        this.name = name;
        this.number = number;
    }

    DurableLog attach(DirectoryStorage owner) {
        storage = owner;
        return this;
    }

    void replay(Change.Append append) {
        stand(append.position(), append.entry());
    }

    void replay(Change.Trim trim) {
        forgetBefore(trim.position());
    }

    private DirectoryStorage owner() {
        DirectoryStorage owner = storage;
        if (owner == null) throw new IllegalStateException(name + " is not open yet");
        return owner;
    }

    @Override
    public long append(byte[] entry) {
        requireSize(entry);
        DirectoryStorage owner = owner();
        Epoch during = owner.enter();
        Pending own;
        try {
            own = begin(owner, entry);
            try {
                owner.log().await(own.batch);
            } finally {
                standAllDone();
            }
        } finally {
            during.leave();
        }
        owner.changed();
        return own.position;
    }

    private Pending begin(DirectoryStorage owner, byte[] entry) {
        lock.lock();
        try {
            long position = Math.max(next, end());
            Batch batch = owner.log().append(new Change.Append(number, position, entry));
            next = position + 1;
            Pending own = new Pending(position, entry, batch);
            pending.add(own);
            return own;
        } finally {
            lock.unlock();
        }
    }

    /// Batches are done in their order: so whoever finds his own done finds all before it done, and
    /// makes them seen.
    private void standAllDone() {
        lock.lock();
        try {
            while (!pending.isEmpty() && pending.peek().batch.isDone()) {
                Pending done = pending.remove();
                if (done.batch.refusal() == null) stand(done.position, done.entry);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void trim(long position) {
        DirectoryStorage owner = owner();
        Epoch during = owner.enter();
        try {
            owner.commit(new Change.Trim(number, position));
            forgetBefore(position);
        } finally {
            during.leave();
        }
        owner.changed();
    }

    @Override
    public void save(Consumer<Change> changes) {
        long end = end();
        long at = read(0, 1).stream().mapToLong(Entry::position).findFirst().orElse(end);
        changes.accept(new Change.Trim(number, at));
        while (at < end) {
            var entries = read(at, 256);
            if (entries.isEmpty()) return;
            for (Entry entry : entries) changes.accept(new Change.Append(number, entry.position(), entry.bytes()));
            at = entries.getLast().position() + 1;
        }
    }
}
