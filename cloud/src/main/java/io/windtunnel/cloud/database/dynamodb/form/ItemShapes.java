package io.windtunnel.cloud.database.dynamodb.form;

import io.windtunnel.cloud.database.dynamodb.expression.LegacyParameters;
import io.windtunnel.cloud.database.dynamodb.expression.LegacyParameters.AttributeValueUpdate;
import io.windtunnel.cloud.database.dynamodb.expression.LegacyParameters.ExpectedAttributeValue;
import io.windtunnel.cloud.database.dynamodb.item.ExpressionValues;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.StartKey;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Requests and answers of the data plane, but for transactions and statements.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/
public final class ItemShapes {
    private ItemShapes() {}

    public record PutItem(
            String tableName,
            Item item,
            Map<String, ExpectedAttributeValue> expected,
            @Nullable String returnValues,
            @Nullable String returnConsumedCapacity,
            @Nullable String returnItemCollectionMetrics,
            @Nullable String conditionalOperator,
            @Nullable String conditionExpression,
            @Nullable Map<String, String> expressionAttributeNames,
            @Nullable ExpressionValues expressionAttributeValues,
            @Nullable String returnValuesOnConditionCheckFailure) {}

    public record DeleteItem(
            String tableName,
            Item key,
            Map<String, ExpectedAttributeValue> expected,
            @Nullable String conditionalOperator,
            @Nullable String returnValues,
            @Nullable String returnConsumedCapacity,
            @Nullable String returnItemCollectionMetrics,
            @Nullable String conditionExpression,
            @Nullable Map<String, String> expressionAttributeNames,
            @Nullable ExpressionValues expressionAttributeValues,
            @Nullable String returnValuesOnConditionCheckFailure) {}

    public record UpdateItem(
            String tableName,
            Item key,
            Map<String, AttributeValueUpdate> attributeUpdates,
            Map<String, ExpectedAttributeValue> expected,
            @Nullable String conditionalOperator,
            @Nullable String returnValues,
            @Nullable String returnConsumedCapacity,
            @Nullable String returnItemCollectionMetrics,
            @Nullable String updateExpression,
            @Nullable String conditionExpression,
            @Nullable Map<String, String> expressionAttributeNames,
            @Nullable ExpressionValues expressionAttributeValues,
            @Nullable String returnValuesOnConditionCheckFailure) {}

    public record GetItem(
            String tableName,
            Item key,
            List<String> attributesToGet,
            @Nullable Boolean consistentRead,
            @Nullable String returnConsumedCapacity,
            @Nullable String projectionExpression,
            @Nullable Map<String, String> expressionAttributeNames) {}

    public record Got(@Nullable Item item, @Nullable ConsumedCapacity consumedCapacity) {}

    public record Capacity(
            @Nullable Double readCapacityUnits, @Nullable Double writeCapacityUnits, double capacityUnits) {}

    public record ConsumedCapacity(
            String tableName,
            double capacityUnits,
            @Nullable Double readCapacityUnits,
            @Nullable Double writeCapacityUnits,
            @Nullable Capacity table,
            @Nullable Map<String, Capacity> localSecondaryIndexes,
            @Nullable Map<String, Capacity> globalSecondaryIndexes) {}

    public record CollectionMetrics(Item itemCollectionKey, List<Double> sizeEstimateRangeGB) {}

    public record Written(
            @Nullable Item attributes,
            @Nullable ConsumedCapacity consumedCapacity,
            @Nullable CollectionMetrics itemCollectionMetrics) {}

    public record Query(
            String tableName,
            @Nullable String indexName,
            @Nullable String select,
            List<String> attributesToGet,
            @Nullable Integer limit,
            @Nullable Boolean consistentRead,
            Map<String, LegacyParameters.Condition> keyConditions,
            Map<String, LegacyParameters.Condition> queryFilter,
            @Nullable String conditionalOperator,
            @Nullable Boolean scanIndexForward,
            @Nullable StartKey exclusiveStartKey,
            @Nullable String returnConsumedCapacity,
            @Nullable String projectionExpression,
            @Nullable String filterExpression,
            @Nullable String keyConditionExpression,
            @Nullable Map<String, String> expressionAttributeNames,
            @Nullable ExpressionValues expressionAttributeValues) {}

    public record Scan(
            String tableName,
            @Nullable String indexName,
            List<String> attributesToGet,
            @Nullable Integer limit,
            @Nullable String select,
            Map<String, LegacyParameters.Condition> scanFilter,
            @Nullable String conditionalOperator,
            @Nullable StartKey exclusiveStartKey,
            @Nullable String returnConsumedCapacity,
            @Nullable Integer totalSegments,
            @Nullable Integer segment,
            @Nullable String projectionExpression,
            @Nullable String filterExpression,
            @Nullable Map<String, String> expressionAttributeNames,
            @Nullable ExpressionValues expressionAttributeValues,
            @Nullable Boolean consistentRead) {}

    /// `items` is null where only a count was asked for.
    public record Page(
            @Nullable List<Item> items,
            int count,
            int scannedCount,
            @Nullable Item lastEvaluatedKey,
            @Nullable ConsumedCapacity consumedCapacity) {}

