package io.windtunnel.fabric.storage;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Rows whose changes are in the write-ahead log before they are seen.
final class DurableRows extends MemoryRows implements DirectoryStorage.Store {
    private final String name;
    private volatile @Nullable DirectoryStorage storage;

    DurableRows(String name) {
        this.name = name;
    }

    DurableRows attach(DirectoryStorage owner) {
        storage = owner;
        return this;
    }

    String name() {
        return name;
    }

    private DirectoryStorage owner() {
        DirectoryStorage owner = storage;
        if (owner == null) throw new IllegalStateException(name + " is not open yet");
        return owner;
    }

    @Override
    public void put(byte[] key, byte[] value) {
        change(key, value);
    }

    @Override
    public boolean remove(byte[] key) {
        return change(key, null);
    }

    private boolean change(byte[] key, byte @Nullable [] value) {
        DirectoryStorage owner = owner();
        ReentrantLock stripe = owner.stripe(name, key);
        stripe.lock();
        boolean stood;
        try {
            if (value == null && get(key) == null) return false;
            owner.commit(new Change.Row(name, key, value));
            stood = stand(key, value);
        } finally {
            stripe.unlock();
        }
        owner.changed();
        return stood;
    }

    @Override
    public void clear() {
        DirectoryStorage owner = owner();
        ReentrantLock stripe = owner.stripe(name, "");
        stripe.lock();
        try {
            owner.commit(new Change.Clear(name));
            forget();
        } finally {
            stripe.unlock();
        }
        owner.changed();
    }

    @Override
    public void save(String store, Consumer<Change> changes) {
        scan(null, null, false, (key, value) -> {
            changes.accept(new Change.Row(store, key, value));
            return true;
        });
    }
}
