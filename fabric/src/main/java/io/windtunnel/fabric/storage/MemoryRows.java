package io.windtunnel.fabric.storage;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Rows in memory only; also what durable rows read from. Keys are in the heap, packed in leaves of up
/// to [Leaf#MAX_ROWS]; values are in [Slots] outside of it.
///
/// A row is found by the leaf with the greatest lower bound that is not above its key, and then in that
/// leaf, under its monitor. A leaf may have been split or taken in by its neighbour between the two:
/// then one looks again.
sealed class MemoryRows implements Rows permits DurableRows {
    private static final byte[] LOWEST = {};

    private final Slots slots;
    private final ConcurrentSkipListMap<byte[], Leaf> leaves = new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
    private final LongAdder size = new LongAdder();

    MemoryRows(Slots slots) {
        this.slots = slots;
        leaves.put(LOWEST, new Leaf(LOWEST, null, null));
    }

    private Leaf leaf(byte[] key) {
        return leaves.floorEntry(key).getValue();
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        while (true) {
            Leaf leaf = leaf(key);
            synchronized (leaf) {
                if (!leaf.covers(key)) continue;
                int at = leaf.find(key);
                return at < 0 ? null : slots.read(leaf.value(at));
            }
        }
    }

    /// Whether there is such a row.
    final boolean stands(byte[] key) {
        while (true) {
            Leaf leaf = leaf(key);
            synchronized (leaf) {
                if (leaf.covers(key)) return leaf.find(key) >= 0;
            }
        }
    }

    @Override
    public void put(byte[] key, byte[] value) {
        stand(key, value);
    }

    @Override
    public boolean remove(byte[] key) {
        return stand(key, null);
    }

    /// Makes `value` what stands at `key`, null for nothing; whether anything stood there.
    final boolean stand(byte[] key, byte @Nullable [] value) {
        return stand(key, value == null ? Slots.NONE : keep(key, value));
    }

    /// Keeps a value outside the heap for a row that is to be.
    final long keep(byte[] key, byte[] value) {
        if (key.length > Leaf.MAX_KEY_BYTES)
            throw new IllegalArgumentException("a key of " + key.length + " bytes is over " + Leaf.MAX_KEY_BYTES);
        return slots.write(value);
    }

    /// Gives a kept value back.
    final void drop(long kept) {
        slots.free(kept);
    }

    /// Makes the kept value what stands at `key`, [Slots#NONE] for nothing; whether anything stood
    /// there.
    final boolean stand(byte[] key, long kept) {
        long old = kept == Slots.NONE ? take(key) : exchange(key, kept);
        if (old != Slots.NONE) {
            slots.free(old);
            if (kept == Slots.NONE) size.decrement();
        } else if (kept != Slots.NONE) {
            size.increment();
        }
        return old != Slots.NONE;
    }

    private long exchange(byte[] key, long value) {
        while (true) {
            Leaf leaf = leaf(key);
            synchronized (leaf) {
                if (!leaf.covers(key)) continue;
                int at = leaf.find(key);
                if (at >= 0) return leaf.replace(at, value);
                if (!leaf.isFull(key.length)) {
                    leaf.insert(-1 - at, key, value);
                    return Slots.NONE;
                }
                Leaf right = leaf.split(-1 - at, key);
                leaves.put(right.low, right);
            }
        }
    }

    private long take(byte[] key) {
        Leaf leaf;
        long old;
        int left;
        while (true) {
            leaf = leaf(key);
            synchronized (leaf) {
                if (!leaf.covers(key)) continue;
                int at = leaf.find(key);
                if (at < 0) return Slots.NONE;
                old = leaf.remove(at);
                left = leaf.count();
                break;
            }
        }
        if (left == Leaf.MAX_ROWS / 4 || left == Leaf.MAX_ROWS / 16 || left == 0) gather(leaf);
        return old;
    }

    /// Lets a leaf that has few rows left and its neighbours become one, where they fit.
    private void gather(Leaf sparse) {
        Map.Entry<byte[], Leaf> before = leaves.lowerEntry(sparse.low);
        if (before != null) absorbNext(before.getValue());
        absorbNext(sparse);
    }

    private void absorbNext(Leaf leaf) {
        synchronized (leaf) {
            Leaf next = leaf.next;
            if (leaf.dead || next == null) return;
            synchronized (next) {
                if (!leaf.fits(next)) return;
                leaf.absorb(next);
                leaves.remove(next.low);
            }
        }
    }

    @Override
    public void scan(byte @Nullable [] from, byte @Nullable [] to, boolean descending, Visitor visitor) {
        if (from != null && to != null && Arrays.compareUnsigned(from, to) >= 0) return;
        byte[] start = from == null ? LOWEST : from;
        if (descending) down(start, to, visitor);
        else up(start, to, visitor);
    }

    private void up(byte[] from, byte @Nullable [] to, Visitor visitor) {
        Portion portion = new Portion(slots);
        byte[] at = from;
        do {
            Leaf leaf = leaf(at);
            byte[] goOn;
            synchronized (leaf) {
                if (!leaf.covers(at)) continue;
                goOn = portion.up(leaf, at, to);
            }
            if (!portion.show(visitor)) return;
            at = goOn;
        } while (at != null);
    }

    private void down(byte[] from, byte @Nullable [] to, Visitor visitor) {
        Portion portion = new Portion(slots);
        byte[] below = to;
        do {
            Map.Entry<byte[], Leaf> entry = below == null ? leaves.lastEntry() : leaves.lowerEntry(below);
            if (entry == null) return;
            Leaf leaf = entry.getValue();
            byte[] goOn;
            synchronized (leaf) {
                byte[] upper = leaf.upper;
                boolean reaches = upper == null || (below != null && Arrays.compareUnsigned(upper, below) >= 0);
                if (leaf.dead || !reaches) continue;
                goOn = portion.down(leaf, from, below);
            }
            if (!portion.show(visitor) || goOn == null) return;
            below = goOn;
        } while (true);
    }

    @Override
    public long size() {
        return size.sum();
    }

    /// In how many leaves they are.
    final int leafCount() {
        return leaves.size();
    }

    @Override
    public void clear() {
        forget();
    }

    final void forget() {
        Leaf fresh = new Leaf(LOWEST, null, null);
        Leaf leaf = leaf(LOWEST);
        while (leaf != null) {
            synchronized (leaf) {
                if (leaf.low.length == 0) leaves.put(LOWEST, fresh);
                else leaves.remove(leaf.low);
                leaf.dead = true;
                for (int i = 0; i < leaf.count(); i++) slots.free(leaf.value(i));
                leaf = leaf.next;
            }
        }
        size.reset();
    }
}
