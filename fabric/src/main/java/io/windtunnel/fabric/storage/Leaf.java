package io.windtunnel.fabric.storage;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A run of rows that follow each other: their keys one after another in one array, without what all
/// keys between its bounds begin with, and the addresses of their values.
///
/// Thread safety: whoever reads or changes it holds its monitor. That also keeps the value of a row it
/// holds from being freed meanwhile. Who holds the monitors of two leaves took the left one first.
final class Leaf {
    /// How many rows a leaf has at most (a choice: a longer one costs its changes more, a shorter one
    /// the search).
    static final int MAX_ROWS = 128;

    /// The longest key, in bytes: 16 KiB (a choice; DynamoDB's longest is 3 KB, S3's 1 KB with its
    /// bucket's name).
    static final int MAX_KEY_BYTES = 16 << 10;

    private static final int MAX_ALL_KEYS_BYTES = 2 * MAX_KEY_BYTES;

    /// Every key is this or comes after it.
    final byte[] low;

    /// Every key comes before this; null for no such bound.
    byte @Nullable [] upper;

    /// The leaf of the keys from `upper` on.
    @Nullable
    Leaf next;

    /// Whether its rows stand elsewhere now.
    boolean dead;

    private int prefix;
    private int count;
    private byte[] keys = new byte[64];
    private char[] ends = new char[4];
    private long[] values = new long[4];

    Leaf(byte[] low, byte @Nullable [] upper, @Nullable Leaf next) {
        this.low = low;
        this.next = next;
        bound(upper);
    }

    private void bound(byte @Nullable [] to) {
        upper = to;
        prefix = to == null ? 0 : shared(low, to);
    }

    private static int shared(byte[] a, byte[] b) {
        int at = Arrays.mismatch(a, b);
        return at < 0 ? a.length : at;
    }

    /// Whether `key`, which is not before `low`, belongs here.
    boolean covers(byte[] key) {
        return !dead && (upper == null || Arrays.compareUnsigned(key, upper) < 0);
    }

    int count() {
        return count;
    }

    private int start(int at) {
        return at == 0 ? 0 : ends[at - 1];
    }

    private int keyBytes() {
        return start(count);
    }

    /// Where `key`, which it covers, stands; or -1 - where it would.
    int find(byte[] key) {
        int from = 0;
        int to = count - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int order = Arrays.compareUnsigned(keys, start(middle), ends[middle], key, prefix, key.length);
            if (order == 0) return middle;
            if (order < 0) from = middle + 1;
            else to = middle - 1;
        }
        return -1 - from;
    }

    byte[] key(int at) {
        int start = start(at);
        byte[] key = Arrays.copyOf(low, prefix + ends[at] - start);
        System.arraycopy(keys, start, key, prefix, ends[at] - start);
        return key;
    }

    long value(int at) {
        return values[at];
    }

    /// Puts another value in the place of one; returns that.
    long replace(int at, long value) {
        long old = values[at];
        values[at] = value;
        return old;
    }

    /// Whether it must be split before it takes another key of `bytes`.
    boolean isFull(int bytes) {
        return count == MAX_ROWS || (count > 1 && keyBytes() + bytes - prefix > MAX_ALL_KEYS_BYTES);
    }

    void insert(int at, byte[] key, long value) {
        int length = key.length - prefix;
        int start = start(at);
        int all = keyBytes();
        room(all + length);
        System.arraycopy(keys, start, keys, start + length, all - start);
        System.arraycopy(key, prefix, keys, start, length);
        System.arraycopy(ends, at, ends, at + 1, count - at);
        System.arraycopy(values, at, values, at + 1, count - at);
        count++;
        ends[at] = (char) start;
        for (int i = at; i < count; i++) ends[i] += (char) length;
        values[at] = value;
    }

    private void room(int bytes) {
        if (bytes > keys.length) keys = Arrays.copyOf(keys, bytes + bytes / 4);
        if (count < values.length) return;
        int more = Math.min(MAX_ROWS, count + count / 2);
        ends = Arrays.copyOf(ends, more);
        values = Arrays.copyOf(values, more);
    }

    long remove(int at) {
        long old = values[at];
        int start = start(at);
        int length = ends[at] - start;
        System.arraycopy(keys, ends[at], keys, start, keyBytes() - ends[at]);
        System.arraycopy(ends, at + 1, ends, at, count - at - 1);
        System.arraycopy(values, at + 1, values, at, count - at - 1);
        count--;
        for (int i = at; i < count; i++) ends[i] -= (char) length;
        return old;
    }

    /// Splits it for a new key that would stand at `at`; returns the new leaf on its right. Behind the
    /// last key nothing moves, so that keys that come in order leave full leaves behind.
    Leaf split(int at, byte[] key) {
        int middle = at == count ? count : count / 2;
        byte[] last = key(middle - 1);
        byte[] first = middle == count ? key : key(middle);
        byte[] between = Arrays.copyOf(first, shared(last, first) + 1);
        Leaf right = new Leaf(between, upper, next);
        for (int i = middle; i < count; i++) right.append(this, i);
        Leaf left = new Leaf(low, between, right);
        left.keys = new byte[Math.max(64, start(middle))];
        left.ends = new char[Math.max(4, middle)];
        left.values = new long[Math.max(4, middle)];
        for (int i = 0; i < middle; i++) left.append(this, i);
        become(left);
        return right;
    }

    /// Whether its rows and those of its right neighbour fit well into one leaf.
    boolean fits(Leaf right) {
        int rows = count + right.count;
        if (rows > (count == 0 ? MAX_ROWS : MAX_ROWS / 2)) return false;
        int widest = Math.max(prefix, right.prefix);
        return keyBytes() + right.keyBytes() + rows * widest <= MAX_ALL_KEYS_BYTES;
    }

    /// Takes the rows and the place of its right neighbour, which is dead then.
    void absorb(Leaf right) {
        Leaf both = new Leaf(low, right.upper, right.next);
        for (int i = 0; i < count; i++) both.append(this, i);
        for (int i = 0; i < right.count; i++) both.append(right, i);
        become(both);
        right.dead = true;
    }

    private void append(Leaf from, int at) {
        int start = from.start(at);
        int length = from.ends[at] - start;
        int all = keyBytes();
        int longer = from.prefix - prefix;
        room(all + length + longer);
        if (longer >= 0) {
            System.arraycopy(from.low, prefix, keys, all, longer);
            System.arraycopy(from.keys, start, keys, all + longer, length);
        } else {
            System.arraycopy(from.keys, start - longer, keys, all, length + longer);
        }
        ends[count] = (char) (all + length + longer);
        values[count++] = from.values[at];
    }

    private void become(Leaf other) {
        upper = other.upper;
        next = other.next;
        prefix = other.prefix;
        count = other.count;
        keys = other.keys;
        ends = other.ends;
        values = other.values;
    }
}
