package io.windtunnel.fabric.storage;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An ordered log whose changes are in the write-ahead log before they are seen.
final class DurableLog extends MemoryLog implements DirectoryStorage.Store {
    private final String name;
    private volatile @Nullable DirectoryStorage storage;

    DurableLog(String name) {
        this.name = name;
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
        ReentrantLock stripe = owner.stripe(name, "");
        stripe.lock();
        long position;
        try {
            position = end();
            owner.commit(new Change.Append(name, position, entry));
            stand(position, entry);
        } finally {
            stripe.unlock();
        }
        owner.changed();
        return position;
    }

    @Override
    public void trim(long position) {
        DirectoryStorage owner = owner();
        ReentrantLock stripe = owner.stripe(name, "");
        stripe.lock();
        try {
            owner.commit(new Change.Trim(name, position));
            forgetBefore(position);
        } finally {
            stripe.unlock();
        }
        owner.changed();
    }

    @Override
    public void save(String store, Consumer<Change> changes) {
        var kept = read(0, Integer.MAX_VALUE);
        changes.accept(
                new Change.Trim(store, kept.isEmpty() ? end() : kept.getFirst().position()));
        for (Entry entry : kept) changes.accept(new Change.Append(store, entry.position(), entry.bytes()));
    }
}
