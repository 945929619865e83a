package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.expression.Condition;
import io.windtunnel.cloud.database.dynamodb.expression.Projection;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.CollectionMetrics;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.DeleteItem;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.GetItem;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.Got;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.PutItem;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.UpdateItem;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.Written;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.RowKey;
import io.windtunnel.cloud.database.dynamodb.table.TableReader;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan.WriteKind;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// One item read or written.
final class ItemRequests {
    private static final double GIGABYTE = 1 << 30;

    private final Ground ground;

    ItemRequests(Ground ground) {
        this.ground = ground;
    }

    CompletionStage<Got> getItem(Call call, GetItem request) {
        LiveTable table = ground.tables().serving(call.scope(), request.tableName());
        return ground.pace().answer("GetItem", table, Pace.READ, Boolean.TRUE.equals(request.consistentRead()), () -> {
            Projection view = Legacy.projection(
                    request.projectionExpression(), request.attributesToGet(), request.expressionAttributeNames());
            RowKey key = table.keys().named(request.key());
            boolean consistent = Boolean.TRUE.equals(request.consistentRead());
            Item item = ground.reader().get(table, key, consistent);
            double units = TableReader.units(item == null ? 0 : item.size(), consistent);
            ground.reader().admit(table, null, key.hash(), units);
            Consumption consumption = new Consumption(request.returnConsumedCapacity(), false);
            consumption.read(table.name(), null, units);
            return new Got(item == null || view == null ? item : view.of(item), consumption.single());
        });
    }

    CompletionStage<Written> putItem(Call call, PutItem request) {
        LiveTable table = ground.tables().serving(call.scope(), request.tableName());
        return ground.pace().answer("PutItem", table, Pace.WRITE, true, () -> {
            onlyOld(request.returnValues());
            Condition condition = Legacy.condition(
                    request.conditionExpression(),
                    request.expected(),
                    request.conditionalOperator(),
                    request.expressionAttributeNames(),
                    request.expressionAttributeValues());
            RowKey key = table.keys().ofItem(request.item());
            WritePlan plan = ground.writer().write(table, key, WriteKind.CLIENT, before -> {
                check(condition, before, request.returnValuesOnConditionCheckFailure());
                return request.item();
            });
            Item old = "ALL_OLD".equals(request.returnValues()) ? plan.before() : null;
            return written(plan, old, request.returnConsumedCapacity(), request.returnItemCollectionMetrics());
        });
    }

    CompletionStage<Written> deleteItem(Call call, DeleteItem request) {
        LiveTable table = ground.tables().serving(call.scope(), request.tableName());
        return ground.pace().answer("DeleteItem", table, Pace.WRITE, true, () -> {
            onlyOld(request.returnValues());
            Condition condition = Legacy.condition(
                    request.conditionExpression(),
                    request.expected(),
                    request.conditionalOperator(),
                    request.expressionAttributeNames(),
                    request.expressionAttributeValues());
            RowKey key = table.keys().named(request.key());
            WritePlan plan = ground.writer().write(table, key, WriteKind.CLIENT, before -> {
                check(condition, before, request.returnValuesOnConditionCheckFailure());
                return null;
            });
            Item old = "ALL_OLD".equals(request.returnValues()) ? plan.before() : null;
            return written(plan, old, request.returnConsumedCapacity(), request.returnItemCollectionMetrics());
        });
    }

    CompletionStage<Written> updateItem(Call call, UpdateItem request) {
        LiveTable table = ground.tables().serving(call.scope(), request.tableName());
        return ground.pace().answer("UpdateItem", table, Pace.WRITE, true, () -> {
            Language.Change change = Legacy.change(request, table.keys().schema());
            RowKey key = table.keys().named(request.key());
            WritePlan plan = ground.writer().write(table, key, WriteKind.CLIENT, before -> {
                check(change.condition(), before, request.returnValuesOnConditionCheckFailure());
                return change.apply(before == null ? request.key() : before);
            });
            return written(
                    plan,
                    returned(request.returnValues(), change, plan),
                    request.returnConsumedCapacity(),
                    request.returnItemCollectionMetrics());
        });
    }

    static @Nullable Item returned(@Nullable String wanted, Language.Change change, WritePlan plan) {
        if (wanted == null) return null;
        return switch (wanted) {
            case "ALL_OLD" -> plan.before();
            case "ALL_NEW" -> plan.after();
            case "UPDATED_OLD" -> some(plan.before() == null ? null : change.touched(plan.before()));
            case "UPDATED_NEW" -> some(plan.after() == null ? null : change.touched(plan.after()));
            default -> null;
        };
    }

    private static @Nullable Item some(@Nullable Item item) {
        return item == null || item.isEmpty() ? null : item;
    }

    private static void onlyOld(@Nullable String returnValues) {
        if (returnValues != null && !returnValues.equals("NONE") && !returnValues.equals("ALL_OLD"))
            throw AwsException.validation("Return values set to invalid value");
    }

    /// @throws AwsException `ConditionalCheckFailedException`
    static void check(@Nullable Condition condition, @Nullable Item before, @Nullable String onFailure) {
        if (Condition.holds(condition, before)) return;
        AwsException refusal = new AwsException("ConditionalCheckFailedException", "The conditional request failed");
        throw "ALL_OLD".equals(onFailure) && before != null ? refusal.with("Item", before) : refusal;
    }

    private static Written written(
            WritePlan plan, @Nullable Item attributes, @Nullable String capacity, @Nullable String metrics) {
        Consumption consumption = new Consumption(capacity, false);
        consumption.wrote(plan);
        return new Written(attributes, consumption.single(), metrics(plan, metrics));
    }

    /// About how large an item's collection is, where there are local indexes and the client wants to know.
    static @Nullable CollectionMetrics metrics(WritePlan plan, @Nullable String wanted) {
        if (!"SIZE".equals(wanted) || plan.table().stored().locals().isEmpty()) return null;
        Item item = plan.after() == null ? plan.before() : plan.after();
        if (item == null) return null;
        String hash = plan.table().keys().schema().hash().name();
        double low = Math.floor(plan.table().collectionBytes(plan.key()) / GIGABYTE);
        return new CollectionMetrics(item.only(List.of(hash)), List.of(low, low + 1));
    }
}
