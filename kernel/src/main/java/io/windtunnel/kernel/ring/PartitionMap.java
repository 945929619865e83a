package io.windtunnel.kernel.ring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;

/// The circle of 64-bit hashes, unsigned, cut into ranges, each with an owner: how a table's keys are spread over its
/// partitions. A range that is full or hot is split; the others keep their keys.
///
/// Immutable; safe to share between threads.
public final class PartitionMap<P> {
    private final long[] starts;
    private final List<P> owners;

    private PartitionMap(long[] starts, List<P> owners) {
        this.starts = starts;
        this.owners = Collections.unmodifiableList(owners);
    }

    /// The circle cut into `count` ranges of about the same width.
    public static <P> PartitionMap<P> even(int count, IntFunction<P> owner) {
        if (count < 1) throw new IllegalArgumentException("a map needs at least one partition");
        long width = Long.divideUnsigned(-1L, count);
        long[] starts = new long[count];
        List<P> owners = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            starts[i] = i * width;
            owners.add(owner.apply(i));
        }
        return new PartitionMap<>(starts, owners);
    }

    /// Ranges that begin at `starts`, in ascending unsigned order, the first at 0.
    public static <P> PartitionMap<P> of(long[] starts, List<P> owners) {
        if (starts.length == 0 || starts.length != owners.size() || starts[0] != 0)
            throw new IllegalArgumentException("each range needs a start and an owner, the first starts at 0");
        for (int i = 1; i < starts.length; i++)
            if (Long.compareUnsigned(starts[i - 1], starts[i]) >= 0)
                throw new IllegalArgumentException("the starts must ascend");
        return new PartitionMap<>(starts.clone(), new ArrayList<>(owners));
    }

    /// How many ranges there are.
    public int size() {
        return starts.length;
    }

    /// Which range `hash` is in.
    public int index(long hash) {
        int low = 0;
        int high = starts.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (Long.compareUnsigned(starts[middle], hash) <= 0) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    /// Who owns `hash`.
    public P owner(long hash) {
        return owners.get(index(hash));
    }

    /// Who owns the range at `index`.
    public P at(int index) {
        return owners.get(index);
    }

    /// The owners in the order of their ranges.
    public List<P> owners() {
        return owners;
    }

    /// The first hash of the range at `index`.
    public long first(int index) {
        return starts[index];
    }

    /// The last hash of the range at `index`.
    public long last(int index) {
        return index + 1 < starts.length ? starts[index + 1] - 1 : -1L;
    }

    /// The hash that halves the range at `index`: the first of its upper half.
    public long middle(int index) {
        return first(index) + ((last(index) - first(index)) >>> 1) + 1;
    }

    /// The range of the greatest width.
    public int widest() {
        int widest = 0;
        for (int i = 1; i < starts.length; i++)
            if (Long.compareUnsigned(last(i) - first(i), last(widest) - first(widest)) > 0) widest = i;
        return widest;
    }

    /// The map in which the range at `index` is two: up to before `at`, and from `at` on.
    ///
    /// @throws IllegalArgumentException when `at` is not inside of the range, or is its first hash
    public PartitionMap<P> split(int index, long at, P lower, P upper) {
        if (at == first(index) || index(at) != index) throw new IllegalArgumentException("not inside of the range");
        long[] next = new long[starts.length + 1];
        System.arraycopy(starts, 0, next, 0, index + 1);
        next[index + 1] = at;
        System.arraycopy(starts, index + 1, next, index + 2, starts.length - index - 1);
        List<P> owned = new ArrayList<>(owners);
        owned.set(index, lower);
        owned.add(index + 1, upper);
        return new PartitionMap<>(next, owned);
    }

    @Override
    public String toString() {
        return "PartitionMap of " + starts.length;
    }
}
