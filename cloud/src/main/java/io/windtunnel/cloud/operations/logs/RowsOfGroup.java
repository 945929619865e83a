package io.windtunnel.cloud.operations.logs;

import io.windtunnel.fabric.storage.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/// Walks a table whose keys are `group:name`.
final class RowsOfGroup {
    private RowsOfGroup() {}

    /// The rows of one group in the order of their names.
    static <V extends Record> List<V> of(
            Table<V> table, String group, Function<V, String> groupOf, Function<V, String> nameOf) {
        List<V> found = new ArrayList<>();
        for (String after = LogStream.key(group, ""); ; ) {
            Collection<V> some = table.after(after, 256);
            for (V row : some) {
                if (!groupOf.apply(row).equals(group)) return found;
                found.add(row);
                after = LogStream.key(group, nameOf.apply(row));
            }
            if (some.isEmpty()) return found;
        }
    }
}
