/// DynamoDB's expressions: what a condition, a filter, a key condition, an update and a projection say,
/// and what they do to an item.
///
/// A text is parsed once ([ConditionExpression], [KeyConditionExpression], [UpdateExpression],
/// [ProjectionExpression]: immutable, to be cached by their text) and bound to each request's names and
/// values ([Placeholders]), which makes [Condition], [KeyCondition], [Update] and [Projection]. The
/// parameters from before expressions make the same ([LegacyConditions], [LegacyUpdates]). All is
/// checked in DynamoDB's order and told in its words: first the form of every expression, then its
/// placeholders, then operands.
///
/// Sources:
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html,
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
@NullMarked
package io.windtunnel.cloud.database.dynamodb.expression;

import org.jspecify.annotations.NullMarked;
