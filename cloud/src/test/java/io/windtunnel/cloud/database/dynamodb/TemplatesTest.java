package io.windtunnel.cloud.database.dynamodb;

import static io.windtunnel.cloud.database.dynamodb.TestCloud.item;
import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.database.dynamodb.form.BackupShapes;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes;
import io.windtunnel.cloud.ports.ObjectStore;
import io.windtunnel.cloud.ports.RecordSource;
import io.windtunnel.cloud.ports.ScalableTargets;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.PropertyBinder;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.Call;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Tables made by templates, and the ports by which neighbours meet them.
class TemplatesTest {
    private final TestCloud cloud = new TestCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    @SuppressWarnings("unchecked")
    private <P extends Record> ResourceType<P> type(String name) {
        return (ResourceType<P>) cloud.types.find(name).orElseThrow();
    }

    private <P extends Record> Progress.Done created(String name, Map<String, Object> properties) {
        ResourceType<P> type = type(name);
        return (Progress.Done) type.create(request(type, null, properties));
    }

    private <P extends Record> ResourceType.Request<P> request(
            ResourceType<P> type, @Nullable String id, Map<String, Object> properties) {
        PropertyBinder.Bound<P> bound = PropertyBinder.bind(type.properties(), properties, "Table");
        assertThat(bound.unhonoured()).isEmpty();
        return new ResourceType.Request<>(
                cloud.scope, "stack", "stack-id", "Table", id, bound.properties(), Map.of("made", "so"));
    }

    private TableShapes.TableDescription described(String name) {
        return cloud.api
                .describeTable(cloud.call, new TableShapes.TableName(name))
                .table();
    }

    private static Map<String, Object> orders(Object billing, List<?> indexes) {
        return Map.of(
                "TableName",
                "orders",
                "AttributeDefinitions",
                List.of(
                        Map.of("AttributeName", "id", "AttributeType", "S"),
                        Map.of("AttributeName", "day", "AttributeType", "S")),
                "KeySchema",
                List.of(Map.of("AttributeName", "id", "KeyType", "HASH")),
                "BillingMode",
                billing,
                "GlobalSecondaryIndexes",
                indexes,
                "StreamSpecification",
                Map.of("StreamViewType", "NEW_IMAGE"),
                "TimeToLiveSpecification",
                Map.of("AttributeName", "until", "Enabled", "true"),
                "PointInTimeRecoverySpecification",
                Map.of("PointInTimeRecoveryEnabled", true),
                "Tags",
                List.of(Map.of("Key", "team", "Value", "shop")));
    }

    @Test
    void a_template_makes_changes_and_deletes_a_table() {
        Map<String, Object> index = Map.of(
                "IndexName",
                "days",
                "KeySchema",
                List.of(Map.of("AttributeName", "day", "KeyType", "HASH")),
                "Projection",
                Map.of("ProjectionType", "ALL"));
        Map<String, Object> first = orders("PAY_PER_REQUEST", List.of(index));
        Progress.Done done = created("AWS::DynamoDB::Table", first);
        assertThat(done.ref()).isEqualTo("orders");
        assertThat(done.attributes().get("Arn")).isEqualTo(described("orders").tableArn());
        assertThat(done.attributes()).containsKey("StreamArn");
        assertThat(described("orders").globalSecondaryIndexes()).hasSize(1);
        ResourceType<TableType.Properties> type = type("AWS::DynamoDB::Table");
        Map<String, Object> day = orders("PAY_PER_REQUEST", List.of());
        Progress changed = type.update(
                request(type, "orders", day), request(type, "orders", first).properties());
        assertThat(changed).isInstanceOf(Progress.Done.class);
        assertThat(described("orders").globalSecondaryIndexes()).isNull();
        type.delete(request(type, "orders", day));
        assertThat(cloud.api
                        .listTables(cloud.call, new TableShapes.ListTables(null, null))
                        .tableNames())
                .isEmpty();
    }

    @Test
    void a_simple_table_has_one_key() {
        Progress.Done done = created("AWS::Serverless::SimpleTable", Map.of());
        assertThat(described(done.ref()).keySchema()).containsExactly(new TableShapes.KeySchemaElement("id", "HASH"));
    }

    @Test
    void a_global_table_has_its_replicas() {
        Progress.Done done = created(
                "AWS::DynamoDB::GlobalTable",
                Map.of(
                        "AttributeDefinitions",
                        List.of(Map.of("AttributeName", "id", "AttributeType", "S")),
                        "KeySchema",
                        List.of(Map.of("AttributeName", "id", "KeyType", "HASH")),
                        "BillingMode",
                        "PAY_PER_REQUEST",
                        "Replicas",
                        List.of(Map.of("Region", "us-east-1"), Map.of("Region", "eu-west-1"))));
        Scope west = new Scope(AccountId.DEFAULT, new Region("eu-west-1"));
        assertThat(cloud.api
                        .describeTable(Call.internal(west), new TableShapes.TableName(done.ref()))
                        .table()
                        .replicas())
                .containsExactly(new TableShapes.ReplicaDescription("us-east-1", "ACTIVE"));
    }

