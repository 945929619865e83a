package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.AttributeDefinition;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.KeySchemaElement;
import io.windtunnel.cloud.database.dynamodb.item.ExpressionValues;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.StartKey;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.TablePhysics;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// DynamoDB in virtual time, and short words for its requests.
final class TestCloud implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final VirtualTime time = new VirtualTime(START);
    final Fabric fabric;
    final Directory directory = new Directory();
    final ResourceTypes types = new ResourceTypes();
    final Scope scope = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
    final Call call = Call.internal(scope);
    final DynamoDb service;
    final DynamoDbApi api;
    final DynamoDbStreamsApi streams;

    TestCloud() {
        this(Storage.inMemory());
    }

    TestCloud(Storage storage) {
        fabric = Fabric.bare(time, 1, storage);
        CloudContext context = new CloudContext(fabric, directory, types, _ -> {});
        service = DynamoDb.open(context);
        api = service.face();
        streams = DynamoDbStreams.open(context).face();
    }

    TablePhysics physics() {
        return directory.require(TablePhysics.class);
    }

    void pass(Duration duration) {
        time.advance(duration);
    }

    static AttributeDefinition defined(String name, String type) {
        return new AttributeDefinition(name, type);
    }

    static List<KeySchemaElement> keys(String hash, @Nullable String range) {
        KeySchemaElement first = new KeySchemaElement(hash, "HASH");
        return range == null ? List.of(first) : List.of(first, new KeySchemaElement(range, "RANGE"));
    }

    static TableShapes.CreateTable table(
            String name,
            List<AttributeDefinition> definitions,
            List<KeySchemaElement> keys,
            List<TableShapes.LocalIndex> locals,
            List<TableShapes.GlobalIndex> globals,
            TableShapes.@Nullable ProvisionedThroughput throughput,
            @Nullable String view) {
        return new TableShapes.CreateTable(
                definitions,
                name,
                keys,
                locals,
                globals,
                throughput == null ? "PAY_PER_REQUEST" : "PROVISIONED",
                throughput,
                view == null ? null : new TableShapes.StreamSpecification(true, view),
                null,
                List.of(),
                null,
                null,
                null,
                null);
    }

    /// An on-demand table with the key `id`, a string.
    void plain(String name) {
        api.createTable(
                call, table(name, List.of(defined("id", "S")), keys("id", null), List.of(), List.of(), null, null));
    }

    /// An on-demand table with the key `pk` and `sk`, a string and a number.
    void sorted(String name) {
        api.createTable(
                call,
                table(
                        name,
                        List.of(defined("pk", "S"), defined("sk", "N")),
                        keys("pk", "sk"),
                        List.of(),
                        List.of(),
                        null,
                        null));
    }

    static Value text(String text) {
        return new Value.Text(text);
    }

    static Value number(long number) {
        return Value.Number.of(number);
    }

    static Item item(Object... namesAndValues) {
        Item.Builder item = Item.builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            item.put(
                    (String) namesAndValues[i],
                    value instanceof Value known
                            ? known
                            : value instanceof String string ? text(string) : number(((Number) value).longValue()));
        }
        return item.build();
    }

    static @Nullable ExpressionValues values(Object... namesAndValues) {
        return namesAndValues.length == 0 ? null : new ExpressionValues(item(namesAndValues));
    }

    static <T> T now(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw e;
        }
    }

    ItemShapes.Written put(String table, Item item) {
        return put(table, item, null, null);
    }

    ItemShapes.Written put(String table, Item item, @Nullable String condition, @Nullable ExpressionValues values) {
        return now(api.putItem(
                call,
                new ItemShapes.PutItem(
                        table, item, Map.of(), "ALL_OLD", "INDEXES", "SIZE", null, condition, null, values,
                        "ALL_OLD")));
    }

    @Nullable
    Item get(String table, Item key) {
        return get(table, key, true).item();
    }

    ItemShapes.Got get(String table, Item key, boolean consistent) {
        return now(api.getItem(call, new ItemShapes.GetItem(table, key, List.of(), consistent, "TOTAL", null, null)));
    }

    ItemShapes.Written delete(String table, Item key) {
        return now(api.deleteItem(
                call,
                new ItemShapes.DeleteItem(
                        table, key, Map.of(), null, "ALL_OLD", "TOTAL", null, null, null, null, null)));
    }

    ItemShapes.Written update(String table, Item key, String update, @Nullable ExpressionValues values) {
        return now(api.updateItem(
                call,
                new ItemShapes.UpdateItem(
                        table, key, Map.of(), Map.of(), null, "ALL_NEW", "INDEXES", null, update, null, null, values,
                        null)));
    }

    ItemShapes.Page scan(String table, @Nullable String index, @Nullable Integer limit, @Nullable Item start) {
        return scan(table, index, limit, start, null, null);
    }

    ItemShapes.Page scan(
            String table,
            @Nullable String index,
            @Nullable Integer limit,
            @Nullable Item start,
            @Nullable Integer segment,
            @Nullable Integer total) {
        return now(api.scan(
                call,
                new ItemShapes.Scan(
                        table,
                        index,
                        List.of(),
                        limit,
                        null,
                        Map.of(),
                        null,
                        start == null ? null : new StartKey(start),
                        "TOTAL",
                        total,
                        segment,
                        null,
                        null,
                        null,
                        null,
                        null)));
    }

    ItemShapes.Page query(
            String table,
            @Nullable String index,
            String keys,
            @Nullable ExpressionValues values,
            boolean forward,
            @Nullable Integer limit,
            @Nullable Item start) {
        return now(api.query(
                call,
                new ItemShapes.Query(
                        table,
                        index,
                        null,
                        List.of(),
                        limit,
                        null,
                        Map.of(),
                        Map.of(),
                        null,
                        forward,
                        start == null ? null : new StartKey(start),
                        "INDEXES",
                        null,
                        null,
                        keys,
                        null,
                        values)));
    }

    /// Every item of a scan, page by page.
    List<Item> all(String table, @Nullable Integer limit, @Nullable Integer segment, @Nullable Integer total) {
        List<Item> all = new ArrayList<>();
        Item start = null;
        do {
            ItemShapes.Page page = scan(table, null, limit, start, segment, total);
            if (page.items() != null) all.addAll(page.items());
            start = page.lastEvaluatedKey();
        } while (start != null);
        return all;
    }

    @Override
    public void close() {
        service.close();
        fabric.close();
    }
}
