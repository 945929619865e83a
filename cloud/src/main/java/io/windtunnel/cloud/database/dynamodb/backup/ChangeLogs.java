package io.windtunnel.cloud.database.dynamodb.backup;

import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable;
import io.windtunnel.cloud.database.dynamodb.table.Tables;
import io.windtunnel.fabric.Fabric;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The logs of those tables that can be restored to any moment.
///
/// Thread safety: every method may be called from any thread.
public final class ChangeLogs implements Tables.Listener {
    private final Fabric fabric;
    private final Map<LiveTable, ChangeLog> logs = new ConcurrentHashMap<>();

    public ChangeLogs(Fabric fabric) {
        this.fabric = fabric;
    }

    @Nullable
    ChangeLog of(LiveTable table) {
        return logs.get(table);
    }

    @Override
    public void opened(LiveTable table) {
        follow(table);
    }

    @Override
    public void changed(LiveTable table, StoredTable before) {
        follow(table);
    }

    private synchronized void follow(LiveTable table) {
        boolean wanted = table.stored().upkeep().recoverable() != null;
        ChangeLog log = logs.get(table);
        if (wanted && log == null) {
            ChangeLog opened = new ChangeLog(fabric.storage()
                    .rows(table.scope(), "dynamodb.changes." + table.stored().id()));
            logs.put(table, opened);
            table.companions().add(opened);
        } else if (!wanted && log != null) {
            table.companions().remove(log);
            logs.remove(table);
            log.erase();
        }
    }

    @Override
    public void deleted(LiveTable table) {
        ChangeLog log = logs.remove(table);
        if (log != null) log.erase();
    }

    /// Forgets what is too old.
    public void trim() {
        logs.values().forEach(each -> each.trim(fabric.time().now()));
    }
}
