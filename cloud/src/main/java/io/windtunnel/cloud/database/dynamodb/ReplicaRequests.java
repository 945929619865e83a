package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.backup.Backups;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.ReplicaUpdate;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.TableDescription;
import io.windtunnel.cloud.database.dynamodb.table.Descriptions;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.StoredIndex;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable.Replica;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable.StoredStream;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable.Upkeep;
import io.windtunnel.cloud.database.dynamodb.table.TableChecks;
import io.windtunnel.cloud.database.dynamodb.table.Tables;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Replicas of global tables added and removed.
final class ReplicaRequests {
    private final Tables tables;
    private final Backups backups;
    private final StrongRequests strong;

    ReplicaRequests(Tables tables, Backups backups) {
        this.tables = tables;
        this.backups = backups;
        this.strong = new StrongRequests(tables, this);
    }

    TableShapes.Changed update(LiveTable live, TableShapes.UpdateTable request) {
        if (live.stored().strong() != null) return strong.remove(live, request);
        if ("STRONG".equals(request.multiRegionConsistency())) return strong.create(live, request);
        if (!request.globalTableWitnessUpdates().isEmpty())
            throw AwsException.validation(
                    "GlobalTableWitnessUpdates is only supported with MultiRegionConsistency STRONG");
        if (request.replicaUpdates().isEmpty())
            throw AwsException.validation(
                    "MultiRegionConsistency can only be specified when creating replicas with ReplicaUpdates");
        if (request.replicaUpdates().size() > 1)
            throw AwsException.validation("Only one replica can be created or deleted in one request");
        ReplicaUpdate update = request.replicaUpdates().getFirst();
        if ((update.create() == null) == (update.delete() == null))
            throw TableChecks.invalid(
                    "One of ReplicationGroupUpdate.Create, ReplicationGroupUpdate.Delete must be set");
        if (update.create() != null) return create(live, update.create().regionName());
        return delete(live, java.util.Objects.requireNonNull(update.delete()).regionName());
    }

    private TableShapes.Changed create(LiveTable live, String region) {
        StoredTable source = live.stored();
        Scope scope = free(live, region);
        List<String> others = new ArrayList<>();
        others.add(live.scope().region().code());
        source.replicas().forEach(each -> others.add(each.region()));
        LiveTable replica = tables.create(scope, copy(source, scope, null, others));
        for (String each : others)
            tables.find(new Scope(scope.account(), new Region(each)), source.name())
                    .ifPresent(table -> tables.change(table, stored -> stored.replicas(with(stored, region))));
        TableDescription description = Descriptions.of(live);
        tables.fillLater(replica, () -> backups.fill(replica, live, tables.now()), table -> table);
        return new TableShapes.Changed(description);
    }

    /// Where a new replica is to stand.
    ///
    /// @throws AwsException `ValidationException` when it cannot
    Scope free(LiveTable live, String region) {
        if (!Region.isRegionCode(region)) throw AwsException.validation("Unsupported region: " + region);
        Scope scope = new Scope(live.scope().account(), new Region(region));
        if (region.equals(live.scope().region().code())
                || has(live.stored(), region)
                || tables.find(scope, live.name()).isPresent())
            throw AwsException.validation("Failed to create a the new replica of table with name: '" + live.name()
                    + "' because one or more replicas already existed as tables.");
        return scope;
    }

    private static boolean has(StoredTable table, String region) {
        return table.replicas().stream().anyMatch(each -> each.region().equals(region));
    }

    private static List<Replica> with(StoredTable table, String region) {
        List<Replica> all = new ArrayList<>(table.replicas());
        all.add(new Replica(region, "ACTIVE"));
        return List.copyOf(all);
    }

    StoredTable copy(StoredTable source, Scope scope, StoredTable.@Nullable Strong consistency, List<String> others) {
        String arn = scope.arn("dynamodb", "table/" + source.name()).toString();
        StoredStream stream = source.stream();
        StoredStream own = stream == null
                ? null
                : new StoredStream(
                        stream.label(),
                        arn + "/stream/" + stream.label(),
                        stream.view(),
                        stream.enabled(),
                        tables.now());
        return new StoredTable(
                source.name(),
                tables.newId(),
                arn,
                tables.now(),
                StoredTable.CREATING,
                source.attributes(),
                source.keys(),
                source.settings(),
                source.locals().stream().map(this::fresh).toList(),
                source.globals().stream().map(this::fresh).toList(),
                own,
                new Upkeep(source.upkeep().ttl(), null, Map.of(), null, null),
                others.stream().map(each -> new Replica(each, "ACTIVE")).toList(),
                null,
                consistency);
    }

    private StoredIndex fresh(StoredIndex index) {
        return new StoredIndex(
                index.name(),
                tables.newId(),
                index.local(),
                index.keys(),
                index.projection(),
                index.status(),
                index.throughput(),
                index.most());
    }

    private TableShapes.Changed delete(LiveTable live, String region) {
        StoredTable stored = live.stored();
        if (!has(stored, region))
            throw AwsException.validation("Replica specified in the Replica Update or Replica Delete action of the "
                    + "request was not found.");
        Scope scope = new Scope(live.scope().account(), new Region(region));
        LiveTable replica = tables.require(scope, stored.name());
        List<LiveTable> others = new ArrayList<>();
        others.add(live);
        for (Replica each : stored.replicas())
            if (!each.region().equals(region))
                tables.find(new Scope(scope.account(), new Region(each.region())), stored.name())
                        .ifPresent(others::add);
        for (LiveTable each : others)
            tables.change(
                    each,
                    table -> table.replicas(table.replicas().stream()
                            .filter(one -> !one.region().equals(region))
                            .toList()));
        tables.change(replica, table -> table.replicas(List.of()).status(StoredTable.DELETING));
        tables.laterDelete(replica);
        return new TableShapes.Changed(Descriptions.of(live));
    }
}