    public record Keys(
            List<Item> keys,
            List<String> attributesToGet,
            @Nullable Boolean consistentRead,
            @Nullable String projectionExpression,
            @Nullable Map<String, String> expressionAttributeNames) {}

    public record BatchGet(
            Map<String, Keys> requestItems, @Nullable String returnConsumedCapacity) {}

    public record BatchGot(
            Map<String, List<Item>> responses,
            Map<String, Keys> unprocessedKeys,
            @Nullable List<ConsumedCapacity> consumedCapacity) {}

    public record Put(Item item) {}

    public record Delete(Item key) {}

    public record Write(@Nullable Put putRequest, @Nullable Delete deleteRequest) {}

    public record BatchWrite(
            Map<String, List<Write>> requestItems,
            @Nullable String returnConsumedCapacity,
            @Nullable String returnItemCollectionMetrics) {}

    public record BatchWritten(
            Map<String, List<Write>> unprocessedItems,
            @Nullable Map<String, List<CollectionMetrics>> itemCollectionMetrics,
            @Nullable List<ConsumedCapacity> consumedCapacity) {}

    // ---- transactions

    public record Check(
            Item key,
            String tableName,
            String conditionExpression,
            @Nullable Map<String, String> expressionAttributeNames,
            @Nullable ExpressionValues expressionAttributeValues,
            @Nullable String returnValuesOnConditionCheckFailure) {}

    public record TransactPut(
            Item item,
            String tableName,
            @Nullable String conditionExpression,
            @Nullable Map<String, String> expressionAttributeNames,
            @Nullable ExpressionValues expressionAttributeValues,
            @Nullable String returnValuesOnConditionCheckFailure) {}

    public record TransactDelete(
            Item key,
            String tableName,
            @Nullable String conditionExpression,
            @Nullable Map<String, String> expressionAttributeNames,
            @Nullable ExpressionValues expressionAttributeValues,
            @Nullable String returnValuesOnConditionCheckFailure) {}

    public record TransactUpdate(
            Item key,
            String updateExpression,
            String tableName,
            @Nullable String conditionExpression,
            @Nullable Map<String, String> expressionAttributeNames,
            @Nullable ExpressionValues expressionAttributeValues,
            @Nullable String returnValuesOnConditionCheckFailure) {}

    public record TransactItem(
            @Nullable Check conditionCheck,
            @Nullable TransactPut put,
            @Nullable TransactDelete delete,
            @Nullable TransactUpdate update) {}

    public record TransactWrite(
            List<TransactItem> transactItems,
            @Nullable String returnConsumedCapacity,
            @Nullable String returnItemCollectionMetrics,
            @Nullable String clientRequestToken) {}

    public record TransactWritten(
            @Nullable List<ConsumedCapacity> consumedCapacity,
            @Nullable Map<String, List<CollectionMetrics>> itemCollectionMetrics) {}

    public record Get(
            Item key,
            String tableName,
            @Nullable String projectionExpression,
            @Nullable Map<String, String> expressionAttributeNames) {}

    public record TransactGetEntry(Get get) {}

    public record TransactGet(
            List<TransactGetEntry> transactItems, @Nullable String returnConsumedCapacity) {}

    public record Response(@Nullable Item item) {}

    public record TransactGot(@Nullable List<ConsumedCapacity> consumedCapacity, List<Response> responses) {}

    /// Why a transaction was cancelled, for one of its items.
    public record Reason(
            @Nullable Item item, String code, @Nullable String message) {}

    // ---- statements

    public record ExecuteStatement(
            String statement,
            List<Value> parameters,
            @Nullable Boolean consistentRead,
            @Nullable String nextToken,
            @Nullable String returnConsumedCapacity,
            @Nullable Integer limit,
            @Nullable String returnValuesOnConditionCheckFailure) {}

    public record Executed(
            List<Item> items,
            @Nullable String nextToken,
            @Nullable ConsumedCapacity consumedCapacity,
            @Nullable Item lastEvaluatedKey) {}

    public record BatchStatement(
            String statement,
            List<Value> parameters,
            @Nullable Boolean consistentRead,
            @Nullable String returnValuesOnConditionCheckFailure) {}

    public record BatchExecute(
            List<BatchStatement> statements, @Nullable String returnConsumedCapacity) {}

    public record StatementError(
            String code, @Nullable String message, @Nullable Item item) {}

    public record StatementResponse(
            @Nullable StatementError error,
            @Nullable String tableName,
            @Nullable Item item) {}

    public record BatchExecuted(
            List<StatementResponse> responses, @Nullable List<ConsumedCapacity> consumedCapacity) {}

    public record TransactStatement(
            String statement,
            List<Value> parameters,
            @Nullable String returnValuesOnConditionCheckFailure) {}

    public record ExecuteTransaction(
            List<TransactStatement> transactStatements,
            @Nullable String clientRequestToken,
            @Nullable String returnConsumedCapacity) {}

    public record TransactionExecuted(
            List<Response> responses, @Nullable List<ConsumedCapacity> consumedCapacity) {}
}
