package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.form.TableShapes;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.AttributeDefinition;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.IndexUpdate;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.ProvisionedThroughput;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.StreamSpecification;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.TableDescription;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.UpdateTable;
import io.windtunnel.cloud.database.dynamodb.table.Descriptions;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.StoredIndex;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable.StoredStream;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable.Throughput;
import io.windtunnel.cloud.database.dynamodb.table.TableChecks;
import io.windtunnel.cloud.database.dynamodb.table.Tables;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `UpdateTable`: what is asked is worked out on the description first, then it is applied.
final class TableUpdates {
    private static final int MOST_GLOBAL = 20;

    private final Tables tables;
    private final ReplicaRequests replicas;

    TableUpdates(Tables tables, ReplicaRequests replicas) {
        this.tables = tables;
        this.replicas = replicas;
    }

    TableShapes.Changed updateTable(Call call, UpdateTable request) {
        LiveTable live = tables.require(call.scope(), request.tableName());
        StoredTable before = live.stored();
        TableRequests.settled(before);
        if (asksNothing(request))
            throw AwsException.validation("At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
                    + "GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
        if (request.aboutRegions()) return replicas.update(live, request);
        StoredTable next = settings(throughput(before, request), request);
        next = streams(next, request.streamSpecification());
        next = indexes(next, request);
        StoredTable wanted = next;
        tables.change(live, _ -> wanted.status(StoredTable.UPDATING));
        TableDescription description = Descriptions.of(live);
        tables.later(live, StoredTable.UPDATING, table -> table.status(StoredTable.ACTIVE));
        for (IndexUpdate update : request.globalSecondaryIndexUpdates()) follow(live, update);
        return new TableShapes.Changed(description);
    }

    private void follow(LiveTable live, IndexUpdate update) {
        if (update.create() != null) tables.backfill(live, update.create().indexName());
        if (update.update() != null) tables.laterIndex(live, update.update().indexName(), false);
        if (update.delete() != null) tables.laterIndex(live, update.delete().indexName(), true);
    }

    private static boolean asksNothing(UpdateTable request) {
        return request.billingMode() == null
                && request.provisionedThroughput() == null
                && request.globalSecondaryIndexUpdates().isEmpty()
                && request.streamSpecification() == null
                && request.sSESpecification() == null
                && !request.aboutRegions()
                && request.tableClass() == null
                && request.deletionProtectionEnabled() == null
                && request.onDemandThroughput() == null;
    }

    private StoredTable throughput(StoredTable table, UpdateTable request) {
        StoredTable.Settings settings = table.settings();
        String mode = request.billingMode();
        ProvisionedThroughput wanted = request.provisionedThroughput();
        boolean onDemand = mode == null ? settings.onDemand() : mode.equals("PAY_PER_REQUEST");
        if (mode == null && wanted == null) return table;
        if (onDemand == settings.onDemand() && wanted == null) return table;
        TableChecks.throughput(onDemand, wanted);
        Instant now = tables.now();
        if (onDemand) {
            List<StoredIndex> globals = table.globals().stream()
                    .map(each -> each.throughput(Throughput.NONE))
                    .toList();
            return table.settings(settings.billing(true, now, Throughput.NONE)).globals(globals);
        }
        if (wanted == null) return table;
        if (!settings.onDemand() && settings.throughput().equals(wanted)) throw unchanged(settings, wanted);
        Throughput next = settings.onDemand()
                ? Throughput.of(wanted)
                : settings.throughput().to(wanted, now);
        StoredTable changed = table.settings(settings.billing(false, settings.onDemandSince(), next));
        return settings.onDemand() ? provisionIndexes(changed, request) : changed;
    }

    /// An on-demand table that becomes provisioned must say so of each index too.
    private static StoredTable provisionIndexes(StoredTable table, UpdateTable request) {
        Set<String> told = new HashSet<>();
        for (IndexUpdate each : request.globalSecondaryIndexUpdates())
            if (each.update() != null) told.add(each.update().indexName());
        for (StoredIndex each : table.globals())
            if (!told.contains(each.name()))
                throw TableChecks.invalid("ProvisionedThroughput must be specified for index: " + each.name());
        return table;
    }

    private static AwsException unchanged(StoredTable.Settings settings, ProvisionedThroughput wanted) {
        return AwsException.validation(
                ("The provisioned throughput for the table will not change. The requested value equals the current "
                                + "value. Current ReadCapacityUnits provisioned for the table: %d. Requested "
                                + "ReadCapacityUnits: %d. Current WriteCapacityUnits provisioned for the table: %d. "
                                + "Requested WriteCapacityUnits: %d. Refer to the Amazon DynamoDB Developer Guide for "
                                + "current limits and how to request higher limits.")
                        .formatted(
                                settings.throughput().read(),
                                wanted.readCapacityUnits(),
                                settings.throughput().write(),
                                wanted.writeCapacityUnits()));
    }

    private static StoredTable settings(StoredTable table, UpdateTable request) {
        StoredTable.Settings settings = table.settings();
        if (request.deletionProtectionEnabled() != null)
            settings = settings.guarded(request.deletionProtectionEnabled());
        if (request.tableClass() != null) settings = settings.classed(request.tableClass());
        if (request.sSESpecification() != null) settings = settings.encrypted(request.sSESpecification());
        if (request.onDemandThroughput() != null) settings = settings.most(request.onDemandThroughput());
        return table.settings(settings);
    }

    private StoredTable streams(StoredTable table, @Nullable StreamSpecification wanted) {
        if (wanted == null) return table;
        StoredStream present = table.stream();
        boolean enabled = present != null && present.enabled();
        if (wanted.streamEnabled() && enabled)
            throw AwsException.validation("Table already has an enabled stream: TableName: " + table.name());
        if (!wanted.streamEnabled() && !enabled)
            throw AwsException.validation("Table is already without an enabled stream: TableName: " + table.name());
        StoredStream next = TableRequests.stream(table.arn(), wanted, tables.now());
        if (next != null) return table.stream(next);
        if (present == null) return table;
        return table.stream(new StoredStream(present.label(), present.arn(), present.view(), false, present.created()));
    }

    private StoredTable indexes(StoredTable table, UpdateTable request) {
        StoredTable next = table;
        if (!request.attributeDefinitions().isEmpty()) next = next.attributes(request.attributeDefinitions());
        int changes = 0;
        for (IndexUpdate update : request.globalSecondaryIndexUpdates()) {
            if (update.create() != null || update.delete() != null) changes++;
            if (changes > 1)
                throw new AwsException(
                        "LimitExceededException",
                        "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per "
                                + "table");
            next = index(next, update);
        }
        return changes == 0 && request.attributeDefinitions().isEmpty() ? next : definitions(table, next, request);
    }

    private StoredTable index(StoredTable table, IndexUpdate update) {
        if (update.create() != null) return create(table, update.create());
        if (update.delete() != null) {
            StoredIndex present = present(table, update.delete().indexName());
            return table.with(present.name(), present.status(StoredTable.DELETING));
        }
        if (update.update() == null)
            throw TableChecks.invalid("One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
                    + "GlobalSecondaryIndexUpdate.Delete must not be null");
        StoredIndex present = present(table, update.update().indexName());
        ProvisionedThroughput wanted = update.update().provisionedThroughput();
        if (wanted != null) {
            if (table.settings().onDemand())
                throw TableChecks.invalid("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when "
                        + "BillingMode is PAY_PER_REQUEST");
            if (present.throughput().equals(wanted))
                throw AwsException.validation("The provisioned throughput for the index " + present.name()
                        + " will not change. The requested value equals the current value.");
            present = present.throughput(present.throughput().to(wanted, tables.now()));
        }
        if (update.update().onDemandThroughput() != null)
            present = present.most(update.update().onDemandThroughput());
        return table.with(present.name(), present.status(StoredTable.UPDATING));
    }

    private StoredTable create(StoredTable table, TableShapes.CreateIndex wanted) {
        if (table.global(wanted.indexName()).isPresent()
                || table.local(wanted.indexName()).isPresent())
            throw AwsException.validation("Attempting to create an index which already exists");
        if (table.globals().size() >= MOST_GLOBAL)
            throw TableChecks.invalid("GlobalSecondaryIndex count exceeds the per-table limit of " + MOST_GLOBAL);
        TableChecks.global(
                new TableShapes.GlobalIndex(
                        wanted.indexName(),
                        wanted.keySchema(),
                        wanted.projection(),
                        wanted.provisionedThroughput(),
                        wanted.onDemandThroughput()),
                table.settings().onDemand(),
                table.attributes());
        List<StoredIndex> globals = new ArrayList<>(table.globals());
        globals.add(new StoredIndex(
                wanted.indexName(),
                tables.newId(),
                false,
                wanted.keySchema(),
                wanted.projection(),
                StoredTable.CREATING,
                Throughput.of(wanted.provisionedThroughput()),
                wanted.onDemandThroughput()));
        return table.globals(List.copyOf(globals));
    }

    private static StoredIndex present(StoredTable table, String name) {
        StoredIndex present = table.global(name)
                .orElseThrow(() -> new AwsException(
                        "ResourceNotFoundException",
                        "Requested resource not found: Index: " + name + " not found in table: " + table.name()));
        if (!present.status().equals(StoredTable.ACTIVE))
            throw new AwsException(
                    "ResourceInUseException",
                    "Attempt to change a resource which is still in use: Index is being changed: " + name);
        return present;
    }

    /// The definitions that keys use: those of the request and, for what it leaves out, the table's own.
    private static StoredTable definitions(StoredTable before, StoredTable table, UpdateTable request) {
        Set<String> used = new HashSet<>();
        table.keys().forEach(key -> used.add(key.attributeName()));
        table.locals().forEach(index -> index.keys().forEach(key -> used.add(key.attributeName())));
        table.globals().stream()
                .filter(index -> !index.status().equals(StoredTable.DELETING))
                .forEach(index -> index.keys().forEach(key -> used.add(key.attributeName())));
        List<AttributeDefinition> all = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (AttributeDefinition each : request.attributeDefinitions())
            if (used.contains(each.attributeName()) && seen.add(each.attributeName())) all.add(each);
        for (AttributeDefinition each : before.attributes())
            if (used.contains(each.attributeName()) && seen.add(each.attributeName())) all.add(each);
        for (AttributeDefinition each : all)
            for (AttributeDefinition old : before.attributes())
                if (old.attributeName().equals(each.attributeName())
                        && !old.attributeType().equals(each.attributeType()))
                    throw TableChecks.invalid("Table already has an attribute of another type: " + each.attributeName()
                            + " is " + old.attributeType());
        return table.attributes(List.copyOf(all));
    }
}
