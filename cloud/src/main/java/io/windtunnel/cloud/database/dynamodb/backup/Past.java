package io.windtunnel.cloud.database.dynamodb.backup;

import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads a table as it was at a moment, while it goes on changing: its rows chunk by chunk, and for those that were
/// changed since, what stood before the first change. Without a log it is the table as it is while read.
///
/// Not safe for concurrent use.
final class Past {
    private static final int CHUNK = 1_000;

    /// Takes an item's row.
    @FunctionalInterface
    interface Visitor {
        void row(byte[] key, byte[] value);
    }

    private record Row(byte[] key, byte[] value) {}

    /// What stood before the first change after the moment; `told` once the row needs no more telling.
    private static final class Undone {
        final byte @Nullable [] before;
        boolean told;

        Undone(byte @Nullable [] before, boolean told) {
            this.before = before;
            this.told = told;
        }
    }

    private final LiveTable table;
    private final @Nullable ChangeLog log;
    private final TreeMap<byte[], Undone> undone = new TreeMap<>(Arrays::compareUnsigned);
    private byte[] position;

    Past(LiveTable table, @Nullable ChangeLog log, Instant moment) {
        this.table = table;
        this.log = log;
        this.position = ChangeLog.behind(moment);
    }

    void forEach(Visitor visitor) {
        byte[] last = null;
        while (true) {
            List<Row> chunk = new ArrayList<>(CHUNK);
            byte[] from = last == null ? null : Arrays.copyOf(last, last.length + 1);
            table.rows().scan(from, null, false, (key, value) -> {
                chunk.add(new Row(key, value));
                return chunk.size() < CHUNK;
            });
            learn(last);
            for (Row each : chunk) tell(each, visitor);
            if (chunk.size() < CHUNK) break;
            last = chunk.getLast().key();
        }
        undone.forEach((key, each) -> {
            if (!each.told && each.before != null) visitor.row(key, each.before);
        });
    }

    private void tell(Row row, Visitor visitor) {
        Undone changed = undone.get(row.key());
        if (changed == null) {
            visitor.row(row.key(), row.value());
        } else if (!changed.told) {
            changed.told = true;
            if (changed.before != null) visitor.row(row.key(), changed.before);
        }
    }

    /// Reads on in the log. What is behind `last` and was changed only now has been told as it was.
    private void learn(byte @Nullable [] last) {
        if (log == null) return;
        for (ChangeLog.Entry each : log.from(position)) {
            boolean passed = last != null && Arrays.compareUnsigned(each.key(), last) <= 0;
            undone.putIfAbsent(each.key(), new Undone(each.before(), passed));
            position = Arrays.copyOf(each.position(), each.position().length + 1);
        }
    }
}
