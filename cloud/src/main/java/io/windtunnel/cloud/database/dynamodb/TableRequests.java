package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.form.TableShapes;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.CreateTable;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.StreamSpecification;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.TableDescription;
import io.windtunnel.cloud.database.dynamodb.table.Descriptions;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.StoredIndex;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable.StoredStream;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable.Throughput;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable.Upkeep;
import io.windtunnel.cloud.database.dynamodb.table.TableChecks;
import io.windtunnel.cloud.database.dynamodb.table.Tables;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Tables created, described, listed and deleted.
final class TableRequests {
    /// Tables of one account and Region. Source: ServiceQuotas.html
    private static final int MOST_TABLES = 2_500;

    private static final int MOST_LISTED = 100;
    private static final DateTimeFormatter LABEL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final Tables tables;

    TableRequests(Tables tables) {
        this.tables = tables;
    }

    TableShapes.Changed createTable(Call call, CreateTable request) {
        TableChecks.check(request);
        Scope scope = call.scope();
        if (tables.find(scope, request.tableName()).isPresent())
            throw new AwsException("ResourceInUseException", "Table already exists: " + request.tableName());
        if (tables.names(scope).size() >= MOST_TABLES)
            throw new AwsException(
                    "LimitExceededException",
                    "Subscriber limit exceeded: The limit of " + MOST_TABLES + " tables has been reached");
        LiveTable live = tables.create(scope, stored(scope, request, tables.now()));
        TableDescription description = Descriptions.of(live);
        tables.later(live, StoredTable.CREATING, StoredTable::activated);
        return new TableShapes.Changed(description);
    }

    /// Makes a table that is restored, and filled before it becomes active.
    LiveTable make(Scope scope, CreateTable request, TableShapes.@Nullable RestoreSummary summary) {
        TableChecks.check(request);
        return tables.create(scope, stored(scope, request, tables.now()).restored(summary));
    }

    private StoredTable stored(Scope scope, CreateTable request, Instant now) {
        boolean onDemand = "PAY_PER_REQUEST".equals(request.billingMode());
        Map<String, String> tags = new LinkedHashMap<>();
        request.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        StoredTable.Settings settings = new StoredTable.Settings(
                onDemand,
                onDemand ? now : null,
                Throughput.of(request.provisionedThroughput()),
                request.onDemandThroughput(),
                request.sSESpecification(),
                request.tableClass(),
                Boolean.TRUE.equals(request.deletionProtectionEnabled()));
        String arn = scope.arn("dynamodb", "table/" + request.tableName()).toString();
        String policy = request.resourcePolicy();
        return new StoredTable(
                request.tableName(),
                tables.newId(),
                arn,
                now,
                StoredTable.CREATING,
                request.attributeDefinitions(),
                request.keySchema(),
                settings,
                locals(request),
                globals(request),
                stream(arn, request.streamSpecification(), now),
                new Upkeep(null, null, tags, policy, policy == null ? null : tables.newId()),
                List.of(),
                null,
                null);
    }

    private List<StoredIndex> locals(CreateTable request) {
        List<StoredIndex> indexes = new ArrayList<>();
        for (TableShapes.LocalIndex each : request.localSecondaryIndexes())
            indexes.add(new StoredIndex(
                    each.indexName(),
                    tables.newId(),
                    true,
                    each.keySchema(),
                    each.projection(),
                    StoredTable.ACTIVE,
                    Throughput.NONE,
                    null));
        return indexes;
    }

    private List<StoredIndex> globals(CreateTable request) {
        List<StoredIndex> indexes = new ArrayList<>();
        for (TableShapes.GlobalIndex each : request.globalSecondaryIndexes())
            indexes.add(new StoredIndex(
                    each.indexName(),
                    tables.newId(),
                    false,
                    each.keySchema(),
                    each.projection(),
                    StoredTable.CREATING,
                    Throughput.of(each.provisionedThroughput()),
                    each.onDemandThroughput()));
        return indexes;
    }

