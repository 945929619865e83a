package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.Transactions.Step;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.BatchExecute;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.BatchExecuted;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.BatchStatement;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.ExecuteStatement;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.ExecuteTransaction;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.Executed;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.Response;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.StatementError;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.StatementResponse;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.TransactStatement;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.TransactionExecuted;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.partiql.PartiQl;
import io.windtunnel.cloud.database.dynamodb.partiql.Statement;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan.WriteKind;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// PartiQL: one statement, several, or a transaction of them.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.html
final class StatementRequests {
    private final Ground ground;
    private final Statements statements;
    private final Transactions transactions;
    private final Tokens tokens;

    StatementRequests(Ground ground, Transactions transactions, Tokens tokens) {
        this.ground = ground;
        this.statements = new Statements(ground);
        this.transactions = transactions;
        this.tokens = tokens;
    }

    CompletionStage<Executed> executeStatement(Call call, ExecuteStatement request) {
        Statement statement = PartiQl.parse(request.statement(), request.parameters());
        LiveTable table = ground.tables().serving(call.scope(), statement.table());
        double millis = statement.isRead() ? Pace.READ : Pace.WRITE;
        boolean agreed = !statement.isRead() || Boolean.TRUE.equals(request.consistentRead());
        return ground.pace().answer("ExecuteStatement", table, millis, agreed, () -> {
            Consumption consumption = new Consumption(request.returnConsumedCapacity(), false);
            if (!(statement instanceof Statement.Select select)) {
                Item returned = written(table, statement, request.returnValuesOnConditionCheckFailure(), consumption);
                return new Executed(returned == null ? List.of() : List.of(returned), null, consumption.single(), null);
            }
            Statements.Selected selected = statements.select(
                    table,
                    select,
                    Boolean.TRUE.equals(request.consistentRead()),
                    request.limit(),
                    Statements.Position.parse(request.nextToken()),
                    consumption);
            return new Executed(
                    selected.items(),
                    selected.next() == null ? null : selected.next().token(),
                    consumption.single(),
                    selected.last());
        });
    }

    private @Nullable Item written(
            LiveTable table, Statement statement, @Nullable String onFailure, Consumption consumption) {
        if (statement instanceof Statement.Exists)
            throw AwsException.validation("EXISTS is only supported in a transaction");
        Step step = statements.step(table, statement, onFailure);
        WritePlan plan = ground.writer().write(table, step.key(), WriteKind.CLIENT, step.decision());
        consumption.wrote(plan);
        return Statements.returned(statement, plan);
    }

    // ---- several

    CompletionStage<BatchExecuted> batchExecuteStatement(Call call, BatchExecute request) {
        List<Statement> parsed = new ArrayList<>();
        for (BatchStatement each : request.statements()) parsed.add(PartiQl.parse(each.statement(), each.parameters()));
        boolean reads = parsed.getFirst().isRead();
        for (Statement each : parsed)
            if (each.isRead() != reads)
                throw AwsException.validation("Statements in a batch must be either all reads or all writes");
        LiveTable first =
                ground.tables().serving(call.scope(), parsed.getFirst().table());
        return ground.pace().answer("BatchExecuteStatement", first, Pace.WRITE, !reads, () -> {
            Consumption consumption = new Consumption(request.returnConsumedCapacity(), false);
            List<StatementResponse> responses = new ArrayList<>();
            for (int i = 0; i < parsed.size(); i++)
                responses.add(
                        one(call.scope(), parsed.get(i), request.statements().get(i), consumption));
            return new BatchExecuted(responses, consumption.all());
        });
    }

    private StatementResponse one(Scope scope, Statement statement, BatchStatement sent, Consumption consumption) {
        try {
            LiveTable table = ground.tables().serving(scope, statement.table());
            Item item = statement instanceof Statement.Select select
                    ? read(table, select, Boolean.TRUE.equals(sent.consistentRead()), consumption)
                    : written(table, statement, sent.returnValuesOnConditionCheckFailure(), consumption);
            return new StatementResponse(null, statement.table(), item);
        } catch (AwsException refusal) {
            Item item = refusal.members().get("Item") instanceof Item found ? found : null;
            return new StatementResponse(
                    new StatementError(code(refusal), refusal.message(), item), statement.table(), null);
        }
    }

    private @Nullable Item read(LiveTable table, Statement.Select select, boolean strongly, Consumption consumption) {
        statements.key(table, select);
        List<Item> items = statements
                .select(table, select, strongly, null, Statements.Position.parse(null), consumption)
                .items();
        return items.isEmpty() ? null : items.getFirst();
    }

    /// The code of an error within a batch.
    private static String code(AwsException refusal) {
        return switch (refusal.code()) {
            case "ResourceNotFoundException" -> "ResourceNotFound";
            case "TransactionConflictException" -> "TransactionConflict";
            case "InternalServerError" -> "InternalServerError";
            default -> Transactions.reason(refusal).code();
        };
    }

    // ---- a transaction

    CompletionStage<TransactionExecuted> executeTransaction(Call call, ExecuteTransaction request) {
        List<Statement> parsed = new ArrayList<>();
        for (TransactStatement each : request.transactStatements())
            parsed.add(PartiQl.parse(each.statement(), each.parameters()));
        boolean reads = parsed.getFirst().isRead();
        for (Statement each : parsed)
            if (each.isRead() != reads)
                throw AwsException.validation("A transaction must contain either all read or all write statements");
        LiveTable first =
                ground.tables().serving(call.scope(), parsed.getFirst().table());
        Consumption consumption = new Consumption(request.returnConsumedCapacity(), true);
        double millis = 2 * (reads ? Pace.READ : Pace.WRITE);
        return ground.pace().answer("ExecuteTransaction", first, millis, () -> {
            List<Response> responses = reads
                    ? readAll(call.scope(), parsed, consumption)
                    : writeAll(call.scope(), parsed, request, consumption);
            return new TransactionExecuted(responses, consumption.all());
        });
    }

    private List<Response> readAll(Scope scope, List<Statement> parsed, Consumption consumption) {
        List<Transactions.Wanted> wanted = new ArrayList<>();
        for (Statement each : parsed) {
            LiveTable table = ground.tables().serving(scope, each.table());
            Item key = statements.key(table, (Statement.Select) each);
            wanted.add(new Transactions.Wanted(table, table.keys().named(key)));
        }
        List<@Nullable Item> items = transactions.read(wanted, consumption);
        List<Response> responses = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            Statement.Select select = (Statement.Select) parsed.get(i);
            responses.add(new Response(item == null ? null : select.of(item)));
        }
        return responses;
    }

    private List<Response> writeAll(
            Scope scope, List<Statement> parsed, ExecuteTransaction request, Consumption consumption) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < parsed.size(); i++) {
            LiveTable table = ground.tables().serving(scope, parsed.get(i).table());
            String onFailure = request.transactStatements().get(i).returnValuesOnConditionCheckFailure();
            steps.add(statements.step(table, parsed.get(i), onFailure));
        }
        return tokens.once(
                scope,
                request.clientRequestToken(),
                request,
                more -> {
                    List<Response> responses = new ArrayList<>();
                    List<WritePlan> plans = transactions.write(steps, more);
                    plans.forEach(consumption::wrote);
                    for (int i = 0; i < plans.size(); i++)
                        responses.add(new Response(Statements.returned(parsed.get(i), plans.get(i))));
                    return responses;
                },
                () -> parsed.stream().map(_ -> new Response(null)).toList());
    }
}
