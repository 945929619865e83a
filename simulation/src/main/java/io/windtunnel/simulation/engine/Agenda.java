package io.windtunnel.simulation.engine;

import java.util.Arrays;

/// What is due when: a heap with four branches, in two flat arrays. Among what is due together, whoever asked first
/// comes first. Nothing is allocated while there are no more entries than ever before.
///
/// An entry is two numbers, when it is due and its order, and where its actor and argument lie; four siblings share a
/// line of the processor's cache. See `docs/benchmarks.md` for what it was chosen over.
///
/// Thread safety: belongs to one thread.
public final class Agenda {
    /// The most entries at once: 16,777,216, what the lower bits of a key can tell apart.
    public static final int MOST = 1 << 24;

    private static final int SLOT_BITS = 24;
    private static final int SLOT_MASK = MOST - 1;

    /// Two longs an entry: when it is due, and its order above its slot.
    private long[] heap = new long[2 * 64];

    private Actor[] actors = new Actor[64];
    private int[] arguments = new int[64];
    private int[] unused = new int[64];
    private int unusedCount;
    private int slots;
    private int size;
    private long order;

    public int size() {
        return size;
    }

    /// When the first entry is due; `Long.MAX_VALUE` when there is none.
    public long nextDue() {
        return size == 0 ? Long.MAX_VALUE : heap[0];
    }

    /// Adds an entry.
    ///
    /// @throws IllegalStateException when there are [#MOST] already
    public void add(long dueNanos, Actor actor, int argument) {
        int slot = unusedCount > 0 ? unused[--unusedCount] : newSlot();
        actors[slot] = actor;
        arguments[slot] = argument;
        if (2 * size == heap.length) heap = Arrays.copyOf(heap, 2 * heap.length);
        up(size++, dueNanos, order++ << SLOT_BITS | slot);
    }

    private int newSlot() {
        if (slots == MOST) throw new IllegalStateException("more than " + MOST + " events are due");
        if (slots == actors.length) {
            actors = Arrays.copyOf(actors, 2 * slots);
            arguments = Arrays.copyOf(arguments, 2 * slots);
            unused = Arrays.copyOf(unused, 2 * slots);
        }
        return slots++;
    }

    /// Takes the first entry off and has its actor act.
    public void runNext() {
        long due = heap[0];
        int slot = (int) heap[1] & SLOT_MASK;
        Actor actor = actors[slot];
        int argument = arguments[slot];
        unused[unusedCount++] = slot;
        size--;
        if (size > 0) down(heap[2 * size], heap[2 * size + 1]);
        actor.act(due, argument);
    }

    private void up(int from, long due, long key) {
        long[] entries = heap;
        int hole = from;
        while (hole > 0) {
            int parent = (hole - 1) >> 2;
            long parentDue = entries[2 * parent];
            if (parentDue < due || (parentDue == due && entries[2 * parent + 1] < key)) break;
            entries[2 * hole] = parentDue;
            entries[2 * hole + 1] = entries[2 * parent + 1];
            hole = parent;
        }
        entries[2 * hole] = due;
        entries[2 * hole + 1] = key;
    }

    private void down(long due, long key) {
        long[] entries = heap;
        int hole = 0;
        for (int first = 1; first < size; first = 4 * hole + 1) {
            int least = first;
            long leastDue = entries[2 * first];
            long leastKey = entries[2 * first + 1];
            int end = Math.min(first + 4, size);
            for (int child = first + 1; child < end; child++) {
                long childDue = entries[2 * child];
                if (childDue > leastDue || (childDue == leastDue && entries[2 * child + 1] > leastKey)) continue;
                least = child;
                leastDue = childDue;
                leastKey = entries[2 * child + 1];
            }
            if (due < leastDue || (due == leastDue && key < leastKey)) break;
            entries[2 * hole] = leastDue;
            entries[2 * hole + 1] = leastKey;
            hole = least;
        }
        entries[2 * hole] = due;
        entries[2 * hole + 1] = key;
    }
}
