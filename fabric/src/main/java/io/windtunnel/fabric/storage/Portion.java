package io.windtunnel.fabric.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows that a scan copies out of a leaf at a time, to show them when it no longer holds the leaf:
/// two at first, for those who look for one, then more and more.
final class Portion {
    private static final int FIRST_ROWS = 2;
    private static final int MAX_VALUES_BYTES = 256 << 10;

    private final Slots slots;
    private final List<byte[]> keys = new ArrayList<>();
    private final List<byte[]> values = new ArrayList<>();
    private int rows = FIRST_ROWS;
    private int bytes;

    Portion(Slots slots) {
        this.slots = slots;
    }

    /// Takes rows of `leaf` from `from` on, before `to`; returns the key to go on from, null at the
    /// end.
    byte @Nullable [] up(Leaf leaf, byte[] from, byte @Nullable [] to) {
        int found = leaf.find(from);
        for (int at = found < 0 ? -1 - found : found; at < leaf.count(); at++) {
            byte[] key = leaf.key(at);
            if (to != null && Arrays.compareUnsigned(key, to) >= 0) return null;
            if (isFull()) return key;
            take(key, leaf.value(at));
        }
        byte[] upper = leaf.upper;
        return upper == null || (to != null && Arrays.compareUnsigned(upper, to) >= 0) ? null : upper;
    }

    /// Takes rows of `leaf` below `below` (null: from its end), not before `from`; returns the key to
    /// go on below, null at the end.
    byte @Nullable [] down(Leaf leaf, byte[] from, byte @Nullable [] below) {
        int end = leaf.count();
        if (below != null && leaf.covers(below)) {
            int found = leaf.find(below);
            end = found < 0 ? -1 - found : found;
        }
        byte[] last = below;
        for (int at = end - 1; at >= 0; at--) {
            byte[] key = leaf.key(at);
            if (Arrays.compareUnsigned(key, from) < 0) return null;
            if (isFull()) return last;
            take(key, leaf.value(at));
            last = key;
        }
        return Arrays.compareUnsigned(leaf.low, from) <= 0 ? null : leaf.low;
    }

    private boolean isFull() {
        return keys.size() == rows || bytes > MAX_VALUES_BYTES;
    }

    private void take(byte[] key, long address) {
        byte[] value = slots.read(address);
        keys.add(key);
        values.add(value);
        bytes += value.length;
    }

    /// Shows the rows and forgets them; false when the visitor has seen enough.
    boolean show(Rows.Visitor visitor) {
        for (int i = 0; i < keys.size(); i++) if (!visitor.row(keys.get(i), values.get(i))) return false;
        keys.clear();
        values.clear();
        bytes = 0;
        rows = Math.min(Leaf.MAX_ROWS, 4 * rows);
        return true;
    }
}
