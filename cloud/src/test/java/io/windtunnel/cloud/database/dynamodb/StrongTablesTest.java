package io.windtunnel.cloud.database.dynamodb;

import static io.windtunnel.cloud.database.dynamodb.TestCloud.item;
import static io.windtunnel.cloud.database.dynamodb.TestCloud.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.database.dynamodb.form.ItemShapes;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.ReplicaUpdate;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.WitnessUpdate;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.fabric.net.Fault;
import io.windtunnel.fabric.net.LinkProfile;
import io.windtunnel.fabric.net.LinkQuality;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.Call;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Global tables with multi-Region strong consistency.
class StrongTablesTest {
    private static final Region EAST = Region.US_EAST_1;
    private static final Region OHIO = new Region("us-east-2");
    private static final Region WEST = new Region("us-west-2");

    private final TestCloud cloud = new TestCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    private static Call in(Region region) {
        return Call.internal(new Scope(AccountId.DEFAULT, region));
    }

    private static ReplicaUpdate replica(Region region) {
        return new ReplicaUpdate(new TableShapes.CreateReplica(region.code()), null);
    }

    private static ReplicaUpdate without(Region region) {
        return new ReplicaUpdate(null, new TableShapes.CreateReplica(region.code()));
    }

    private static WitnessUpdate witness(Region region) {
        return new WitnessUpdate(new TableShapes.WitnessRegion(region.code()), null);
    }

    private TableShapes.TableDescription regions(
            List<ReplicaUpdate> replicas, List<WitnessUpdate> witnesses, @Nullable String consistency) {
        return cloud.api
                .updateTable(cloud.call, TableShapes.UpdateTable.regions("world", replicas, witnesses, consistency))
                .tableDescription();
    }

    private void threeReplicas() {
        cloud.plain("world");
        regions(List.of(replica(OHIO), replica(WEST)), List.of(), "STRONG");
    }

    private void twoAndAWitness() {
        cloud.plain("world");
        regions(List.of(replica(OHIO)), List.of(witness(WEST)), "STRONG");
    }

    private CompletionStage<ItemShapes.Written> putting(Region region, int number) {
        Item item = item("id", "a", "n", number);
        return cloud.api.putItem(
                in(region),
                new ItemShapes.PutItem("world", item, Map.of(), null, null, null, null, null, null, null, null));
    }

    private void put(Region region, int number) {
        now(putting(region, number));
    }

    private @Nullable Item get(Region region, boolean consistent) {
        return now(cloud.api.getItem(
                        in(region),
                        new ItemShapes.GetItem("world", item("id", "a"), List.of(), consistent, null, null, null)))
                .item();
    }

    private List<Item> scan(Region region) {
        ItemShapes.Scan scan = new ItemShapes.Scan(
                "world", null, List.of(), null, null, Map.of(), null, null, null, null, null, null, null, null, null,
                true);
        List<Item> items = now(cloud.api.scan(in(region), scan)).items();
        return items == null ? List.of() : items;
    }

    private static Item number(int number) {
        return item("id", "a", "n", number);
    }

    @Test
    void every_region_reads_what_any_has_acknowledged() {
        threeReplicas();
        put(EAST, 1);
        for (Region each : List.of(EAST, OHIO, WEST))
            assertThat(get(each, true)).isEqualTo(number(1));
        put(WEST, 2);
        for (Region each : List.of(EAST, OHIO, WEST)) assertThat(scan(each)).containsExactly(number(2));
        TableShapes.TableDescription told = cloud.api
                .describeTable(in(OHIO), new TableShapes.TableName("world"))
                .table();
        assertThat(told.multiRegionConsistency()).isEqualTo("STRONG");
        assertThat(told.globalTableWitnesses()).isNull();
        assertThat(told.replicas()).hasSize(2);
    }

    @Test
    void a_region_cut_off_refuses_writes_and_strong_reads_and_converges() {
        threeReplicas();
        put(WEST, 1);
        Fault cut = cloud.fabric.links().isolate(Place.in(WEST));
        put(EAST, 2);
        assertThat(get(OHIO, true)).isEqualTo(number(2));
        assertThat(get(WEST, false)).as("stale").isEqualTo(number(1));
        assertThatThrownBy(() -> get(WEST, true)).hasMessage("Internal server error");
        assertThatThrownBy(() -> scan(WEST)).hasMessage("Internal server error");
        assertThatThrownBy(() -> put(WEST, 3)).hasMessage("Internal server error");
        cut.lift();
        assertThat(get(WEST, true)).isEqualTo(number(2));
        put(EAST, 4);
        cut = cloud.fabric.links().isolate(Place.in(WEST));
        put(OHIO, 5);
        cut.lift();
        cloud.pass(Duration.ofSeconds(5));
        assertThat(get(WEST, false)).as("told by itself").isEqualTo(number(5));
    }

