package io.windtunnel.rehearsal.steps;

import io.windtunnel.kernel.identity.Region;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The writes and reads of one design as its stand-ins saw them, item by item, for an account of what was lost and what
/// was stale.
///
/// Thread safety: every method may be called from any thread.
final class Ledger {
    /// Operations kept; each has some 100 bytes. Ours.
    private static final int MOST = 500_000;

    /// An end that is not known: the operation may take effect at any time.
    static final long UNKNOWN = Long.MAX_VALUE;

    /// One item or object.
    ///
    /// @param target the logical id of its table or bucket
    /// @param key what it is found by: the item's key as JSON, the object's key
    record Item(String target, String key) {}

    /// An operation on it.
    ///
    /// @param value what was written or read; null for nothing there
    /// @param end when it was answered, or [#UNKNOWN]
    record Entry(boolean write, @Nullable String value, long begin, long end) {
        boolean acknowledged() {
            return end != UNKNOWN;
        }
    }

    private final Map<Item, List<Entry>> entries = new LinkedHashMap<>();
    private final Map<Item, Set<Region>> regions = new HashMap<>();
    private long fromNanos = Long.MIN_VALUE;
    private int kept;
    private long untold;
    private long sent;

    /// @param region where it was called: where it is looked for in the end
    synchronized void add(Item item, Region region, Entry entry) {
        if (entry.begin() < fromNanos) return;
        if (kept >= MOST) {
            untold++;
            return;
        }
        kept++;
        regions.computeIfAbsent(item, _ -> new LinkedHashSet<>(2)).add(region);
        entries.computeIfAbsent(item, _ -> new ArrayList<>(2)).add(entry);
    }

    /// A message was sent and acknowledged.
    synchronized void sent() {
        sent++;
    }

    synchronized long messages() {
        return sent;
    }

    synchronized long untold() {
        return untold;
    }

    /// Forgets everything: what began before `nanos` does not count.
    synchronized void reset(long nanos) {
        fromNanos = nanos;
        entries.clear();
        regions.clear();
        kept = 0;
        untold = 0;
        sent = 0;
    }

    /// Where each item was called, in the order of the first calls.
    synchronized Map<Item, List<Region>> regions() {
        Map<Item, List<Region>> copy = new HashMap<>();
        regions.forEach((item, own) -> copy.put(item, List.copyOf(own)));
        return copy;
    }

    /// Everything that is kept, in nanoseconds since the wind's begin.
    synchronized Map<Item, List<Entry>> entries() {
        Map<Item, List<Entry>> copy = new LinkedHashMap<>();
        entries.forEach(
                (item, own) -> copy.put(item, own.stream().map(this::sinceBegin).toList()));
        return copy;
    }

    private Entry sinceBegin(Entry entry) {
        long from = fromNanos == Long.MIN_VALUE ? 0 : fromNanos;
        long end = entry.acknowledged() ? entry.end() - from : UNKNOWN;
        return new Entry(entry.write(), entry.value(), entry.begin() - from, end);
    }
}
