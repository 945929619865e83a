package io.windtunnel.cloud.operations.logs.insights;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Sorts rows, keeping no more of them than will be asked for. Rows that are equal stay in the order
/// they came in.
final class Sorted implements Stage {
    private record Held(@Nullable Object[] keys, long number, Row row) {}

    private final List<Command.Key> keys;
    private final int wanted;
    private final Stage next;
    private final PriorityQueue<Held> held;
    private final boolean reversed;
    private long number;

    /// @param wanted how many of the first rows are asked for
    /// @param newestFirst whether the rows are events, which come newest first
    Sorted(List<Command.Key> keys, int wanted, boolean newestFirst, Stage next) {
        this.keys = keys;
        this.wanted = wanted;
        this.next = next;
        this.reversed = newestFirst && !keys.getFirst().descending();
        held = new PriorityQueue<>((one, other) -> -compare(one.keys, one.number, other.keys, other.number));
    }

    private int compare(@Nullable Object[] one, long oneNumber, @Nullable Object[] other, long otherNumber) {
        for (int i = 0; i < one.length; i++) {
            int order = Values.compare(one[i], other[i]);
            boolean missing = one[i] == null || other[i] == null;
            if (order != 0) return keys.get(i).descending() && !missing ? -order : order;
        }
        return reversed ? Long.compare(otherNumber, oneNumber) : Long.compare(oneNumber, otherNumber);
    }

    @Override
    public void accept(Row row) {
        @Nullable Object[] values = new Object[keys.size()];
        for (int i = 0; i < values.length; i++) values[i] = keys.get(i).of().of(row);
        Held last = held.size() < wanted ? null : held.peek();
        if (last != null && compare(values, number, last.keys, last.number) >= 0) return;
        if (last != null) held.poll();
        held.add(new Held(values, number++, row.kept()));
        if (held.size() > Execution.MOST_HELD) throw new Execution.TooMuch();
    }

    @Override
    public void end() {
        List<Held> sorted = new ArrayList<>(held);
        held.clear();
        sorted.sort((one, other) -> compare(one.keys, one.number, other.keys, other.number));
        for (Held each : sorted) next.accept(each.row);
        next.end();
    }
}
