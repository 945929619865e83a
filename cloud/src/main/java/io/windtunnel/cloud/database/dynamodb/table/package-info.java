/// A table at work.
///
/// [Tables] owns them all; [StoredTable] is a table's description, [LiveTable] its rows, locks and sizes, [LiveIndex]
/// an
/// index's. [TableWriter] changes items (a [WritePlan] each, with [Companion]s that join it: streams, logs,
/// replication), [TableReader] reads them. [Capacity] is what a table may serve, by its [Partition]s; [ZoneReplicas]
/// says which replica leads and how far the others are behind, [RecentVersions] what they still see. [Physics] has the
/// figures.
@NullMarked
package io.windtunnel.cloud.database.dynamodb.table;

import org.jspecify.annotations.NullMarked;
