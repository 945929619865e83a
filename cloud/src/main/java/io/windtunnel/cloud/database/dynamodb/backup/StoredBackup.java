package io.windtunnel.cloud.database.dynamodb.backup;

import io.windtunnel.cloud.database.dynamodb.table.StoredTable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A backup, as it is stored; its items are in a blob named by its ARN.
///
/// @param table the table's description when it was made
public record StoredBackup(
        String arn, String name, Instant created, StoredTable table, long bytes, long items, String status) {
    /// What the backup that DynamoDB makes of a deleted table is called, behind the table's name.
    static final String OF_DELETED = "$DeletedTableBackup";

    /// Whether DynamoDB made it, and not somebody who asked for it: no name that is asked for has a `$`.
    private boolean system() {
        return name.endsWith(OF_DELETED);
    }

    /// How long the backup of a deleted table is kept. Source: API_BackupDetails.html
    static final Duration SYSTEM_KEPT = Duration.ofDays(35);

    /// When it goes by itself; null for one that somebody asked for.
    public @Nullable Instant expiry() {
        return system() ? created.plus(SYSTEM_KEPT) : null;
    }

    /// `USER` or `SYSTEM`.
    public String type() {
        return system() ? "SYSTEM" : "USER";
    }

    StoredBackup status(String next) {
        return new StoredBackup(arn, name, created, table, bytes, items, next);
    }
}
