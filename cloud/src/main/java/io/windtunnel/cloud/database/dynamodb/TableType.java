package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.form.BackupShapes;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.AttributeDefinition;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.GlobalIndex;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.IndexUpdate;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.KeySchemaElement;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.LocalIndex;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.OnDemandThroughput;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.ProvisionedThroughput;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.StreamSpecification;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.TableDescription;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.Tag;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.TtlSpecification;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::DynamoDB::Table`.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-dynamodb-table.html
final class TableType implements ResourceType<TableType.Properties> {
    static final int LONGEST_NAME = 255;

    /// How often a table that is being made is looked at.
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final DynamoDbApi api;
    private final Ids ids;

    record Sse(
            @Nullable Boolean sSEEnabled,
            @Nullable String sSEType,
            @Nullable String kMSMasterKeyId) {}

    record Stream(String streamViewType) {}

    record Recovery(@Nullable Boolean pointInTimeRecoveryEnabled) {}

    record Ttl(@Nullable String attributeName, boolean enabled) {}

    record Properties(
            @Nullable String tableName,
            List<AttributeDefinition> attributeDefinitions,
            List<KeySchemaElement> keySchema,
            @Nullable String billingMode,
            @Nullable ProvisionedThroughput provisionedThroughput,
            @Nullable OnDemandThroughput onDemandThroughput,
            List<GlobalIndex> globalSecondaryIndexes,
            List<LocalIndex> localSecondaryIndexes,
            @Nullable Stream streamSpecification,
            @Nullable Sse sSESpecification,
            @Nullable Ttl timeToLiveSpecification,
            @Nullable Recovery pointInTimeRecoverySpecification,
            @Nullable Boolean deletionProtectionEnabled,
            @Nullable String tableClass,
            List<Tag> tags) {}

    TableType(DynamoDbApi api, Ids ids) {
        this.api = api;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "AWS::DynamoDB::Table";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("TableName", "KeySchema", "LocalSecondaryIndexes");
    }

    @Override
    public Progress create(Request<Properties> request) {
        Properties wanted = request.properties();
        String name =
                wanted.tableName() == null ? request.generatedName(ids.upper(12), LONGEST_NAME) : wanted.tableName();
        try {
            api.createTable(call(request), creation(wanted, name, tags(request)));
        } catch (AwsException refusal) {
            return new Progress.Failed("", refusal.message());
        }
        return settled(request, name, () -> {
            upkeep(request, name, null);
            return done(request, name);
        });
    }

    static List<Tag> tags(Request<Properties> request) {
        List<Tag> tags = new ArrayList<>();
        request.tags().forEach((key, value) -> tags.add(new Tag(key, value)));
        tags.addAll(request.properties().tags());
        return tags;
    }

    private static Call call(Request<?> request) {
        return Call.internal(request.scope());
    }

    private static TableShapes.CreateTable creation(Properties wanted, String name, List<Tag> tags) {
        Stream stream = wanted.streamSpecification();
        return new TableShapes.CreateTable(
                wanted.attributeDefinitions(),
                name,
                wanted.keySchema(),
                wanted.localSecondaryIndexes(),
                wanted.globalSecondaryIndexes(),
                wanted.billingMode(),
                wanted.provisionedThroughput(),
                stream == null ? null : new StreamSpecification(true, stream.streamViewType()),
                sse(wanted.sSESpecification()),
                tags,
                wanted.tableClass(),
                wanted.deletionProtectionEnabled(),
                null,
                wanted.onDemandThroughput());
    }

    private static TableShapes.@Nullable SseSpecification sse(@Nullable Sse sse) {
        return sse == null
                ? null
                : new TableShapes.SseSpecification(sse.sSEEnabled(), sse.sSEType(), sse.kMSMasterKeyId());
    }

    /// Goes on with `next` once the table, with its indexes, is active.
    private Progress settled(Request<Properties> request, String name, java.util.function.Supplier<Progress> next) {
        try {
            TableDescription table = describe(request, name);
            boolean active = table.tableStatus().equals("ACTIVE")
                    && (table.globalSecondaryIndexes() == null
                            || table.globalSecondaryIndexes().stream()
                                    .allMatch(each -> each.indexStatus().equals("ACTIVE")));
            if (active) return next.get();
            return new Progress.Pending(name, AGAIN, () -> settled(request, name, next));
        } catch (AwsException refusal) {
            return new Progress.Failed(name, refusal.message());
        }
    }

    private TableDescription describe(Request<Properties> request, String name) {
        return api.describeTable(call(request), new TableShapes.TableName(name)).table();
    }

    private Progress done(Request<Properties> request, String name) {
        TableDescription table = describe(request, name);
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("Arn", table.tableArn());
        if (table.latestStreamArn() != null) attributes.put("StreamArn", table.latestStreamArn());
        return new Progress.Done(name, attributes);
    }

    /// Sets time to live and recovery, as far as they are to change.
    private void upkeep(Request<Properties> request, String name, @Nullable Properties before) {
        Properties wanted = request.properties();
        Ttl old = before == null ? null : before.timeToLiveSpecification();
        Ttl next = wanted.timeToLiveSpecification();
        if (!Objects.equals(old, next)) {
            if (old != null && old.enabled()) ttl(request, name, new Ttl(old.attributeName(), false));
            if (next != null && next.enabled()) ttl(request, name, next);
        }
        boolean recovered = before != null && on(before.pointInTimeRecoverySpecification());
        boolean recovers = on(wanted.pointInTimeRecoverySpecification());
        if (recovered != recovers)
            api.updateContinuousBackups(
                    call(request),
                    new BackupShapes.UpdateContinuous(name, new BackupShapes.RecoverySpecification(recovers)));
    }

    private static boolean on(@Nullable Recovery recovery) {
        return recovery != null && Boolean.TRUE.equals(recovery.pointInTimeRecoveryEnabled());
    }

    private void ttl(Request<Properties> request, String name, Ttl ttl) {
        if (ttl.attributeName() == null)
            throw AwsException.validation("TimeToLiveSpecification.AttributeName is required");
        api.updateTimeToLive(
                call(request),
                new TableShapes.UpdateTtl(name, new TtlSpecification(ttl.enabled(), ttl.attributeName())));
    }

    // ---- changes

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        List<TableShapes.UpdateTable> steps = steps(request.id(), request.properties(), before);
        return step(request, before, steps, 0);
    }

    /// One change after the other, each when the one before is over, as AWS demands.
    private Progress step(Request<Properties> request, Properties before, List<TableShapes.UpdateTable> steps, int at) {
        String name = request.id();
        try {
            if (at < steps.size()) {
                api.updateTable(call(request), steps.get(at));
                return settled(request, name, () -> step(request, before, steps, at + 1));
            }
            upkeep(request, name, before);
            String arn = describe(request, name).tableArn();
            if (!request.properties().tags().isEmpty())
                api.tagResource(
                        call(request),
                        new TableShapes.TagResource(arn, request.properties().tags()));
            return done(request, name);
        } catch (AwsException refusal) {
            return new Progress.Failed(name, refusal.message());
        }
    }

    private static List<TableShapes.UpdateTable> steps(String name, Properties wanted, Properties before) {
        List<TableShapes.UpdateTable> steps = new ArrayList<>();
        boolean throughput = !Objects.equals(wanted.billingMode(), before.billingMode())
                || !Objects.equals(wanted.provisionedThroughput(), before.provisionedThroughput());
        if (throughput) steps.add(throughput(name, wanted));
        if (!Objects.equals(wanted.streamSpecification(), before.streamSpecification())) {
            if (before.streamSpecification() != null) steps.add(stream(name, null));
            if (wanted.streamSpecification() != null) steps.add(stream(name, wanted.streamSpecification()));
        }
        boolean settings = !Objects.equals(wanted.deletionProtectionEnabled(), before.deletionProtectionEnabled())
                || !Objects.equals(wanted.tableClass(), before.tableClass())
                || !Objects.equals(wanted.sSESpecification(), before.sSESpecification())
                || !Objects.equals(wanted.onDemandThroughput(), before.onDemandThroughput());
        if (settings) steps.add(settings(name, wanted));
        for (GlobalIndex each : before.globalSecondaryIndexes())
            if (named(wanted, each.indexName()) == null)
                steps.add(index(
                        name, wanted, new IndexUpdate(null, null, new TableShapes.DeleteIndex(each.indexName()))));
        for (GlobalIndex each : wanted.globalSecondaryIndexes()) {
            GlobalIndex old = named(before, each.indexName());
            if (old == null) steps.add(index(name, wanted, creating(each)));
            else if (!throughput && !Objects.equals(old.provisionedThroughput(), each.provisionedThroughput()))
                steps.add(index(name, wanted, updating(each)));
        }
        return steps;
    }

    private static @Nullable GlobalIndex named(Properties properties, String index) {
        for (GlobalIndex each : properties.globalSecondaryIndexes())
            if (each.indexName().equals(index)) return each;
        return null;
    }

    private static IndexUpdate creating(GlobalIndex index) {
        return new IndexUpdate(
                null,
                new TableShapes.CreateIndex(
                        index.indexName(),
                        index.keySchema(),
                        index.projection(),
                        index.provisionedThroughput(),
                        index.onDemandThroughput()),
                null);
    }

    private static IndexUpdate updating(GlobalIndex index) {
        return new IndexUpdate(
                new TableShapes.UpdateIndex(
                        index.indexName(), index.provisionedThroughput(), index.onDemandThroughput()),
                null,
                null);
    }

    private static TableShapes.UpdateTable throughput(String name, Properties wanted) {
        List<IndexUpdate> indexes = "PAY_PER_REQUEST".equals(wanted.billingMode())
                ? List.of()
                : wanted.globalSecondaryIndexes().stream()
                        .map(TableType::updating)
                        .toList();
        return new TableShapes.UpdateTable(
                List.of(),
                name,
                wanted.billingMode(),
                wanted.provisionedThroughput(),
                indexes,
                null,
                null,
                List.of(),
                null,
                null,
                null);
    }

    private static TableShapes.UpdateTable stream(String name, @Nullable Stream stream) {
        StreamSpecification specification = stream == null
                ? new StreamSpecification(false, null)
                : new StreamSpecification(true, stream.streamViewType());
        return new TableShapes.UpdateTable(
                List.of(), name, null, null, List.of(), specification, null, List.of(), null, null, null);
    }

    private static TableShapes.UpdateTable settings(String name, Properties wanted) {
        return new TableShapes.UpdateTable(
                List.of(),
                name,
                null,
                null,
                List.of(),
                null,
                sse(wanted.sSESpecification()),
                List.of(),
                wanted.tableClass(),
                Boolean.TRUE.equals(wanted.deletionProtectionEnabled()),
                wanted.onDemandThroughput());
    }

    private static TableShapes.UpdateTable index(String name, Properties wanted, IndexUpdate update) {
        return new TableShapes.UpdateTable(
                wanted.attributeDefinitions(),
                name,
                null,
                null,
                List.of(update),
                null,
                null,
                List.of(),
                null,
                null,
                null);
    }

    @Override
    public Progress delete(Request<Properties> request) {
        try {
            api.deleteTable(call(request), new TableShapes.TableName(request.id()));
        } catch (AwsException refusal) {
            if (!refusal.code().equals("ResourceNotFoundException"))
                return new Progress.Failed(request.id(), refusal.message());
        }
        return new Progress.Done(request.id(), Map.of());
    }
}
