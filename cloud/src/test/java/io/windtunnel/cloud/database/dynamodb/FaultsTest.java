package io.windtunnel.cloud.database.dynamodb;

import static io.windtunnel.cloud.database.dynamodb.TestCloud.item;
import static io.windtunnel.cloud.database.dynamodb.TestCloud.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.database.dynamodb.form.ItemShapes;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.ports.Replication;
import io.windtunnel.fabric.net.Fault;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.wire.Call;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Zones that go dark and links that are cut.
class FaultsTest {
    private static final Region EAST = Region.US_EAST_1;
    private static final Region WEST = new Region("eu-west-1");

    private final TestCloud cloud = new TestCloud();
    private final Call west = Call.internal(new Scope(AccountId.DEFAULT, WEST));

    @AfterEach
    void close() {
        cloud.close();
    }

    private static Place zone(String letter) {
        return Place.in(new Zone(EAST, letter));
    }

    @Test
    void a_lost_zone_costs_an_election_and_two_cost_writes() {
        cloud.plain("things");
        for (int i = 0; i < 30; i++) cloud.put("things", item("id", "i" + i));
        Fault one = cloud.fabric.links().darken(zone("a"));
        int failed = 0;
        for (int i = 0; i < 30; i++) if (!written(i)) failed++;
        assertThat(failed).as("partitions led from the dark zone").isBetween(1, 29);
        cloud.pass(Duration.ofSeconds(3));
        for (int i = 0; i < 30; i++) assertThat(written(i)).isTrue();
        Fault two = cloud.fabric.links().darken(zone("b"));
        cloud.pass(Duration.ofSeconds(3));
        for (int i = 0; i < 30; i++) assertThat(written(i)).isFalse();
        assertThatThrownBy(() -> cloud.get("things", item("id", "i1"))).hasMessage("Internal server error");
        assertThat(cloud.get("things", item("id", "i1"), false).item()).isEqualTo(item("id", "i1"));
        two.lift();
        one.lift();
        cloud.pass(Duration.ofSeconds(3));
        for (int i = 0; i < 30; i++) assertThat(written(i)).isTrue();
    }

    private boolean written(int i) {
        try {
            cloud.put("things", item("id", "i" + i));
            return true;
        } catch (io.windtunnel.wire.AwsException refusal) {
            assertThat(refusal.code()).isEqualTo("InternalServerError");
            return false;
        }
    }

    @Test
    void a_replica_that_lags_is_read_as_it_is() {
        cloud.physics().replicaLag(Duration.ofSeconds(1));
        cloud.plain("things");
        cloud.put("things", item("id", "a", "n", 1));
        cloud.pass(Duration.ofSeconds(2));
        cloud.put("things", item("id", "a", "n", 2));
        int old = 0;
        for (int i = 0; i < 300; i++) {
            assertThat(cloud.get("things", item("id", "a"))).isEqualTo(item("id", "a", "n", 2));
            if (item("id", "a", "n", 1)
                    .equals(cloud.get("things", item("id", "a"), false).item())) old++;
        }
        assertThat(old).as("two of three replicas").isBetween(150, 250);
        cloud.pass(Duration.ofSeconds(2));
        for (int i = 0; i < 50; i++)
            assertThat(cloud.get("things", item("id", "a"), false).item()).isEqualTo(item("id", "a", "n", 2));
    }

    // ---- global tables

    private void replicate(String table) {
        cloud.api.updateTable(
                cloud.call,
                new TableShapes.UpdateTable(
                        List.of(),
                        table,
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        List.of(new TableShapes.ReplicaUpdate(new TableShapes.CreateReplica(WEST.code()), null)),
                        null,
                        null,
                        null));
    }

    private @Nullable Item inWest(String table, Item key) {
        return now(cloud.api.getItem(west, new ItemShapes.GetItem(table, key, List.of(), true, null, null, null)))
                .item();
    }

    private void putInWest(String table, Item item) {
        now(cloud.api.putItem(
                west, new ItemShapes.PutItem(table, item, Map.of(), null, null, null, null, null, null, null, null)));
    }

    @Test
    void regions_learn_of_each_other_a_little_later_and_the_last_writer_wins() {
        cloud.plain("world");
        cloud.put("world", item("id", "old"));
        replicate("world");
        assertThat(inWest("world", item("id", "old"))).as("filled").isNotNull();
        cloud.put("world", item("id", "a", "n", 1));
        assertThat(inWest("world", item("id", "a"))).isNull();
        cloud.pass(Duration.ofSeconds(1));
        assertThat(inWest("world", item("id", "a"))).isEqualTo(item("id", "a", "n", 1));

        Fault cut = cloud.fabric.links().cut(Place.in(EAST), Place.in(WEST));
        cloud.put("world", item("id", "a", "n", 2));
        cloud.pass(Duration.ofMillis(50));
        putInWest("world", item("id", "a", "n", 3));
        cloud.put("world", item("id", "b"));
        cloud.delete("world", item("id", "old"));
        cloud.pass(Duration.ofMinutes(2));
        assertThat(cloud.get("world", item("id", "a"))).isEqualTo(item("id", "a", "n", 2));
        assertThat(inWest("world", item("id", "b"))).isNull();
        cut.lift();
        cloud.pass(Duration.ofSeconds(3));
        assertThat(cloud.get("world", item("id", "a"))).isEqualTo(item("id", "a", "n", 3));
        assertThat(inWest("world", item("id", "a"))).isEqualTo(item("id", "a", "n", 3));
        assertThat(inWest("world", item("id", "b"))).isNotNull();
        assertThat(inWest("world", item("id", "old"))).isNull();
    }

    @Test
    void replication_can_be_paused() {
        cloud.plain("world");
        replicate("world");
        Arn arn = cloud.scope.arn("dynamodb", "table/world");
        try (Replication.Pause _ =
                cloud.directory.at(Replication.class, arn).orElseThrow().pause()) {
            cloud.put("world", item("id", "a"));
            cloud.pass(Duration.ofMinutes(1));
            assertThat(inWest("world", item("id", "a"))).isNull();
        }
        cloud.pass(Duration.ofSeconds(3));
        assertThat(inWest("world", item("id", "a"))).isNotNull();
    }
}
