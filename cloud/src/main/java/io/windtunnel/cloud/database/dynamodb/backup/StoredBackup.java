package io.windtunnel.cloud.database.dynamodb.backup;

import io.windtunnel.cloud.database.dynamodb.table.StoredTable;
import java.time.Instant;

/// A backup, as it is stored; its items are in a blob named by its ARN.
///
/// @param table the table's description when it was made
public record StoredBackup(
        String arn, String name, Instant created, StoredTable table, long bytes, long items, String status) {
    StoredBackup status(String next) {
        return new StoredBackup(arn, name, created, table, bytes, items, next);
    }
}
