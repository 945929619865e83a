package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.expression.Condition;
import io.windtunnel.cloud.database.dynamodb.expression.KeyRange;
import io.windtunnel.cloud.database.dynamodb.expression.LegacyConditions;
import io.windtunnel.cloud.database.dynamodb.expression.LegacyParameters;
import io.windtunnel.cloud.database.dynamodb.expression.LegacyParameters.ExpectedAttributeValue;
import io.windtunnel.cloud.database.dynamodb.expression.LegacyUpdates;
import io.windtunnel.cloud.database.dynamodb.expression.Projection;
import io.windtunnel.cloud.database.dynamodb.expression.Update;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes;
import io.windtunnel.cloud.database.dynamodb.item.ExpressionValues;
import io.windtunnel.cloud.database.dynamodb.item.KeySchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parameters from before there were expressions, which say the same; a request has either.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html
final class Legacy {
    private Legacy() {}

    private static void note(List<String> names, String name, boolean there) {
        if (there) names.add(name);
    }

    static @Nullable Projection projection(
            @Nullable String expression, List<String> attributes, @Nullable Map<String, String> names) {
        List<String> older = new ArrayList<>();
        List<String> newer = new ArrayList<>();
        note(older, "AttributesToGet", !attributes.isEmpty());
        note(newer, "ProjectionExpression", expression != null);
        LegacyParameters.refuseMixed(older, newer);
        return attributes.isEmpty() ? Language.projection(expression, names) : LegacyParameters.projection(attributes);
    }

    static @Nullable Condition condition(
            @Nullable String expression,
            Map<String, ExpectedAttributeValue> expected,
            @Nullable String operator,
            @Nullable Map<String, String> names,
            @Nullable ExpressionValues values) {
        List<String> older = new ArrayList<>();
        List<String> newer = new ArrayList<>();
        note(older, "ConditionalOperator", operator != null);
        note(older, "Expected", !expected.isEmpty());
        note(newer, "ConditionExpression", expression != null);
        LegacyParameters.refuseMixed(older, newer);
        if (expected.isEmpty()) return Language.condition(expression, names, values);
        return LegacyConditions.expected(expected, operator);
    }

    static Language.Change change(ItemShapes.UpdateItem request, KeySchema schema) {
        List<String> older = new ArrayList<>();
        List<String> newer = new ArrayList<>();
        note(older, "AttributeUpdates", !request.attributeUpdates().isEmpty());
        note(older, "ConditionalOperator", request.conditionalOperator() != null);
        note(older, "Expected", !request.expected().isEmpty());
        note(newer, "UpdateExpression", request.updateExpression() != null);
        note(newer, "ConditionExpression", request.conditionExpression() != null);
        LegacyParameters.refuseMixed(older, newer);
        if (older.isEmpty())
            return Language.change(
                    schema,
                    request.updateExpression(),
                    request.conditionExpression(),
                    request.expressionAttributeNames(),
                    request.expressionAttributeValues());
        Condition condition = request.expected().isEmpty()
                ? null
                : LegacyConditions.expected(request.expected(), request.conditionalOperator());
        Update update = request.attributeUpdates().isEmpty() ? null : LegacyUpdates.update(request.attributeUpdates());
        if (update != null) update.checkKeys(schema);
        return new Language.Change(condition, update);
    }

    static Language.Read read(ItemShapes.Query request, KeySchema schema) {
        List<String> older = new ArrayList<>();
        List<String> newer = new ArrayList<>();
        note(older, "AttributesToGet", !request.attributesToGet().isEmpty());
        note(older, "QueryFilter", !request.queryFilter().isEmpty());
        note(older, "ConditionalOperator", request.conditionalOperator() != null);
        note(older, "KeyConditions", !request.keyConditions().isEmpty());
        note(newer, "ProjectionExpression", request.projectionExpression() != null);
        note(newer, "FilterExpression", request.filterExpression() != null);
        note(newer, "KeyConditionExpression", request.keyConditionExpression() != null);
        LegacyParameters.refuseMixed(older, newer);
        if (older.isEmpty())
            return Language.read(
                    new Language.Sent(
                            request.keyConditionExpression(),
                            request.filterExpression(),
                            request.projectionExpression(),
                            request.expressionAttributeNames(),
                            request.expressionAttributeValues()),
                    schema);
        KeyRange keys = request.keyConditions().isEmpty()
                ? null
                : LegacyConditions.keys(request.keyConditions()).of(schema);
        Condition filter = request.queryFilter().isEmpty()
                ? null
                : LegacyConditions.filter(request.queryFilter(), request.conditionalOperator());
        return new Language.Read(keys, filter, paths(request.attributesToGet()));
    }

    static Language.Read read(ItemShapes.Scan request) {
        List<String> older = new ArrayList<>();
        List<String> newer = new ArrayList<>();
        note(older, "AttributesToGet", !request.attributesToGet().isEmpty());
        note(older, "ScanFilter", !request.scanFilter().isEmpty());
        note(older, "ConditionalOperator", request.conditionalOperator() != null);
        note(newer, "ProjectionExpression", request.projectionExpression() != null);
        note(newer, "FilterExpression", request.filterExpression() != null);
        LegacyParameters.refuseMixed(older, newer);
        if (older.isEmpty())
            return Language.read(
                    new Language.Sent(
                            null,
                            request.filterExpression(),
                            request.projectionExpression(),
                            request.expressionAttributeNames(),
                            request.expressionAttributeValues()),
                    null);
        Condition filter = request.scanFilter().isEmpty()
                ? null
                : LegacyConditions.filter(request.scanFilter(), request.conditionalOperator());
        return new Language.Read(null, filter, paths(request.attributesToGet()));
    }

    private static Language.@Nullable Paths paths(List<String> attributes) {
        return attributes.isEmpty()
                ? null
                : new Language.Paths("AttributesToGet", LegacyParameters.projection(attributes));
    }
}
