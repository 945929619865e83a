/// DynamoDB: tables, items, indexes, transactions, PartiQL, streams, backups and global tables.
///
/// [DynamoDbApi] and [DynamoDbStreamsApi] are the faces; `*Requests` answer them. `form` has their records, `item`,
/// `expression` and `partiql` the language, `table` the tables with their partitions and physics, `stream`, `backup`
/// and
/// `global` what goes with every change. [TableType] and its siblings are the CloudFormation types.
///
/// Honoured: every operation of tables, items, transactions, statements, streams, backups, recovery, exports and
/// imports in DynamoDB's JSON, and global tables of version 2019.11.21 by `ReplicaUpdates`, with eventual or with
/// multi-Region strong consistency. Not: Kinesis streaming destinations, contributor insights, global tables of version
/// 2017, replicas' own settings, exports in Ion or incremental, imports of CSV and Ion. Encryption settings and
/// policies are kept and have no effect.
///
/// Built from https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/ and
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/
@NullMarked
package io.windtunnel.cloud.database.dynamodb;

import org.jspecify.annotations.NullMarked;