    @Test
    void capacity_is_scaled_and_streams_are_read_through_ports() {
        cloud.api.createTable(
                cloud.call,
                TestCloud.table(
                        "scaled",
                        List.of(TestCloud.defined("id", "S")),
                        TestCloud.keys("id", null),
                        List.of(),
                        List.of(),
                        new TableShapes.ProvisionedThroughput(5, 5),
                        "NEW_IMAGE"));
        ScalableTargets scalable = cloud.directory
                .at(ScalableTargets.class, cloud.scope.arn("dynamodb", ""))
                .orElseThrow();
        ScalableTargets.Target target =
                new ScalableTargets.Target(cloud.scope, "table/scaled", "dynamodb:table:WriteCapacityUnits");
        assertThat(TestCloud.now(scalable.set(target, 40)).desired()).isEqualTo(40);
        assertThat(described("scaled").provisionedThroughput())
                .isNotNull()
                .extracting(TableShapes.ThroughputDescription::writeCapacityUnits)
                .isEqualTo(40L);
        assertThat(scalable.predefined(target, "DynamoDBWriteCapacityUtilization", null))
                .isPresent();
        cloud.put("scaled", item("id", "a"));
        String arn = described("scaled").latestStreamArn();
        assertThat(arn).isNotNull();
        RecordSource source =
                cloud.directory.at(RecordSource.class, Arn.parse(arn)).orElseThrow();
        String iterator = source.iterator(source.shards().getFirst().id(), RecordSource.Start.TRIM_HORIZON);
        assertThat(source.read(iterator, 10).entries())
                .singleElement()
                .extracting(RecordSource.Entry::json)
                .asString()
                .contains("\"eventName\":\"INSERT\"", "\"Keys\":{\"id\":{\"S\":\"a\"}}", arn);
    }

    // ---- a bucket

    private static final class Bucket implements ObjectStore {
        private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

        @Override
        public void put(String key, String contentType, Map<String, String> metadata, InputStream content)
                throws IOException {
            objects.put(key, content.readAllBytes());
        }

        @Override
        public @Nullable InputStream open(String key) {
            byte[] object = objects.get(key);
            return object == null ? null : new ByteArrayInputStream(object);
        }

        @Override
        public List<Listed> list(String prefix, String after, int atMost) {
            return objects.entrySet().stream()
                    .filter(each ->
                            each.getKey().startsWith(prefix) && each.getKey().compareTo(after) > 0)
                    .limit(atMost)
                    .map(each -> new Listed(each.getKey(), each.getValue().length))
                    .toList();
        }
    }

    @Test
    void what_is_exported_can_be_imported() {
        Bucket bucket = new Bucket();
        cloud.directory.offer(ObjectStore.class, "s3", arn -> Optional.of(bucket));
        cloud.plain("source");
        cloud.api.updateContinuousBackups(
                cloud.call, new BackupShapes.UpdateContinuous("source", new BackupShapes.RecoverySpecification(true)));
        for (int i = 0; i < 50; i++) cloud.put("source", item("id", "i" + i, "n", i));
        String export = cloud.api
                .exportTableToPointInTime(
                        cloud.call,
                        new BackupShapes.Export(
                                described("source").tableArn(), null, null, "bucket", "out", null, null))
                .exportDescription()
                .exportArn();
        BackupShapes.ExportDescription exported;
        do
            exported = cloud.api
                    .describeExport(cloud.call, new BackupShapes.ExportArn(export))
                    .exportDescription();
        while (exported.exportStatus().equals("IN_PROGRESS"));
        assertThat(exported.exportStatus()).isEqualTo("COMPLETED");
        assertThat(exported.itemCount()).isEqualTo(50);
        String arn = cloud.api
                .importTable(
                        cloud.call,
                        new BackupShapes.Import(
                                null,
                                new BackupShapes.BucketSource("bucket", "out/"),
                                "DYNAMODB_JSON",
                                "GZIP",
                                new BackupShapes.CreationParameters(
                                        "target",
                                        List.of(TestCloud.defined("id", "S")),
                                        TestCloud.keys("id", null),
                                        "PAY_PER_REQUEST",
                                        null,
                                        null,
                                        List.of())))
                .importTableDescription()
                .importArn();
        BackupShapes.ImportDescription imported;
        do
            imported = cloud.api
                    .describeImport(cloud.call, new BackupShapes.ImportArn(arn))
                    .importTableDescription();
        while (imported.importStatus().equals("IN_PROGRESS")
                || !described("target").tableStatus().equals("ACTIVE"));
        assertThat(imported.importedItemCount()).isEqualTo(50);
        assertThat(cloud.all("target", null, null, null))
                .containsExactlyInAnyOrderElementsOf(cloud.all("source", null, null, null));
    }
}
