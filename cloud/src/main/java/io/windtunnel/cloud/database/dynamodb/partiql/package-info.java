/// PartiQL for DynamoDB: from a statement and its parameters to what a table is to do.
///
/// [PartiQl] reads a text as one [Statement]. A statement knows its condition as the same tree that
/// expressions make; [Statement.Select] plans which keys it needs, the others which one item they are
/// about.
///
/// Honoured: SELECT with columns, index, WHERE and ORDER BY, INSERT, UPDATE with SET and REMOVE,
/// DELETE, RETURNING, EXISTS, parameters, literals of all types but binary (which have no literal), the
/// functions begins_with, contains, size, attribute_type, list_append, set_add, set_delete and
/// if_not_exists. There are no joins, aliases or aggregates, as at AWS.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.html
@NullMarked
package io.windtunnel.cloud.database.dynamodb.partiql;

import org.jspecify.annotations.NullMarked;