    /// The Region that made a change is lost: another that knows it tells the third.
    @Test
    void what_two_regions_know_survives_one_of_them() {
        threeReplicas();
        put(EAST, 1);
        Fault west = cloud.fabric.links().isolate(Place.in(WEST));
        put(EAST, 2);
        west.lift();
        cloud.fabric.links().isolate(Place.in(EAST));
        assertThat(scan(WEST)).containsExactly(number(2));
        put(WEST, 3);
        assertThat(get(OHIO, true)).isEqualTo(number(3));
        assertThatThrownBy(() -> put(EAST, 4)).hasMessage("Internal server error");
    }

    @Test
    void a_witness_keeps_what_a_lost_region_has_written() {
        twoAndAWitness();
        assertThat(cloud.api
                        .describeTable(in(OHIO), new TableShapes.TableName("world"))
                        .table()
                        .globalTableWitnesses())
                .containsExactly(new TableShapes.WitnessDescription("us-west-2", "ACTIVE"));
        Fault ohio = cloud.fabric.links().isolate(Place.in(OHIO));
        put(EAST, 1);
        ohio.lift();
        Fault east = cloud.fabric.links().isolate(Place.in(EAST));
        assertThat(get(OHIO, true)).isEqualTo(number(1));
        put(OHIO, 2);
        east.lift();
        assertThat(get(EAST, true)).isEqualTo(number(2));
        cloud.fabric.links().isolate(Place.in(WEST));
        put(EAST, 3);
        assertThat(get(OHIO, true)).isEqualTo(number(3));
    }

    @Test
    void a_write_takes_a_round_trip_and_another_region_conflicts_meanwhile() {
        threeReplicas();
        LinkQuality far = LinkQuality.latency(Duration.ofMillis(20));
        LinkQuality near = LinkQuality.PERFECT;
        cloud.fabric.links().profile(new LinkProfile(near, near, far, near));
        CompletionStage<ItemShapes.Written> writing = putting(EAST, 1);
        assertThat(writing.toCompletableFuture()).isNotDone();
        assertThatThrownBy(() -> putting(WEST, 2))
                .hasMessageStartingWith("One or more items in this request are being modified");
        cloud.pass(Duration.ofMillis(40));
        assertThat(writing.toCompletableFuture()).isDone();
        CompletionStage<ItemShapes.Written> again = putting(WEST, 2);
        cloud.pass(Duration.ofMillis(40));
        assertThat(again.toCompletableFuture()).isDone();
        assertThat(get(EAST, false)).isEqualTo(number(2));
    }

    @Test
    void what_it_does_not_have_is_refused() {
        cloud.plain("world");
        assertThatThrownBy(() -> regions(List.of(replica(OHIO)), List.of(), "STRONG"))
                .hasMessageContaining("exactly three Regions");
        assertThatThrownBy(() -> regions(List.of(replica(OHIO), replica(new Region("eu-west-1"))), List.of(), "STRONG"))
                .hasMessageContaining("one Region set");
        assertThatThrownBy(() -> regions(List.of(replica(OHIO)), List.of(witness(WEST)), null))
                .hasMessageContaining("GlobalTableWitnessUpdates");
        cloud.put("world", item("id", "a"));
        assertThatThrownBy(() -> regions(List.of(replica(OHIO), replica(WEST)), List.of(), "STRONG"))
                .hasMessageContaining("must be empty");
        cloud.delete("world", item("id", "a"));
        regions(List.of(replica(OHIO), replica(WEST)), List.of(), "STRONG");
        assertThatThrownBy(() -> cloud.api.updateTimeToLive(
                        cloud.call, new TableShapes.UpdateTtl("world", new TableShapes.TtlSpecification(true, "t"))))
                .hasMessageContaining("not supported");
        ItemShapes.TransactItem step = new ItemShapes.TransactItem(
                null, new ItemShapes.TransactPut(item("id", "a"), "world", null, null, null, null), null, null);
        assertThatThrownBy(() -> now(cloud.api.transactWriteItems(
                        cloud.call, new ItemShapes.TransactWrite(List.of(step), null, null, null))))
                .hasMessageContaining("Transactions are not supported");
    }

    @Test
    void replicas_go_together() {
        threeReplicas();
        put(OHIO, 1);
        assertThatThrownBy(() -> regions(List.of(without(OHIO)), List.of(), null))
                .hasMessageContaining("must be deleted in one request");
        regions(List.of(without(OHIO), without(WEST)), List.of(), null);
        assertThat(get(EAST, true)).isEqualTo(number(1));
        assertThat(cloud.api
                        .describeTable(cloud.call, new TableShapes.TableName("world"))
                        .table()
                        .multiRegionConsistency())
                .isNull();
        assertThatThrownBy(() -> get(OHIO, false)).hasMessageContaining("not found");
        put(EAST, 2);
    }
}