    /// The stream that a specification asks for; null where it asks for none.
    static @Nullable StoredStream stream(String tableArn, @Nullable StreamSpecification wanted, Instant now) {
        if (wanted == null) return null;
        if (!wanted.streamEnabled()) {
            if (wanted.streamViewType() != null)
                throw TableChecks.invalid("StreamViewType cannot be specified when StreamEnabled is set to false");
            return null;
        }
        if (wanted.streamViewType() == null)
            throw TableChecks.invalid("StreamViewType must be specified when StreamEnabled is set to true");
        String label = LABEL.format(now);
        return new StoredStream(label, tableArn + "/stream/" + label, wanted.streamViewType(), true, now);
    }

    TableShapes.Described describeTable(Call call, TableShapes.TableName request) {
        return new TableShapes.Described(Descriptions.of(tables.require(call.scope(), request.tableName())));
    }

    TableShapes.Changed deleteTable(Call call, TableShapes.TableName request) {
        LiveTable live = tables.require(call.scope(), request.tableName());
        StoredTable stored = live.stored();
        if (stored.settings().deletionProtection())
            throw AwsException.validation("Resource cannot be deleted as it is currently protected against deletion. "
                    + "Disable deletion protection first.");
        settled(stored);
        if (!stored.replicas().isEmpty())
            throw AwsException.validation("Replica cannot be deleted because it is part of a global table. Remove the "
                    + "other replicas first.");
        tables.change(live, table -> table.status(StoredTable.DELETING));
        TableDescription description = Descriptions.of(live);
        tables.laterDelete(live);
        return new TableShapes.Changed(description);
    }

    /// Refuses a change of a table that is being changed.
    ///
    /// @throws AwsException `ResourceInUseException`
    static void settled(StoredTable stored) {
        String doing = switch (stored.status()) {
            case StoredTable.CREATING -> "created";
            case StoredTable.UPDATING -> "updated";
            case StoredTable.DELETING -> "deleted";
            default -> "";
        };
        if (!doing.isEmpty())
            throw new AwsException(
                    "ResourceInUseException",
                    "Attempt to change a resource which is still in use: Table is being " + doing + ": "
                            + stored.name());
    }

    TableShapes.TableNames listTables(Call call, TableShapes.ListTables request) {
        int limit = request.limit() == null ? MOST_LISTED : request.limit();
        List<String> names = new ArrayList<>();
        for (String name : tables.names(call.scope())) {
            if (request.exclusiveStartTableName() != null && name.compareTo(request.exclusiveStartTableName()) <= 0)
                continue;
            if (names.size() == limit) return new TableShapes.TableNames(names, names.getLast());
            names.add(name);
        }
        return new TableShapes.TableNames(names, null);
    }

    static TableShapes.Limits describeLimits() {
        return new TableShapes.Limits(80_000, 80_000, TableChecks.MOST_UNITS, TableChecks.MOST_UNITS);
    }

    static TableShapes.Endpoints describeEndpoints(Call call) {
        String address = "dynamodb." + call.scope().region().code() + ".amazonaws.com";
        return new TableShapes.Endpoints(List.of(new TableShapes.Endpoint(address, 1_440)));
    }

    // ---- time to live

    TableShapes.TtlDescribed describeTimeToLive(Call call, TableShapes.TableName request) {
        String attribute = tables.require(call.scope(), request.tableName())
                .stored()
                .upkeep()
                .ttl();
        return new TableShapes.TtlDescribed(
                new TableShapes.TtlDescription(attribute == null ? "DISABLED" : "ENABLED", attribute));
    }

