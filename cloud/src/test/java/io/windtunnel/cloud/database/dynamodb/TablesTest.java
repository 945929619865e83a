package io.windtunnel.cloud.database.dynamodb;

import static io.windtunnel.cloud.database.dynamodb.TestCloud.defined;
import static io.windtunnel.cloud.database.dynamodb.TestCloud.item;
import static io.windtunnel.cloud.database.dynamodb.TestCloud.keys;
import static io.windtunnel.cloud.database.dynamodb.TestCloud.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.database.dynamodb.form.TableShapes;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.ProvisionedThroughput;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.wire.ApiFace;
import io.windtunnel.wire.ServiceModel;
import io.windtunnel.wire.check.FaceConformance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesTest {
    private final TestCloud cloud = new TestCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void the_faces_fit_their_models() {
        FaceConformance.check(ApiFace.bind(ServiceModel.load("dynamodb"), cloud.api));
        FaceConformance.check(ApiFace.bind(ServiceModel.load("dynamodbstreams"), cloud.streams));
    }

    @Test
    void creates_describes_lists_and_deletes() {
        cloud.plain("one");
        cloud.plain("two");
        TableShapes.TableDescription one = cloud.api
                .describeTable(cloud.call, new TableShapes.TableName("one"))
                .table();
        assertThat(one.tableStatus()).isEqualTo("ACTIVE");
        assertThat(one.tableArn()).isEqualTo("arn:aws:dynamodb:us-east-1:000000000000:table/one");
        TableShapes.TableNames names = cloud.api.listTables(cloud.call, new TableShapes.ListTables(null, 1));
        assertThat(names.tableNames()).containsExactly("one");
        assertThat(cloud.api
                        .listTables(cloud.call, new TableShapes.ListTables(names.lastEvaluatedTableName(), null))
                        .tableNames())
                .containsExactly("two");
        assertThatThrownBy(() -> cloud.plain("one")).hasMessage("Table already exists: one");
        cloud.api.deleteTable(cloud.call, new TableShapes.TableName("one"));
        assertThatThrownBy(() -> cloud.api.describeTable(cloud.call, new TableShapes.TableName("one")))
                .hasMessage("Requested resource not found: Table: one not found");
        assertThatThrownBy(() -> cloud.get("one", item("id", "a"))).hasMessage("Requested resource not found");
    }

    @Test
    void a_transition_takes_its_time() {
        cloud.physics().transition(Duration.ofSeconds(5));
        cloud.plain("slow");
        assertThatThrownBy(() -> cloud.put("slow", item("id", "a"))).hasMessage("Requested resource not found");
        assertThatThrownBy(() -> cloud.api.deleteTable(cloud.call, new TableShapes.TableName("slow")))
                .hasMessage("Attempt to change a resource which is still in use: Table is being created: slow");
        cloud.pass(Duration.ofSeconds(6));
        cloud.put("slow", item("id", "a"));
    }

    @Test
    void refuses_tables_that_cannot_be() {
        refused(
                "One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match "
                        + "number of attributes defined in AttributeDefinitions",
                table(
                        "bad",
                        List.of(defined("id", "S"), defined("x", "S")),
                        keys("id", null),
                        List.of(),
                        List.of(),
                        null,
                        null));
        refused(
                "One or more parameter values were invalid: Some index key attributes are not defined in "
                        + "AttributeDefinitions. Keys: [id], AttributeDefinitions: [x]",
                table("bad", List.of(defined("x", "S")), keys("id", null), List.of(), List.of(), null, null));
        refused(
                "TableName must be at least 3 characters long and at most 255 characters long",
                table("ab", List.of(defined("id", "S")), keys("id", null), List.of(), List.of(), null, null));
        refused(
                "One or more parameter values were invalid: Table KeySchema does not have a range key, which is "
                        + "required when specifying a LocalSecondaryIndex",
                table(
                        "bad",
                        List.of(defined("id", "S"), defined("x", "S")),
                        keys("id", null),
                        List.of(new TableShapes.LocalIndex(
                                "local", keys("id", "x"), new TableShapes.Projection("ALL", List.of()))),
                        List.of(),
                        null,
                        null));
        refused(
                "One or more parameter values were invalid: ProjectionType is INCLUDE, but NonKeyAttributes is not "
                        + "specified",
                table(
                        "bad",
                        List.of(defined("id", "S"), defined("x", "S")),
                        keys("id", null),
                        List.of(),
                        List.of(new TableShapes.GlobalIndex(
                                "global",
                                keys("x", null),
                                new TableShapes.Projection("INCLUDE", List.of()),
                                null,
                                null)),
                        null,
                        null));
    }

    private void refused(String words, TableShapes.CreateTable request) {
        assertThatThrownBy(() -> cloud.api.createTable(cloud.call, request)).hasMessage(words);
    }

    @Test
    void changes_throughput() {
        cloud.api.createTable(
                cloud.call,
                table(
                        "set",
                        List.of(defined("id", "S")),
                        keys("id", null),
                        List.of(),
                        List.of(),
                        new ProvisionedThroughput(5, 5),
                        null));
        TableShapes.UpdateTable same = update("set", new ProvisionedThroughput(5, 5));
        assertThatThrownBy(() -> cloud.api.updateTable(cloud.call, same))
                .hasMessageStartingWith("The provisioned throughput for the table will not change.");
        cloud.api.updateTable(cloud.call, update("set", new ProvisionedThroughput(50, 4)));
        TableShapes.ThroughputDescription set = cloud.api
                .describeTable(cloud.call, new TableShapes.TableName("set"))
                .table()
                .provisionedThroughput();
        assertThat(set).isNotNull();
        assertThat(set.readCapacityUnits()).isEqualTo(50);
        assertThat(set.numberOfDecreasesToday()).isEqualTo(1);
        assertThatThrownBy(() -> cloud.api.updateTable(cloud.call, update("set", null)))
                .hasMessageStartingWith("At least one of ProvisionedThroughput, BillingMode");
    }

    private static TableShapes.UpdateTable update(
            String name, @org.jspecify.annotations.Nullable ProvisionedThroughput throughput) {
        return new TableShapes.UpdateTable(
                List.of(), name, null, throughput, List.of(), null, null, List.of(), null, null, null);
    }

    @Test
    void puts_gets_scans_and_deletes() {
        cloud.plain("items");
        assertThat(cloud.put("items", item("id", "a", "n", 1)).attributes()).isNull();
        assertThat(cloud.put("items", item("id", "a", "n", 2)).attributes()).isEqualTo(item("id", "a", "n", 1));
        assertThat(cloud.get("items", item("id", "a"))).isEqualTo(item("id", "a", "n", 2));
        assertThat(cloud.get("items", item("id", "b"))).isNull();
        for (int i = 0; i < 100; i++) cloud.put("items", item("id", "k" + i, "n", i));
        assertThat(cloud.all("items", 7, null, null)).hasSize(101).doesNotHaveDuplicates();
        Set<Item> segments = new HashSet<>();
        int sum = 0;
        for (int segment = 0; segment < 5; segment++) {
            List<Item> part = cloud.all("items", 4, segment, 5);
            sum += part.size();
            segments.addAll(part);
        }
        assertThat(sum).isEqualTo(101);
        assertThat(segments).hasSize(101);
        assertThat(cloud.delete("items", item("id", "a")).attributes()).isEqualTo(item("id", "a", "n", 2));
        assertThat(cloud.delete("items", item("id", "a")).attributes()).isNull();
        TableShapes.TableDescription described = cloud.api
                .describeTable(cloud.call, new TableShapes.TableName("items"))
                .table();
        assertThat(described.itemCount()).isEqualTo(100);
        assertThat(described.tableSizeBytes())
                .isEqualTo(cloud.all("items", null, null, null).stream()
                        .mapToLong(Item::size)
                        .sum());
    }

    @Test
    void refuses_items_that_do_not_fit() {
        cloud.sorted("fit");
        assertThatThrownBy(() -> cloud.put("fit", item("pk", "a")))
                .hasMessage("One or more parameter values were invalid: Missing the key sk in the item");
        assertThatThrownBy(() -> cloud.put("fit", item("pk", "a", "sk", "x")))
                .hasMessage(
                        "One or more parameter values were invalid: Type mismatch for key sk expected: N actual: S");
        assertThatThrownBy(() -> cloud.get("fit", item("pk", "a")))
                .hasMessage("The provided key element does not match the schema");
        assertThatThrownBy(() -> cloud.put("fit", item("pk", "a", "sk", 1, "x", "y".repeat(410_000))))
                .hasMessage("Item size has exceeded the maximum allowed size");
    }

    @Test
    void comes_back_from_its_directory(@TempDir Path directory) {
        try (TestCloud first = new TestCloud(Storage.in(directory))) {
            first.sorted("kept");
            for (int i = 0; i < 50; i++) first.put("kept", item("pk", "p" + i % 5, "sk", i));
            first.delete("kept", item("pk", "p0", "sk", 0));
        }
        try (TestCloud second = new TestCloud(Storage.in(directory))) {
            assertThat(second.all("kept", 10, null, null)).hasSize(49);
            assertThat(second.get("kept", item("pk", "p1", "sk", 6))).isEqualTo(item("pk", "p1", "sk", 6));
            assertThat(second.get("kept", item("pk", "p0", "sk", 0))).isNull();
            assertThat(second.api
                            .describeTable(second.call, new TableShapes.TableName("kept"))
                            .table()
                            .tableSizeBytes())
                    .isPositive();
        }
    }
}
