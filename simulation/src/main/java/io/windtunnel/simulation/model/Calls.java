package io.windtunnel.simulation.model;

import java.util.ArrayList;
import java.util.List;

/// The calls under way, by their slots. A slot is used again when nobody holds its call.
///
/// Thread safety: belongs to one thread.
final class Calls {
    /// The most calls at once: four million, our choice; beyond that a queue without bounds has been modelled.
    static final int MOST = 4_000_000;

    private final List<Call> all = new ArrayList<>();
    private int[] unused = new int[64];
    private int unusedCount;
    private long serial;

    Call take(RequestModel request, @org.jspecify.annotations.Nullable String path, int weight, long intended) {
        Call call;
        if (unusedCount > 0) {
            call = all.get(unused[--unusedCount]);
        } else {
            if (all.size() == MOST) throw new IllegalStateException("more than " + MOST + " requests are under way");
            call = new Call(all.size());
            all.add(call);
        }
        call.begin(request, path, weight, serial++, intended);
        return call;
    }

    Call at(int slot) {
        return all.get(slot);
    }

    /// One holder less.
    void release(Call call) {
        if (!call.release()) return;
        if (unusedCount == unused.length) unused = java.util.Arrays.copyOf(unused, 2 * unusedCount);
        unused[unusedCount++] = call.slot;
        call.server = null;
    }

    /// Every call that was ever under way, for the few who look for their own.
    List<Call> all() {
        return all;
    }
}
