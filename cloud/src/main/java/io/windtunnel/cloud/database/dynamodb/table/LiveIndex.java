package io.windtunnel.cloud.database.dynamodb.table;

import io.windtunnel.cloud.database.dynamodb.form.TableShapes.KeySchemaElement;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.fabric.storage.Rows;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// A secondary index at work. A local one is a part of its table; a global one has rows, partitions and capacity of its
/// own, and is read as it was a little ago.
///
/// Thread safety: every method may be called from any thread.
public final class LiveIndex {
    private volatile StoredIndex stored;
    private final TableKeys keys;
    private final Rows rows;
    private final Capacity capacity;
    private final @Nullable List<String> projected;
    private final RecentVersions recent = new RecentVersions();
    private final LongAdder bytes = new LongAdder();

    LiveIndex(StoredIndex stored, TableKeys keys, List<KeySchemaElement> tableKeys, Rows rows, Capacity capacity) {
        this.stored = stored;
        this.keys = keys;
        this.rows = rows;
        this.capacity = capacity;
        this.projected = projected(stored, tableKeys);
    }

    private static @Nullable List<String> projected(StoredIndex index, List<KeySchemaElement> tableKeys) {
        if ("ALL".equals(index.projection().projectionType())) return null;
        Set<String> names = new LinkedHashSet<>();
        index.keys().forEach(each -> names.add(each.attributeName()));
        tableKeys.forEach(each -> names.add(each.attributeName()));
        names.addAll(index.projection().names());
        return new ArrayList<>(names);
    }

    public StoredIndex stored() {
        return stored;
    }

    void stored(StoredIndex next) {
        stored = next;
    }

    public TableKeys keys() {
        return keys;
    }

    Rows rows() {
        return rows;
    }

    public Capacity capacity() {
        return capacity;
    }

    RecentVersions recent() {
        return recent;
    }

    /// The place of an item, or of all keys of one, in the index; null where it is not in it.
    public @Nullable RowKey place(Item item, RowKey own) {
        return keys.indexed(item, own);
    }

    /// What the index holds of an item; the item itself where it holds everything.
    Item project(Item item) {
        return projected == null ? item : item.only(projected);
    }

    public boolean projectsAll() {
        return projected == null;
    }

    /// Whether the index holds an attribute of its items.
    public boolean projects(String attribute) {
        return projected == null || projected.contains(attribute);
    }

    void grow(long more) {
        bytes.add(more);
    }

    public long bytes() {
        return bytes.sum();
    }

    public long count() {
        return rows.size();
    }

    @Override
    public String toString() {
        return stored.name();
    }
}
