package io.windtunnel.cloud.database.dynamodb;

import static io.windtunnel.cloud.database.dynamodb.TestCloud.defined;
import static io.windtunnel.cloud.database.dynamodb.TestCloud.item;
import static io.windtunnel.cloud.database.dynamodb.TestCloud.keys;
import static io.windtunnel.cloud.database.dynamodb.TestCloud.number;
import static io.windtunnel.cloud.database.dynamodb.TestCloud.table;
import static io.windtunnel.cloud.database.dynamodb.TestCloud.text;
import static io.windtunnel.cloud.database.dynamodb.TestCloud.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.database.dynamodb.form.ItemShapes;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.Projection;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.ProvisionedThroughput;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IndexesTest {
    private static final Projection ALL = new Projection("ALL", null);
    private static final Projection KEYS_ONLY = new Projection("KEYS_ONLY", null);

    private final TestCloud cloud = new TestCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    private void games() {
        cloud.api.createTable(
                cloud.call,
                table(
                        "games",
                        List.of(defined("player", "S"), defined("game", "S"), defined("score", "N")),
                        keys("player", "game"),
                        List.of(new TableShapes.LocalIndex("best", keys("player", "score"), KEYS_ONLY)),
                        List.of(new TableShapes.GlobalIndex("top", keys("game", "score"), ALL, null, null)),
                        null,
                        null));
        String[] players = {"ann", "bob", "cid"};
        for (int i = 0; i < players.length; i++) {
            cloud.put("games", item("player", players[i], "game", "chess", "score", 10 * i, "note", "n" + i));
            cloud.put("games", item("player", players[i], "game", "go", "score", 100 - i));
        }
        cloud.put("games", item("player", "dan", "game", "chess"));
    }

    @Test
    void a_global_index_is_a_little_behind_and_sparse() {
        games();
        assertThat(top("chess").count()).as("not yet").isZero();
        cloud.pass(Duration.ofMillis(11));
        assertThat(top("chess").items())
                .extracting(each -> each.get("player"))
                .containsExactly(text("cid"), text("bob"), text("ann"));
        cloud.put("games", item("player", "ann", "game", "chess", "score", 99));
        cloud.delete("games", item("player", "bob", "game", "chess"));
        assertThat(top("chess").items()).as("as it was").hasSize(3);
        cloud.pass(Duration.ofMillis(11));
        assertThat(top("chess").items())
                .extracting(each -> each.get("player"))
                .containsExactly(text("ann"), text("cid"));
    }

    private ItemShapes.Page top(String game) {
        return cloud.query("games", "top", "game = :g", values(":g", game), false, null, null);
    }

    @Test
    void a_local_index_is_at_once_there() {
        games();
        ItemShapes.Page best = cloud.query(
                "games", "best", "player = :p AND score > :s", values(":p", "ann", ":s", 5), true, null, null);
        assertThat(best.items()).containsExactly(item("player", "ann", "game", "go", "score", 100));
        assertThat(cloud.put("games", item("player", "ann", "game", "go", "score", 3))
                        .itemCollectionMetrics())
                .isNotNull();
        assertThat(cloud.query(
                                "games",
                                "best",
                                "player = :p AND score > :s",
                                values(":p", "ann", ":s", 5),
                                true,
                                null,
                                null)
                        .count())
                .isZero();
    }

    @Test
    void pages_through_an_index() {
        games();
        cloud.pass(Duration.ofSeconds(1));
        ItemShapes.Page first = cloud.query("games", "top", "game = :g", values(":g", "go"), true, 2, null);
        assertThat(first.items()).extracting(each -> each.get("score")).containsExactly(number(98), number(99));
        assertThat(first.lastEvaluatedKey()).isEqualTo(item("game", "go", "score", 99, "player", "bob"));
        ItemShapes.Page second =
                cloud.query("games", "top", "game = :g", values(":g", "go"), true, 2, first.lastEvaluatedKey());
        assertThat(second.items()).extracting(each -> each.get("score")).containsExactly(number(100));
        assertThat(second.lastEvaluatedKey()).isNull();
    }

    @Test
    void fills_an_index_that_comes_later() {
        cloud.plain("late");
        for (int i = 0; i < 2_500; i++) cloud.put("late", item("id", "i" + i, "kind", "k" + i % 5));
        cloud.api.updateTable(
                cloud.call,
                new TableShapes.UpdateTable(
                        List.of(defined("id", "S"), defined("kind", "S")),
                        "late",
                        null,
                        null,
                        List.of(new TableShapes.IndexUpdate(
                                null,
                                new TableShapes.CreateIndex("kinds", keys("kind", null), KEYS_ONLY, null, null),
                                null)),
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        null));
        for (int tries = 0; tries < 1_000 && status("late") == null; tries++) Thread.onSpinWait();
        while (!"ACTIVE".equals(status("late"))) Thread.onSpinWait();
        cloud.pass(Duration.ofSeconds(1));
        assertThat(cloud.query("late", "kinds", "kind = :k", values(":k", "k3"), true, null, null)
                        .count())
                .isEqualTo(500);
    }

    private String status(String table) {
        var indexes = cloud.api
                .describeTable(cloud.call, new TableShapes.TableName(table))
                .table()
                .globalSecondaryIndexes();
        return indexes == null ? "" : indexes.getFirst().indexStatus();
    }

    @Test
    void a_throttled_index_holds_back_its_table() {
        cloud.api.createTable(
                cloud.call,
                table(
                        "held",
                        List.of(defined("id", "S"), defined("kind", "S")),
                        keys("id", null),
                        List.of(),
                        List.of(new TableShapes.GlobalIndex(
                                "kinds", keys("kind", null), ALL, new ProvisionedThroughput(1, 1), null)),
                        new ProvisionedThroughput(1_000, 1_000),
                        null));
        cloud.put("held", item("id", "a", "kind", "k"));
        cloud.put("held", item("id", "b"));
        assertThatThrownBy(() -> cloud.put("held", item("id", "c", "kind", "k")))
                .hasMessageContaining("global secondary indexes of the table was exceeded");
        cloud.put("held", item("id", "d"));
        assertThat(cloud.get("held", item("id", "c"))).isNull();
    }

    @Test
    void refuses_as_aws_does() {
        games();
        assertThatThrownBy(() -> cloud.query("games", "none", "game = :g", values(":g", "go"), true, null, null))
                .hasMessage("The table does not have the specified index: none");
        assertThatThrownBy(() -> cloud.put("games", item("player", "x", "game", "y", "score", "high")))
                .hasMessage("One or more parameter values were invalid: Type mismatch for Index Key score Expected: N "
                        + "Actual: S IndexName: best");
        assertThatThrownBy(() -> cloud.query("games", null, "game = :g", values(":g", "go"), true, null, null))
                .hasMessageContaining("Query condition missed key schema element: player");
    }
}
