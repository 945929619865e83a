package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.expression.Projection;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.BatchGet;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.BatchGot;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.BatchWrite;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.BatchWritten;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.CollectionMetrics;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.Keys;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.Write;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.RowKey;
import io.windtunnel.cloud.database.dynamodb.table.TableReader;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan;
import io.windtunnel.cloud.database.dynamodb.table.WritePlan.WriteKind;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Many items read or written, each by itself: what there is no capacity for comes back to be asked again.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
final class BatchRequests {
    private static final int MOST_READ = 100;
    private static final int MOST_WRITTEN = 25;

    /// Bytes of one answer and of one request, 16 MB.
    private static final long MOST_BYTES = 16L << 20;

    private final Ground ground;

    BatchRequests(Ground ground) {
        this.ground = ground;
    }

    /// One item to be read.
    private record Wanted(
            LiveTable table,
            String asked,
            RowKey key,
            Item named,
            boolean consistent,
            @Nullable Projection view) {}

    CompletionStage<BatchGot> batchGetItem(Call call, BatchGet request) {
        List<Wanted> wanted = wanted(call.scope(), request);
        LiveTable first = wanted.getFirst().table();
        return ground.pace().answer("BatchGetItem", first, Pace.READ, () -> got(request, wanted));
    }

    private List<Wanted> wanted(Scope scope, BatchGet request) {
        int count = 0;
        for (Keys each : request.requestItems().values()) count += each.keys().size();
        if (count > MOST_READ) throw AwsException.validation("Too many items requested for the BatchGetItem call");
        List<Wanted> wanted = new ArrayList<>(count);
        request.requestItems().forEach((name, keys) -> {
            LiveTable table = ground.tables().serving(scope, name);
            Projection view = Legacy.projection(
                    keys.projectionExpression(), keys.attributesToGet(), keys.expressionAttributeNames());
            Set<RowKey> seen = new HashSet<>();
            for (Item key : keys.keys()) {
                RowKey place = table.keys().named(key);
                if (!seen.add(place)) throw duplicates();
                boolean consistent = Boolean.TRUE.equals(keys.consistentRead());
                wanted.add(new Wanted(table, name, place, key, consistent, view));
            }
        });
        if (wanted.isEmpty())
            throw AwsException.validation("1 validation error detected: Value '{}' at 'requestItems' failed to "
                    + "satisfy constraint: Member must have length greater than or equal to 1");
        return wanted;
    }

    private static AwsException duplicates() {
        return AwsException.validation("Provided list of item keys contains duplicates");
    }

    private BatchGot got(BatchGet request, List<Wanted> wanted) {
        Map<String, List<Item>> responses = new LinkedHashMap<>();
        Map<String, List<Item>> left = new LinkedHashMap<>();
        request.requestItems().keySet().forEach(name -> responses.put(name, new ArrayList<>()));
        Consumption consumption = new Consumption(request.returnConsumedCapacity(), false);
        long bytes = 0;
        int served = 0;
        AwsException throttled = null;
        for (Wanted each : wanted) {
            Item item = bytes >= MOST_BYTES ? null : ground.reader().get(each.table(), each.key(), each.consistent());
            bytes += item == null ? 0 : item.size();
            try {
                if (bytes >= MOST_BYTES) throw new AwsException("ThrottlingException", "The answer is full");
                double units = TableReader.units(item == null ? 0 : item.size(), each.consistent());
                ground.reader().admit(each.table(), null, each.key().hash(), units);
                consumption.read(each.table().name(), null, units);
                served++;
                List<Item> found = responses.computeIfAbsent(each.asked(), _ -> new ArrayList<>());
                if (item != null)
                    found.add(each.view() == null ? item : each.view().of(item));
            } catch (AwsException refusal) {
                throttled = throttled(refusal);
                left.computeIfAbsent(each.asked(), _ -> new ArrayList<>()).add(each.named());
            }
        }
        if (served == 0 && throttled != null) throw throttled;
        return new BatchGot(responses, unprocessed(request, left), consumption.all());
    }

