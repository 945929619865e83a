package io.windtunnel.fabric.storage;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/// An ordered log in memory only; also what a durable log reads from. Entries may come to stand in
/// another order than that of their positions: each is seen once all before it are settled.
sealed class MemoryLog implements Log permits DurableLog {
    private final ConcurrentSkipListMap<Long, byte[]> entries = new ConcurrentSkipListMap<>();
    private volatile long end;

    @Override
    public synchronized long append(byte[] entry) {
        requireSize(entry);
        long position = end;
        stand(position, entry);
        return position;
    }

    static void requireSize(byte[] entry) {
        if (entry.length > MAX_ENTRY_BYTES)
            throw new IllegalArgumentException("an entry of " + entry.length + " bytes is over " + MAX_ENTRY_BYTES);
    }

    /// Called in the order of the positions.
    final synchronized void stand(long position, byte[] entry) {
        entries.put(position, entry.clone());
        end = Math.max(end, position + 1);
    }

    @Override
    public List<Entry> read(long position, int atMost) {
        long seen = end;
        if (position >= seen) return List.of();
        return entries.subMap(position, seen).entrySet().stream()
                .limit(atMost)
                .map(entry -> new Entry(entry.getKey(), entry.getValue().clone()))
                .toList();
    }

    @Override
    public byte[] view(long position) {
        byte[] entry = position < end ? entries.get(position) : null;
        if (entry == null) throw new IllegalArgumentException("there is no entry at " + position);
        return entry;
    }

    @Override
    public void trim(long position) {
        forgetBefore(position);
    }

    final synchronized void forgetBefore(long position) {
        entries.headMap(position).clear();
        end = Math.max(end, position);
    }

    @Override
    public long end() {
        return end;
    }
}
