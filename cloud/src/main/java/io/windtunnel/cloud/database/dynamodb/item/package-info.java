/// What DynamoDB stores: values, items and keys, with their sizes, limits, equality and order.
///
/// [Value] is one of the ten types, [Item] an immutable map of them, [KeySchema] says which attributes of an item are
/// its [Key]. [ItemBytes] is the compact form an item is stored in, [KeyBytes] the form of a key whose unsigned byte
/// order is DynamoDB's order. Nothing here knows tables, time or I/O.
///
/// Sources: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html,
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
@NullMarked
package io.windtunnel.cloud.database.dynamodb.item;

import org.jspecify.annotations.NullMarked;
