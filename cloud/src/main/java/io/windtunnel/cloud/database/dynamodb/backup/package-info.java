/// Tables as they were: the log of what stood before each change ([ChangeLog]), a table read as of a moment ([Past]),
/// backups on demand, restores, exports and imports.
@NullMarked
package io.windtunnel.cloud.database.dynamodb.backup;

import org.jspecify.annotations.NullMarked;
