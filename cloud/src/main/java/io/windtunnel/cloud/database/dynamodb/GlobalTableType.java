package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.form.TableShapes;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.AttributeDefinition;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.GlobalIndex;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.KeySchemaElement;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.LocalIndex;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.ReplicaUpdate;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.WitnessRegion;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.WitnessUpdate;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::DynamoDB::GlobalTable`: a table in the stack's Region, and a replica in each other Region it names.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-dynamodb-globaltable.html
final class GlobalTableType implements ResourceType<GlobalTableType.Properties> {
    private final DynamoDbApi api;
    private final TableType tables;

    record Replica(
            String region,
            TableType.@Nullable Recovery pointInTimeRecoverySpecification,
            @Nullable Boolean deletionProtectionEnabled,
            @Nullable String tableClass,
            List<TableShapes.Tag> tags) {}

    record Witness(String region) {}

    record Properties(
            @Nullable String tableName,
            List<AttributeDefinition> attributeDefinitions,
            List<KeySchemaElement> keySchema,
            @Nullable String billingMode,
            List<GlobalIndex> globalSecondaryIndexes,
            List<LocalIndex> localSecondaryIndexes,
            TableType.@Nullable Stream streamSpecification,
            TableType.@Nullable Sse sSESpecification,
            TableType.@Nullable Ttl timeToLiveSpecification,
            List<Replica> replicas,
            @Nullable String multiRegionConsistency,
            List<Witness> globalTableWitnesses) {
        boolean strong() {
            return "STRONG".equals(multiRegionConsistency);
        }

        private @Nullable Replica in(String region) {
            for (Replica each : replicas) if (each.region().equals(region)) return each;
            return null;
        }

        TableType.Properties plain(String region) {
            Replica own = in(region);
            if (own == null) throw AwsException.validation("Replicas must include the Region of the stack: " + region);
            return new TableType.Properties(
                    tableName,
                    attributeDefinitions,
                    keySchema,
                    billingMode,
                    null,
                    null,
                    globalSecondaryIndexes,
                    localSecondaryIndexes,
                    streamSpecification,
                    sSESpecification,
                    timeToLiveSpecification,
                    own.pointInTimeRecoverySpecification(),
                    own.deletionProtectionEnabled(),
                    own.tableClass(),
                    own.tags());
        }

        List<String> others(String region) {
            return replicas.stream()
                    .map(Replica::region)
                    .filter(each -> !each.equals(region))
                    .toList();
        }
    }

    GlobalTableType(DynamoDbApi api, TableType tables) {
        this.api = api;
        this.tables = tables;
    }

    @Override
    public String name() {
        return "AWS::DynamoDB::GlobalTable";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of(
                "TableName", "KeySchema", "LocalSecondaryIndexes", "MultiRegionConsistency", "GlobalTableWitnesses");
    }

    private static String region(Request<?> request) {
        return request.scope().region().code();
    }

    private static Request<TableType.Properties> plain(Request<Properties> request) {
        return new Request<>(
                request.scope(),
                request.stackName(),
                request.stackId(),
                request.logicalId(),
                request.physicalId(),
                request.properties().plain(region(request)),
                request.tags());
    }

    @Override
    public Progress create(Request<Properties> request) {
        try {
            List<String> wanted = request.properties().others(region(request));
            return then(tables.create(plain(request)), request, List.of(), wanted);
        } catch (AwsException refusal) {
            return new Progress.Failed("", refusal.message());
        }
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        String region = region(request);
        List<String> gone = new ArrayList<>(before.others(region));
        gone.removeAll(request.properties().others(region));
        List<String> more = new ArrayList<>(request.properties().others(region));
        more.removeAll(before.others(region));
        return then(tables.update(plain(request), before.plain(region)), request, gone, more);
    }

    /// Removes and adds replicas once the table is as it should be.
    private Progress then(Progress table, Request<Properties> request, List<String> gone, List<String> more) {
        return switch (table) {
            case Progress.Failed failed -> failed;
            case Progress.Pending pending ->
                new Progress.Pending(
                        pending.physicalId(),
                        pending.again(),
                        () -> then(pending.next().get(), request, gone, more));
            case Progress.Done done -> {
                try {
                    if (request.properties().strong()) {
                        if (!more.isEmpty()) strong(request, done.physicalId(), more);
                        yield done;
                    }
                    for (String each : gone) change(request, done.physicalId(), new ReplicaUpdate(null, replica(each)));
                    for (String each : more) change(request, done.physicalId(), new ReplicaUpdate(replica(each), null));
                    yield done;
                } catch (AwsException refusal) {
                    yield new Progress.Failed(done.physicalId(), refusal.message());
                }
            }
        };
    }

    private void strong(Request<Properties> request, String table, List<String> others) {
        List<ReplicaUpdate> replicas = others.stream()
                .map(each -> new ReplicaUpdate(replica(each), null))
                .toList();
        List<WitnessUpdate> witnesses = request.properties().globalTableWitnesses().stream()
                .map(each -> new WitnessUpdate(new WitnessRegion(each.region()), null))
                .toList();
        api.updateTable(
                Call.internal(request.scope()), TableShapes.UpdateTable.regions(table, replicas, witnesses, "STRONG"));
    }

    private static TableShapes.CreateReplica replica(String region) {
        return new TableShapes.CreateReplica(region);
    }

    private void change(Request<Properties> request, String table, ReplicaUpdate update) {
        api.updateTable(
                Call.internal(request.scope()),
                new TableShapes.UpdateTable(
                        List.of(), table, null, null, List.of(), null, null, List.of(update), null, null, null));
    }

    @Override
    public Progress delete(Request<Properties> request) {
        try {
            TableShapes.TableDescription table = api.describeTable(
                            Call.internal(request.scope()), new TableShapes.TableName(request.id()))
                    .table();
            if (table.replicas() != null) removeReplicas(request, table, table.replicas());
        } catch (AwsException refusal) {
            if (refusal.code().equals("ResourceNotFoundException")) return new Progress.Done(request.id(), Map.of());
            return new Progress.Failed(request.id(), refusal.message());
        }
        return tables.delete(plain(request));
    }

    /// Those of a strongly consistent table go together with its witness, others one by one.
    private void removeReplicas(
            Request<Properties> request, TableShapes.TableDescription table, List<TableShapes.ReplicaDescription> all) {
        List<ReplicaUpdate> gone = all.stream()
                .map(each -> new ReplicaUpdate(null, replica(each.regionName())))
                .toList();
        if (!"STRONG".equals(table.multiRegionConsistency())) {
            for (ReplicaUpdate each : gone) change(request, request.id(), each);
            return;
        }
        List<WitnessUpdate> witnesses = table.globalTableWitnesses() == null
                ? List.of()
                : table.globalTableWitnesses().stream()
                        .map(each -> new WitnessUpdate(null, new WitnessRegion(each.regionName())))
                        .toList();
        api.updateTable(
                Call.internal(request.scope()), TableShapes.UpdateTable.regions(request.id(), gone, witnesses, null));
    }
}
