/// A table's stream: its shards, one for each partition and split with it, and the records of what was changed.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
@NullMarked
package io.windtunnel.cloud.database.dynamodb.stream;

import org.jspecify.annotations.NullMarked;
