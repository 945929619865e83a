package io.windtunnel.cloud.database.dynamodb;

import static io.windtunnel.cloud.database.dynamodb.TestCloud.item;
import static io.windtunnel.cloud.database.dynamodb.TestCloud.now;
import static io.windtunnel.cloud.database.dynamodb.TestCloud.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.database.dynamodb.form.ItemShapes;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatementsTest {
    private final TestCloud cloud = new TestCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    private ItemShapes.Executed run(String text, @Nullable Integer limit, @Nullable String token, Value... values) {
        return now(cloud.api.executeStatement(
                cloud.call, new ItemShapes.ExecuteStatement(text, List.of(values), true, token, "TOTAL", limit, null)));
    }

    @Test
    void inserts_updates_selects_and_deletes() {
        cloud.sorted("things");
        for (int i = 0; i < 10; i++)
            run("INSERT INTO things VALUE {'pk': 'a', 'sk': ?, 'n': ?}", null, null, number(i), number(10 * i));
        assertThatThrownBy(() -> run("INSERT INTO things VALUE {'pk': 'a', 'sk': 1}", null, null))
                .hasMessage("Duplicate primary key exists in table");
        assertThat(run("SELECT n FROM things WHERE pk = 'a' AND sk BETWEEN 3 AND 5 ORDER BY sk DESC", null, null)
                        .items())
                .containsExactly(item("n", 50), item("n", 40), item("n", 30));
        assertThat(run("UPDATE things SET n = 7 WHERE pk = 'a' AND sk = 3 RETURNING ALL NEW *", null, null)
                        .items())
                .containsExactly(item("pk", "a", "sk", 3, "n", 7));
        assertThatThrownBy(() -> run("UPDATE things SET n = 7 WHERE pk = 'b' AND sk = 3", null, null))
                .hasMessage("The conditional request failed");
        run("DELETE FROM things WHERE pk = 'a' AND sk = 3", null, null);
        assertThat(cloud.get("things", item("pk", "a", "sk", 3))).isNull();
    }

    @Test
    void pages_by_token() {
        cloud.sorted("things");
        for (int i = 0; i < 10; i++) cloud.put("things", item("pk", "p" + i % 2, "sk", i));
        List<Item> all = new ArrayList<>();
        String token = null;
        do {
            ItemShapes.Executed page = run("SELECT * FROM things WHERE pk IN ['p0', 'p1']", 3, token);
            assertThat(page.items().size()).isLessThanOrEqualTo(3);
            all.addAll(page.items());
            token = page.nextToken();
        } while (token != null);
        assertThat(all).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void a_batch_tells_each_statement_and_a_transaction_all() {
        cloud.plain("things");
        cloud.put("things", item("id", "a"));
        List<ItemShapes.StatementResponse> responses = now(cloud.api.batchExecuteStatement(
                        cloud.call,
                        new ItemShapes.BatchExecute(
                                List.of(
                                        batch("INSERT INTO things VALUE {'id': 'a'}"),
                                        batch("INSERT INTO things VALUE {'id': 'b'}")),
                                null)))
                .responses();
        assertThat(responses.getFirst().error()).isNotNull();
        assertThat(responses.getFirst().error().code()).isEqualTo("DuplicateItem");
        assertThat(responses.get(1).error()).isNull();
        assertThatThrownBy(() ->
                        transact("INSERT INTO things VALUE {'id': 'c'}", "UPDATE things SET n = 1 WHERE id = 'none'"))
                .hasMessageEndingWith("[None, ConditionalCheckFailed]");
        assertThat(cloud.get("things", item("id", "c"))).isNull();
        transact("INSERT INTO things VALUE {'id': 'c'}", "UPDATE things SET n = 1 WHERE id = 'b'");
        assertThat(cloud.get("things", item("id", "b"))).isEqualTo(item("id", "b", "n", 1));
    }

    private static ItemShapes.BatchStatement batch(String text) {
        return new ItemShapes.BatchStatement(text, List.of(), null, null);
    }

    private void transact(String... texts) {
        List<ItemShapes.TransactStatement> all = new ArrayList<>();
        for (String each : texts) all.add(new ItemShapes.TransactStatement(each, List.of(), null));
        now(cloud.api.executeTransaction(cloud.call, new ItemShapes.ExecuteTransaction(all, null, null)));
    }
}
