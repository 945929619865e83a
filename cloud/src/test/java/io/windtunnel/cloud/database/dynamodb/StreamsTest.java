package io.windtunnel.cloud.database.dynamodb;

import static io.windtunnel.cloud.database.dynamodb.TestCloud.defined;
import static io.windtunnel.cloud.database.dynamodb.TestCloud.item;
import static io.windtunnel.cloud.database.dynamodb.TestCloud.keys;
import static io.windtunnel.cloud.database.dynamodb.TestCloud.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.database.dynamodb.form.StreamShapes;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.ProvisionedThroughput;
import io.windtunnel.cloud.database.dynamodb.table.Tables;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.random.RandomStreams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsTest {
    private final TestCloud cloud = new TestCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    private static String stream(TestCloud cloud, String name, String view) {
        TableShapes.TableDescription described = cloud.api
                .createTable(
                        cloud.call,
                        table(
                                name,
                                List.of(defined("id", "S")),
                                keys("id", null),
                                List.of(),
                                List.of(),
                                new ProvisionedThroughput(300, 800),
                                view))
                .tableDescription();
        assertThat(described.latestStreamArn()).isNotNull();
        return described.latestStreamArn();
    }

    private static List<StreamShapes.Shard> shards(TestCloud cloud, String arn) {
        return cloud.streams
                .describeStream(cloud.call, new StreamShapes.DescribeStream(arn, null, null))
                .streamDescription()
                .shards();
    }

    private static List<StreamShapes.Record> read(
            TestCloud cloud, String arn, String shard, String type, @Nullable String number) {
        String iterator = cloud.streams
                .getShardIterator(cloud.call, new StreamShapes.GetShardIterator(arn, shard, type, number))
                .shardIterator();
        return cloud.streams
                .getRecords(cloud.call, new StreamShapes.GetRecords(iterator, null))
                .records();
    }

    private static List<StreamShapes.Record> all(TestCloud cloud, String arn) {
        List<StreamShapes.Record> all = new ArrayList<>();
        for (StreamShapes.Shard each : shards(cloud, arn))
            all.addAll(read(cloud, arn, each.shardId(), "TRIM_HORIZON", null));
        return all;
    }

    @Test
    void tells_what_was_changed() {
        String arn = stream(cloud, "told", "NEW_AND_OLD_IMAGES");
        cloud.put("told", item("id", "a", "n", 1));
        cloud.put("told", item("id", "a", "n", 1));
        cloud.put("told", item("id", "a", "n", 2));
        cloud.delete("told", item("id", "a"));
        cloud.delete("told", item("id", "a"));
        List<StreamShapes.Record> records = all(cloud, arn);
        assertThat(records)
                .extracting(StreamShapes.Record::eventName)
                .as("what changes nothing is not told")
                .containsExactly("INSERT", "MODIFY", "REMOVE");
        StreamShapes.StreamRecord modify = records.get(1).dynamodb();
        assertThat(modify.keys()).isEqualTo(item("id", "a"));
        assertThat(modify.oldImage()).isEqualTo(item("id", "a", "n", 1));
        assertThat(modify.newImage()).isEqualTo(item("id", "a", "n", 2));
        assertThat(records.get(2).dynamodb().newImage()).isNull();
    }

    @Test
    void a_view_tells_no_more_than_it_says() {
        String arn = stream(cloud, "seen", "KEYS_ONLY");
        cloud.put("seen", item("id", "a", "n", 1));
        StreamShapes.StreamRecord record = all(cloud, arn).getFirst().dynamodb();
        assertThat(record.keys()).isEqualTo(item("id", "a"));
        assertThat(record.newImage()).isNull();
        assertThat(record.oldImage()).isNull();
    }

    @Test
    void reads_from_every_kind_of_beginning() {
        String arn = stream(cloud, "begin", "NEW_IMAGE");
        String shard = shards(cloud, arn).getFirst().shardId();
        for (int i = 0; i < 5; i++) cloud.put("begin", item("id", "i" + i));
        List<StreamShapes.Record> all = all(cloud, arn);
        String third = all.get(2).dynamodb().sequenceNumber();
        assertThat(read(cloud, arn, shard, "AT_SEQUENCE_NUMBER", third)).hasSize(3);
        assertThat(read(cloud, arn, shard, "AFTER_SEQUENCE_NUMBER", third)).hasSize(2);
        assertThat(read(cloud, arn, shard, "LATEST", null)).isEmpty();
        String iterator = cloud.streams
                .getShardIterator(cloud.call, new StreamShapes.GetShardIterator(arn, shard, "LATEST", null))
                .shardIterator();
        cloud.put("begin", item("id", "late"));
        StreamShapes.Records late = cloud.streams.getRecords(cloud.call, new StreamShapes.GetRecords(iterator, null));
        assertThat(late.records()).hasSize(1);
        cloud.pass(Duration.ofMinutes(16));
        assertThatThrownBy(() -> cloud.streams.getRecords(
                        cloud.call, new StreamShapes.GetRecords(String.valueOf(late.nextShardIterator()), null)))
                .hasMessage("The shard iterator has expired.");
    }

    @Test
    void forgets_after_a_day() {
        String arn = stream(cloud, "day", "NEW_IMAGE");
        cloud.put("day", item("id", "a"));
        cloud.pass(Duration.ofHours(23));
        cloud.put("day", item("id", "b"));
        assertThat(all(cloud, arn)).hasSize(2);
        cloud.pass(Duration.ofHours(2));
        assertThat(all(cloud, arn)).hasSize(1);
    }

    @Test
    void shards_split_with_their_partitions() {
        String arn = stream(cloud, "hot", "NEW_IMAGE");
        cloud.api.updateTable(
                cloud.call,
                new TableShapes.UpdateTable(
                        List.of(),
                        "hot",
                        null,
                        new ProvisionedThroughput(300, 2_500),
                        List.of(),
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        null));
        List<StreamShapes.Shard> shards = shards(cloud, arn);
        assertThat(shards).hasSize(5);
        assertThat(shards.stream().filter(each -> each.parentShardId() == null)).hasSize(1);
        assertThat(shards.stream().filter(each -> each.sequenceNumberRange().endingSequenceNumber() == null))
                .hasSize(3);
        for (int i = 0; i < 50; i++) cloud.put("hot", item("id", "i" + i));
        assertThat(all(cloud, arn)).hasSize(50);
        String closed = shards.getFirst().shardId();
        String iterator = cloud.streams
                .getShardIterator(cloud.call, new StreamShapes.GetShardIterator(arn, closed, "TRIM_HORIZON", null))
                .shardIterator();
        assertThat(cloud.streams
                        .getRecords(cloud.call, new StreamShapes.GetRecords(iterator, null))
                        .nextShardIterator())
                .isNull();
    }

    @Test
    void heat_splits_a_partition() {
        stream(cloud, "heat", "NEW_IMAGE");
        cloud.api.updateTable(
                cloud.call,
                new TableShapes.UpdateTable(
                        List.of(),
                        "heat",
                        "PAY_PER_REQUEST",
                        null,
                        List.of(),
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        null));
        Tables tables = cloud.directory.require(Tables.class);
        int before = tables.require(cloud.scope, "heat").capacity().partitions().size();
        RandomGenerator random = new RandomStreams(1).stream("test");
        for (int second = 0; second < 200; second++) {
            for (int i = 0; i < 2_000; i++) {
                try {
                    cloud.put("heat", item("id", "k" + random.nextInt(500)));
                } catch (io.windtunnel.wire.AwsException throttled) {
                    assertThat(throttled.code()).isEqualTo("ThrottlingException");
                }
            }
            cloud.pass(Duration.ofSeconds(1));
        }
        assertThat(tables.require(cloud.scope, "heat").capacity().partitions().size())
                .isGreaterThan(before);
    }

    @Test
    void comes_back_from_its_directory(@TempDir Path directory) {
        String arn;
        try (TestCloud first = new TestCloud(Storage.in(directory))) {
            arn = stream(first, "kept", "NEW_IMAGE");
            first.put("kept", item("id", "a"));
            first.put("kept", item("id", "b"));
        }
        try (TestCloud second = new TestCloud(Storage.in(directory))) {
            second.put("kept", item("id", "c"));
            List<StreamShapes.Record> all = all(second, arn);
            assertThat(all).hasSize(3);
            assertThat(all).extracting(each -> each.dynamodb().sequenceNumber()).doesNotHaveDuplicates();
        }
    }
}
