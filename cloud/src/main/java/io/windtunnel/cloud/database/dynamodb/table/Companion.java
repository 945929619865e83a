package io.windtunnel.cloud.database.dynamodb.table;

import io.windtunnel.fabric.storage.Rows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What goes with every change of a table's items: its stream, its log for recovery, its replication.
///
/// Thread safety: called with the item's lock held, from any thread.
@FunctionalInterface
public interface Companion {
    /// Adds its own rows to a change, which become durable with it or not at all. What is returned is run when the
    /// change
    /// is durable or has failed.
    @Nullable
    Runnable join(WritePlan plan, List<Rows.Write> rows);
}