    TableShapes.TtlUpdated updateTimeToLive(Call call, TableShapes.UpdateTtl request) {
        LiveTable live = tables.require(call.scope(), request.tableName());
        TableShapes.TtlSpecification wanted = request.timeToLiveSpecification();
        String present = live.stored().upkeep().ttl();
        if (live.stored().strong() != null)
            throw AwsException.validation("Time to Live is not supported for global tables configured for multi-Region "
                    + "strong consistency");
        if (wanted.attributeName().isEmpty())
            throw AwsException.validation("TimeToLive attribute name must not be empty");
        if (wanted.enabled() && present != null) {
            if (!present.equals(wanted.attributeName()))
                throw AwsException.validation(
                        "TimeToLive is active on a different AttributeName: current AttributeName is " + present);
            throw AwsException.validation("TimeToLive is already enabled");
        }
        if (!wanted.enabled() && present == null) throw AwsException.validation("TimeToLive is already disabled");
        if (!wanted.enabled() && !Objects.equals(present, wanted.attributeName()))
            throw AwsException.validation(
                    "TimeToLive is active on a different AttributeName: current AttributeName is " + present);
        tables.change(
                live, table -> table.upkeep(table.upkeep().ttl(wanted.enabled() ? wanted.attributeName() : null)));
        return new TableShapes.TtlUpdated(wanted);
    }

    // ---- tags and policies

    void tagResource(Call call, TableShapes.TagResource request) {
        LiveTable live = tables.byArn(call.scope(), request.resourceArn());
        tables.change(live, table -> {
            Map<String, String> tags = new TreeMap<>(table.upkeep().tags());
            request.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
            if (tags.size() > 50)
                throw AwsException.validation("The total number of tags on the resource exceeds the limit of 50");
            return table.upkeep(table.upkeep().tags(tags));
        });
    }

    void untagResource(Call call, TableShapes.UntagResource request) {
        LiveTable live = tables.byArn(call.scope(), request.resourceArn());
        tables.change(live, table -> {
            Map<String, String> tags = new TreeMap<>(table.upkeep().tags());
            request.tagKeys().forEach(tags::remove);
            return table.upkeep(table.upkeep().tags(tags));
        });
    }

    TableShapes.Tags listTagsOfResource(Call call, TableShapes.ListTags request) {
        List<TableShapes.Tag> tags = new ArrayList<>();
        new TreeMap<>(tables.byArn(call.scope(), request.resourceArn())
                        .stored()
                        .upkeep()
                        .tags())
                .forEach((key, value) -> tags.add(new TableShapes.Tag(key, value)));
        return new TableShapes.Tags(tags, null);
    }

    TableShapes.Revision putResourcePolicy(Call call, TableShapes.PutPolicy request) {
        LiveTable live = tables.byArn(call.scope(), request.resourceArn());
        revision(live, request.expectedRevisionId());
        String revision = tables.newId();
        tables.change(live, table -> table.upkeep(table.upkeep().policy(request.policy(), revision)));
        return new TableShapes.Revision(revision);
    }

    TableShapes.Policy getResourcePolicy(Call call, TableShapes.GetPolicy request) {
        Upkeep upkeep =
                tables.byArn(call.scope(), request.resourceArn()).stored().upkeep();
        if (upkeep.policy() == null) throw noPolicy(request.resourceArn());
        return new TableShapes.Policy(upkeep.policy(), Objects.requireNonNull(upkeep.policyRevision()));
    }

    TableShapes.Revision deleteResourcePolicy(Call call, TableShapes.OfPolicy request) {
        LiveTable live = tables.byArn(call.scope(), request.resourceArn());
        revision(live, request.expectedRevisionId());
        String revision = live.stored().upkeep().policyRevision();
        tables.change(live, table -> table.upkeep(table.upkeep().policy(null, null)));
        return new TableShapes.Revision(revision);
    }

    private static void revision(LiveTable live, @Nullable String expected) {
        if (expected == null) return;
        String present = live.stored().upkeep().policyRevision();
        boolean none = expected.equals("NO_POLICY");
        if (none ? present != null : !expected.equals(present))
            throw new AwsException(
                    "PolicyNotFoundException",
                    "Resource-based policy does not have the expected revision id " + expected);
    }

    private static AwsException noPolicy(String arn) {
        return new AwsException(
                "PolicyNotFoundException", "Resource-based policy not found for the provided ResourceArn: " + arn);
    }
}
