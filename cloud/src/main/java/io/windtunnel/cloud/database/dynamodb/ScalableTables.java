package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.form.TableShapes;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.IndexUpdate;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.ProvisionedThroughput;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.StoredIndex;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable.Throughput;
import io.windtunnel.cloud.database.dynamodb.table.Tables;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.ScalableTargets;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The provisioned capacity of tables (`table/orders`) and indexes (`table/orders/index/by-day`), as Application Auto
/// Scaling scales it.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html
final class ScalableTables implements ScalableTargets {
    private final Tables tables;
    private final TableUpdates updates;

    ScalableTables(Tables tables, TableUpdates updates) {
        this.tables = tables;
        this.updates = updates;
    }

    /// A table, and one of its indexes or null.
    private record Resource(LiveTable table, @Nullable String index) {
        Throughput throughput() {
            StoredTable stored = table.stored();
            if (index == null) return stored.settings().throughput();
            return stored.global(index).map(StoredIndex::throughput).orElse(Throughput.NONE);
        }
    }

    private Resource resource(Target target) {
        String[] parts = target.resourceId().split("/");
        boolean ofIndex = parts.length == 4 && parts[2].equals("index");
        if (!parts[0].equals("table") || parts.length != 2 && !ofIndex) throw none(target);
        LiveTable table = tables.find(target.scope(), parts[1]).orElseThrow(() -> none(target));
        String index = ofIndex ? parts[3] : null;
        if (index != null && table.stored().global(index).isEmpty()) throw none(target);
        return new Resource(table, index);
    }

    private static AwsException none(Target target) {
        return new AwsException("ObjectNotFoundException", "DynamoDB table does not exist: " + target.resourceId());
    }

    private static boolean reads(Target target) {
        return target.dimension().endsWith("ReadCapacityUnits");
    }

    @Override
    public CompletionStage<Capacity> capacity(Target target) {
        try {
            return CompletableFuture.completedStage(capacity(target, resource(target)));
        } catch (AwsException refusal) {
            return CompletableFuture.failedStage(refusal);
        }
    }

    private static Capacity capacity(Target target, Resource resource) {
        Throughput throughput = resource.throughput();
        int units = (int) (reads(target) ? throughput.read() : throughput.write());
        if (resource.table.stored().settings().onDemand())
            return new Capacity(units, units, Progress.UNSCALABLE, "The table is in on-demand mode");
        boolean settled = resource.table.stored().status().equals(StoredTable.ACTIVE);
        return new Capacity(units, units, settled ? Progress.FULFILLED : Progress.UNDER_WAY, "");
    }

    @Override
    public CompletionStage<Capacity> set(Target target, int desired) {
        try {
            Resource resource = resource(target);
            Throughput now = resource.throughput();
            ProvisionedThroughput wanted = reads(target)
                    ? new ProvisionedThroughput(desired, now.write())
                    : new ProvisionedThroughput(now.read(), desired);
            if (!now.equals(wanted)) updates.updateTable(Call.internal(target.scope()), update(resource, wanted));
            return CompletableFuture.completedStage(capacity(target, resource));
        } catch (AwsException refusal) {
            return CompletableFuture.failedStage(refusal);
        }
    }

    private static TableShapes.UpdateTable update(Resource resource, ProvisionedThroughput wanted) {
        String index = resource.index;
        List<IndexUpdate> ofIndex = index == null
                ? List.of()
                : List.of(new IndexUpdate(new TableShapes.UpdateIndex(index, wanted, null), null, null));
        return new TableShapes.UpdateTable(
                List.of(),
                resource.table.name(),
                null,
                index == null ? wanted : null,
                ofIndex,
                null,
                null,
                List.of(),
                null,
                null,
                null);
    }

    /// Consumed over provisioned capacity: target tracking is given the utilization, in percent.
    @Override
    public Optional<Metric> predefined(Target target, String metricType, @Nullable String label) {
        boolean reads = reads(target);
        String known = reads ? "DynamoDBReadCapacityUtilization" : "DynamoDBWriteCapacityUtilization";
        if (!metricType.equals(known)) return Optional.empty();
        String[] parts = target.resourceId().split("/");
        TreeMap<String, String> dimensions = new TreeMap<>();
        dimensions.put("TableName", parts[1]);
        if (parts.length == 4) dimensions.put("GlobalSecondaryIndexName", parts[3]);
        String metric = reads ? "ReadCapacityUtilization" : "WriteCapacityUtilization";
        return Optional.of(new Metric(new Metrics.Name("Windtunnel/DynamoDB", metric, dimensions), "Average"));
    }
}
