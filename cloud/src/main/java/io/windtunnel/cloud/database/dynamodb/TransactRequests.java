package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.Transactions.Step;
import io.windtunnel.cloud.database.dynamodb.expression.Condition;
import io.windtunnel.cloud.database.dynamodb.expression.Projection;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.Check;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.CollectionMetrics;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.Get;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.Response;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.TransactDelete;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.TransactGet;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.TransactGetEntry;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.TransactGot;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.TransactItem;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.TransactPut;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.TransactUpdate;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.TransactWrite;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.TransactWritten;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.RowKey;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// `TransactWriteItems` and `TransactGetItems`.
final class TransactRequests {
    private final Ground ground;
    private final Transactions transactions;
    private final Tokens tokens;

    TransactRequests(Ground ground, Transactions transactions, Tokens tokens) {
        this.ground = ground;
        this.transactions = transactions;
        this.tokens = tokens;
    }

    CompletionStage<TransactWritten> transactWriteItems(Call call, TransactWrite request) {
        List<Step> steps = new ArrayList<>();
        for (TransactItem each : request.transactItems()) steps.add(step(call.scope(), each));
        LiveTable first = steps.getFirst().table();
        TransactWritten repeated = new TransactWritten(null, null);
        return ground.pace()
                .answer(
                        "TransactWriteItems",
                        first,
                        2 * Pace.WRITE,
                        () -> tokens.once(
                                call.scope(),
                                request.clientRequestToken(),
                                request,
                                more -> written(request, transactions.write(steps, more)),
                                () -> repeated));
    }

    private static TransactWritten written(TransactWrite request, List<WritePlan> plans) {
        Consumption consumption = new Consumption(request.returnConsumedCapacity(), true);
        Map<String, List<CollectionMetrics>> metrics = new LinkedHashMap<>();
        for (WritePlan each : plans) {
            consumption.wrote(each);
            CollectionMetrics told = ItemRequests.metrics(each, request.returnItemCollectionMetrics());
            if (told != null)
                metrics.computeIfAbsent(each.table().name(), _ -> new ArrayList<>())
                        .add(told);
        }
        return new TransactWritten(consumption.all(), metrics.isEmpty() ? null : metrics);
    }

    private Step step(Scope scope, TransactItem item) {
        int parts = 0;
        for (Object each : new @Nullable Object[] {item.conditionCheck(), item.put(), item.delete(), item.update()})
            if (each != null) parts++;
        if (parts != 1)
            throw AwsException.validation("TransactItems can only contain one of Check, Put, Update or Delete");
        if (item.conditionCheck() != null) return check(scope, item.conditionCheck());
        if (item.put() != null) return put(scope, item.put());
        if (item.delete() != null) return delete(scope, item.delete());
        return update(scope, java.util.Objects.requireNonNull(item.update()));
    }

    private Step check(Scope scope, Check check) {
        LiveTable table = ground.tables().serving(scope, check.tableName());
        Condition condition = Language.condition(
                check.conditionExpression(), check.expressionAttributeNames(), check.expressionAttributeValues());
        RowKey key = table.keys().named(check.key());
        return new Step(table, key, before -> {
            ItemRequests.check(condition, before, check.returnValuesOnConditionCheckFailure());
            return before;
        });
    }

    private Step put(Scope scope, TransactPut put) {
        LiveTable table = ground.tables().serving(scope, put.tableName());
        Condition condition = Language.condition(
                put.conditionExpression(), put.expressionAttributeNames(), put.expressionAttributeValues());
        RowKey key = table.keys().ofItem(put.item());
        return new Step(table, key, before -> {
            ItemRequests.check(condition, before, put.returnValuesOnConditionCheckFailure());
            return put.item();
        });
    }

    private Step delete(Scope scope, TransactDelete delete) {
        LiveTable table = ground.tables().serving(scope, delete.tableName());
        Condition condition = Language.condition(
                delete.conditionExpression(), delete.expressionAttributeNames(), delete.expressionAttributeValues());
        RowKey key = table.keys().named(delete.key());
        return new Step(table, key, before -> {
            ItemRequests.check(condition, before, delete.returnValuesOnConditionCheckFailure());
            return null;
        });
    }

    private Step update(Scope scope, TransactUpdate update) {
        LiveTable table = ground.tables().serving(scope, update.tableName());
        Language.Change change = Language.change(
                table.keys().schema(),
                update.updateExpression(),
                update.conditionExpression(),
                update.expressionAttributeNames(),
                update.expressionAttributeValues());
        RowKey key = table.keys().named(update.key());
        return new Step(table, key, before -> {
            ItemRequests.check(change.condition(), before, update.returnValuesOnConditionCheckFailure());
            return change.apply(before == null ? update.key() : before);
        });
    }

    CompletionStage<TransactGot> transactGetItems(Call call, TransactGet request) {
        List<Transactions.Wanted> wanted = new ArrayList<>();
        List<@Nullable Projection> views = new ArrayList<>();
        for (TransactGetEntry each : request.transactItems()) {
            Get get = each.get();
            LiveTable table = ground.tables().serving(call.scope(), get.tableName());
            views.add(Language.projection(get.projectionExpression(), get.expressionAttributeNames()));
            wanted.add(new Transactions.Wanted(table, table.keys().named(get.key())));
        }
        return ground.pace().answer("TransactGetItems", wanted.getFirst().table(), 2 * Pace.READ, () -> {
            Consumption consumption = new Consumption(request.returnConsumedCapacity(), true);
            List<@Nullable Item> items = transactions.read(wanted, consumption);
            List<Response> responses = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                Item item = items.get(i);
                Projection view = views.get(i);
                responses.add(new Response(item == null || view == null ? item : view.of(item)));
            }
            return new TransactGot(consumption.all(), responses);
        });
    }
}
