package io.windtunnel.cloud.database.dynamodb.table;

import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Fills a new global index with the items that were there before it. Writes that come meanwhile go into the index by
/// themselves; each item is looked at again with its lock held, so that none overtakes the other.
final class Backfill {
    private static final int CHUNK = 1_000;

    private final Fabric fabric;
    private final LiveTable table;
    private final LiveIndex index;

    Backfill(Fabric fabric, LiveTable table, LiveIndex index) {
        this.fabric = fabric;
        this.table = table;
        this.index = index;
    }

    void run() {
        byte[] from = null;
        while (true) {
            List<byte[]> keys = new ArrayList<>(CHUNK);
            table.rows().scan(from, null, false, (key, _) -> {
                keys.add(key);
                return keys.size() < CHUNK;
            });
            for (byte[] key : keys) fill(RowKey.of(key));
            if (keys.size() < CHUNK) return;
            from = after(keys.getLast());
        }
    }

    static byte[] after(byte[] key) {
        return java.util.Arrays.copyOf(key, key.length + 1);
    }

    private void fill(RowKey key) {
        ReentrantLock lock = table.lock(key);
        lock.lock();
        try {
            byte[] bytes = table.rows().get(key.bytes());
            if (bytes == null) return;
            Item item = Item.decode(bytes);
            RowKey place = index.keys().indexed(item, key);
            if (place == null || index.rows().get(place.bytes()) != null) return;
            Item projected = index.project(item);
            byte[] value = projected == item ? bytes : projected.encode();
            fabric.storage().write(List.of(new Rows.Write(index.rows(), place.bytes(), value)));
            index.grow(projected.size());
        } finally {
            lock.unlock();
        }
    }
}
