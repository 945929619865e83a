package io.windtunnel.kernel.cache;

import java.util.Arrays;

/// The keys of a cache that forgets the least recently used one when it is full. Keys are numbers; what
/// they stand for is kept elsewhere, by the slot that a key has. Nothing is allocated once it is made.
///
/// Thread safety: belongs to one thread.
public final class LruCache {
    /// The answer for a key that is not there.
    public static final int ABSENT = -1;

    private final int capacity;
    private final int mask;
    private final long[] keys;
    private final int[] newer;
    private final int[] older;
    private final int[] chained;
    private final int[] heads;
    private int size;
    private int newest = ABSENT;
    private int oldest = ABSENT;

    /// @param capacity keys it holds at most, from 1 to 2^28
    public LruCache(int capacity) {
        if (capacity < 1 || capacity > 1 << 28) throw new IllegalArgumentException("capacity " + capacity);
        this.capacity = capacity;
        int buckets = Integer.highestOneBit(Math.max(2, capacity) - 1) << 1;
        mask = buckets - 1;
        keys = new long[capacity];
        newer = new int[capacity];
        older = new int[capacity];
        chained = new int[capacity];
        heads = new int[buckets];
        Arrays.fill(heads, ABSENT);
    }

    public int size() {
        return size;
    }

    /// The slot of a key that is there, which becomes the most recently used; [#ABSENT] where it is not.
    public int get(long key) {
        int slot = find(key);
        if (slot != ABSENT) touch(slot);
        return slot;
    }

    /// Puts a key that is not there and gives it a slot: that of the least recently used key, when it is full.
    ///
    /// @throws IllegalArgumentException when the key is there already
    public int put(long key) {
        if (find(key) != ABSENT) throw new IllegalArgumentException("key " + key + " is there already");
        int slot = size < capacity ? size++ : evict();
        keys[slot] = key;
        int bucket = bucket(key);
        chained[slot] = heads[bucket];
        heads[bucket] = slot;
        link(slot);
        return slot;
    }

    private int bucket(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32 ^ mixed >>> 48) & mask;
    }

    private int find(long key) {
        int slot = heads[bucket(key)];
        while (slot != ABSENT && keys[slot] != key) slot = chained[slot];
        return slot;
    }

    private int evict() {
        int slot = oldest;
        unlink(slot);
        int bucket = bucket(keys[slot]);
        if (heads[bucket] == slot) {
            heads[bucket] = chained[slot];
            return slot;
        }
        int before = heads[bucket];
        while (chained[before] != slot) before = chained[before];
        chained[before] = chained[slot];
        return slot;
    }

    private void touch(int slot) {
        if (slot == newest) return;
        unlink(slot);
        link(slot);
    }

    private void link(int slot) {
        newer[slot] = ABSENT;
        older[slot] = newest;
        if (newest != ABSENT) newer[newest] = slot;
        newest = slot;
        if (oldest == ABSENT) oldest = slot;
    }

    private void unlink(int slot) {
        int up = newer[slot];
        int down = older[slot];
        if (up == ABSENT) newest = down;
        else older[up] = down;
        if (down == ABSENT) oldest = up;
        else newer[down] = up;
    }
}
