package io.windtunnel.fabric.storage;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Rows whose changes are in the write-ahead log before they are seen. A value has its place outside
/// the heap before it is logged: where there is none for it, the change is refused.
final class DurableRows extends MemoryRows implements DirectoryStorage.Store {
    private final String name;
    private final int number;
    private volatile @Nullable DirectoryStorage storage;

    DurableRows(String name, int number, Slots slots) {
        super(slots);
        this.name = name;
        this.number = number;
    }

    DurableRows attach(DirectoryStorage owner) {
        storage = owner;
        return this;
    }

    int number() {
        return number;
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
        long kept = value == null ? Slots.NONE : keep(key, value);
        ReentrantLock stripe = owner.stripe(name, key);
        stripe.lock();
        boolean stood;
        try {
            if (value == null && !stands(key)) return false;
            owner.commit(new Change.Row(number, key, value));
            stood = stand(key, kept);
        } catch (RuntimeException | Error refused) {
            drop(kept);
            throw refused;
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
            owner.commit(new Change.Clear(number));
            forget();
        } finally {
            stripe.unlock();
        }
        owner.changed();
    }

    @Override
    public void save(Consumer<Change> changes) {
        scan(null, null, false, (key, value) -> {
            changes.accept(new Change.Row(number, key, value));
            return true;
        });
    }
}