    /// @throws AwsException `refusal`, unless it is a throttle
    private static AwsException throttled(AwsException refusal) {
        return switch (refusal.code()) {
            case "ProvisionedThroughputExceededException", "ThrottlingException", "InternalServerError" -> refusal;
            default -> throw refusal;
        };
    }

    private static boolean conflict(AwsException refusal) {
        return refusal.code().equals("TransactionConflictException")
                || refusal.code().equals("ReplicatedWriteConflictException");
    }

    private static Map<String, Keys> unprocessed(BatchGet request, Map<String, List<Item>> left) {
        Map<String, Keys> unprocessed = new LinkedHashMap<>();
        left.forEach((name, keys) -> {
            Keys asked = request.requestItems().get(name);
            if (asked != null)
                unprocessed.put(
                        name,
                        new Keys(
                                keys,
                                asked.attributesToGet(),
                                asked.consistentRead(),
                                asked.projectionExpression(),
                                asked.expressionAttributeNames()));
        });
        return unprocessed;
    }

    // ---- writing

    /// One item to be written.
    private record Order(LiveTable table, String asked, RowKey key, Write write) {}

    CompletionStage<BatchWritten> batchWriteItem(Call call, BatchWrite request) {
        List<Order> orders = orders(call.scope(), request);
        LiveTable first = orders.getFirst().table();
        return ground.pace().answer("BatchWriteItem", first, Pace.WRITE, true, () -> written(request, orders));
    }

    private List<Order> orders(Scope scope, BatchWrite request) {
        int count = 0;
        for (List<Write> each : request.requestItems().values()) count += each.size();
        if (count > MOST_WRITTEN) throw AwsException.validation("Too many items requested for the BatchWriteItem call");
        List<Order> orders = new ArrayList<>(count);
        request.requestItems().forEach((name, writes) -> {
            LiveTable table = ground.tables().serving(scope, name);
            Set<RowKey> seen = new HashSet<>();
            for (Write each : writes) {
                RowKey key = key(table, each);
                if (!seen.add(key)) throw duplicates();
                orders.add(new Order(table, name, key, each));
            }
        });
        if (orders.isEmpty())
            throw AwsException.validation("1 validation error detected: Value '{}' at 'requestItems' failed to "
                    + "satisfy constraint: Member must have length greater than or equal to 1");
        return orders;
    }

    private static RowKey key(LiveTable table, Write write) {
        if ((write.putRequest() == null) == (write.deleteRequest() == null))
            throw AwsException.validation(
                    "Supplied WriteRequest must contain exactly one of PutRequest and " + "DeleteRequest");
        if (write.putRequest() == null && write.deleteRequest() != null)
            return table.keys().named(write.deleteRequest().key());
        Item item = java.util.Objects.requireNonNull(write.putRequest()).item();
        if (item.size() > Item.SIZE_LIMIT)
            throw AwsException.validation("Item size has exceeded the maximum allowed size");
        return table.keys().ofItem(item);
    }

    private BatchWritten written(BatchWrite request, List<Order> orders) {
        Map<String, List<Write>> left = new LinkedHashMap<>();
        Map<String, List<CollectionMetrics>> metrics = new LinkedHashMap<>();
        Consumption consumption = new Consumption(request.returnConsumedCapacity(), false);
        AwsException throttled = null;
        int served = 0;
        for (Order each : orders) {
            try {
                Item item = each.write().putRequest() == null
                        ? null
                        : each.write().putRequest().item();
                WritePlan plan = ground.writer().write(each.table(), each.key(), WriteKind.CLIENT, _ -> item);
                served++;
                consumption.wrote(plan);
                CollectionMetrics told = ItemRequests.metrics(plan, request.returnItemCollectionMetrics());
                if (told != null)
                    metrics.computeIfAbsent(each.asked(), _ -> new ArrayList<>())
                            .add(told);
            } catch (AwsException refusal) {
                throttled = conflict(refusal) ? refusal : throttled(refusal);
                left.computeIfAbsent(each.asked(), _ -> new ArrayList<>()).add(each.write());
            }
        }
        if (served == 0 && throttled != null) throw throttled;
        return new BatchWritten(left, metrics.isEmpty() ? null : metrics, consumption.all());
    }
}
