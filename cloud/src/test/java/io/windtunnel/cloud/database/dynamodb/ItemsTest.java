package io.windtunnel.cloud.database.dynamodb;

import static io.windtunnel.cloud.database.dynamodb.TestCloud.item;
import static io.windtunnel.cloud.database.dynamodb.TestCloud.now;
import static io.windtunnel.cloud.database.dynamodb.TestCloud.number;
import static io.windtunnel.cloud.database.dynamodb.TestCloud.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.windtunnel.cloud.database.dynamodb.form.ItemShapes;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.Check;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.Reason;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.TransactItem;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes.TransactPut;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ItemsTest {
    private final TestCloud cloud = new TestCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void a_condition_that_fails_changes_nothing() {
        cloud.plain("things");
        cloud.put("things", item("id", "a", "n", 1));
        AwsException refusal = catchThrowableOfType(
                AwsException.class,
                () -> cloud.put("things", item("id", "a", "n", 2), "attribute_not_exists(id)", null));
        assertThat(refusal.code()).isEqualTo("ConditionalCheckFailedException");
        assertThat(refusal.message()).isEqualTo("The conditional request failed");
        assertThat(refusal.members().get("Item")).isEqualTo(item("id", "a", "n", 1));
        assertThat(cloud.get("things", item("id", "a"))).isEqualTo(item("id", "a", "n", 1));
        cloud.put("things", item("id", "a", "n", 2), "n = :one", values(":one", 1));
        assertThat(cloud.get("things", item("id", "a"))).isEqualTo(item("id", "a", "n", 2));
    }

    @Test
    void updates_make_and_change_items() {
        cloud.plain("things");
        assertThat(cloud.update(
                                "things",
                                item("id", "a"),
                                "SET n = if_not_exists(n, :z) + :one",
                                values(":z", 0, ":one", 1))
                        .attributes())
                .isEqualTo(item("id", "a", "n", 1));
        assertThat(cloud.update("things", item("id", "a"), "ADD n :ten", values(":ten", 10))
                        .attributes())
                .isEqualTo(item("id", "a", "n", 11));
        assertThatThrownBy(() -> cloud.update("things", item("id", "a"), "SET id = :x", values(":x", "b")))
                .hasMessage("One or more parameter values were invalid: Cannot update attribute id. This attribute is "
                        + "part of the key");
    }

    @Test
    void counts_capacity_units() {
        cloud.plain("things");
        ItemShapes.ConsumedCapacity small = cloud.put("things", item("id", "a")).consumedCapacity();
        assertThat(small).isNotNull();
        assertThat(small.capacityUnits()).isEqualTo(1);
        ItemShapes.ConsumedCapacity large =
                cloud.put("things", item("id", "a", "x", "y".repeat(5_000))).consumedCapacity();
        assertThat(large).isNotNull();
        assertThat(large.capacityUnits()).isEqualTo(5);
        assertThat(cloud.get("things", item("id", "a"), true).consumedCapacity())
                .isNotNull()
                .extracting(ItemShapes.ConsumedCapacity::capacityUnits)
                .isEqualTo(2.0);
        assertThat(cloud.get("things", item("id", "a"), false).consumedCapacity())
                .isNotNull()
                .extracting(ItemShapes.ConsumedCapacity::capacityUnits)
                .isEqualTo(1.0);
    }

    /// Items put, updated and deleted by chance, queried in both directions with limits, beside a sorted map.
    @Test
    void queries_are_as_a_sorted_map() {
        for (long seed = 1; seed <= 5; seed++) {
            String name = "things" + seed + "seed";
            cloud.sorted(name);
            RandomGenerator random = new RandomStreams(seed).stream("test");
            Map<String, TreeMap<Long, Item>> model = new TreeMap<>();
            for (int step = 0; step < 400; step++) {
                String pk = "p" + random.nextInt(4);
                long sk = random.nextInt(200) - 100L;
                Item key = item("pk", pk, "sk", sk);
                TreeMap<Long, Item> collection = model.computeIfAbsent(pk, _ -> new TreeMap<>());
                if (random.nextInt(4) == 0) {
                    cloud.delete(name, key);
                    collection.remove(sk);
                } else {
                    Item whole = key.with("v", number(random.nextInt(1_000)));
                    cloud.put(name, whole);
                    collection.put(sk, whole);
                }
            }
            for (int step = 0; step < 50; step++) check(name, random, model, seed);
        }
    }

    private void check(String name, RandomGenerator random, Map<String, TreeMap<Long, Item>> model, long seed) {
        String pk = "p" + random.nextInt(5);
        long low = random.nextInt(220) - 110L;
        long high = low + random.nextInt(100);
        boolean forward = random.nextBoolean();
        int limit = 1 + random.nextInt(10);
        TreeMap<Long, Item> collection = model.getOrDefault(pk, new TreeMap<>());
        List<Item> expected = new ArrayList<>((forward ? collection : collection.descendingMap())
                .sequencedValues().stream()
                        .filter(each -> within(each, low, high))
                        .toList());
        List<Item> found = new ArrayList<>();
        Item start = null;
        do {
            ItemShapes.Page page = cloud.query(
                    name,
                    null,
                    "pk = :p AND sk BETWEEN :low AND :high",
                    values(":p", pk, ":low", low, ":high", high),
                    forward,
                    limit,
                    start);
            assertThat(page.count()).isLessThanOrEqualTo(limit);
            if (page.items() != null) found.addAll(page.items());
            start = page.lastEvaluatedKey();
        } while (start != null);
        assertThat(found).as("seed %d, %s %d..%d", seed, pk, low, high).isEqualTo(expected);
    }

    private static boolean within(Item item, long low, long high) {
        return item.get("sk") instanceof Value.Number number
                && number.value().longValueExact() >= low
                && number.value().longValueExact() <= high;
    }

    @Test
    void a_page_is_a_megabyte() {
        cloud.sorted("big");
        for (int i = 0; i < 30; i++) {
            cloud.put("big", item("pk", "a", "sk", i, "x", "y".repeat(100_000)));
            cloud.pass(Duration.ofSeconds(1));
        }
        ItemShapes.Page page = cloud.query("big", null, "pk = :p", values(":p", "a"), true, null, null);
        assertThat(page.count()).isBetween(10, 11);
        assertThat(page.lastEvaluatedKey()).isNotNull();
        assertThat(cloud.all("big", null, null, null)).hasSize(30);
    }

    // ---- transactions

    private static TransactItem put(Item item, @Nullable String condition) {
        return new TransactItem(null, new TransactPut(item, "things", condition, null, null, "ALL_OLD"), null, null);
    }

    private static TransactItem check(Item key, String condition) {
        return new TransactItem(new Check(key, "things", condition, null, null, null), null, null, null);
    }

    private void transact(@Nullable String token, TransactItem... items) {
        now(cloud.api.transactWriteItems(
                cloud.call, new ItemShapes.TransactWrite(List.of(items), "TOTAL", null, token)));
    }

    @Test
    void a_transaction_is_all_or_nothing() {
        cloud.plain("things");
        transact(null, put(item("id", "a", "n", 1), null), put(item("id", "b", "n", 1), null));
        AwsException refusal = catchThrowableOfType(
                AwsException.class,
                () -> transact(
                        null,
                        put(item("id", "c"), null),
                        put(item("id", "a", "n", 9), "attribute_not_exists(id)"),
                        check(item("id", "b"), "attribute_exists(id)")));
        assertThat(refusal.code()).isEqualTo("TransactionCanceledException");
        assertThat(refusal.message())
                .isEqualTo("Transaction cancelled, please refer cancellation reasons for specific reasons "
                        + "[None, ConditionalCheckFailed, None]");
        assertThat((List<?>) refusal.members().get("CancellationReasons"))
                .element(1)
                .isEqualTo(new Reason(
                        item("id", "a", "n", 1), "ConditionalCheckFailed", "The conditional request failed"));
        assertThat(cloud.get("things", item("id", "c"))).isNull();
        assertThatThrownBy(() -> transact(null, put(item("id", "a"), null), put(item("id", "a"), null)))
                .hasMessage("Transaction request cannot include multiple operations on one item");
    }

    @Test
    void a_token_is_done_once() {
        cloud.plain("things");
        transact("token", put(item("id", "a", "n", 1), null));
        cloud.delete("things", item("id", "a"));
        transact("token", put(item("id", "a", "n", 1), null));
        assertThat(cloud.get("things", item("id", "a"))).isNull();
        assertThatThrownBy(() -> transact("token", put(item("id", "a", "n", 2), null)))
                .isInstanceOfSatisfying(
                        AwsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("IdempotentParameterMismatchException"));
        cloud.pass(Duration.ofMinutes(11));
        transact("token", put(item("id", "a", "n", 2), null));
        assertThat(cloud.get("things", item("id", "a"))).isEqualTo(item("id", "a", "n", 2));
    }
}
