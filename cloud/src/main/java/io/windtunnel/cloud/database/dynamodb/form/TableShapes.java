package io.windtunnel.cloud.database.dynamodb.form;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Requests and answers of the control plane.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/
public final class TableShapes {
    private TableShapes() {}

    public record AttributeDefinition(String attributeName, String attributeType) {}

    public record KeySchemaElement(String attributeName, String keyType) {}

    public record Projection(
            @Nullable String projectionType, @Nullable List<String> nonKeyAttributes) {
        /// The attributes besides the keys; none where none are named.
        public List<String> names() {
            return nonKeyAttributes == null ? List.of() : nonKeyAttributes;
        }
    }

    public record ProvisionedThroughput(long readCapacityUnits, long writeCapacityUnits) {}

    public record OnDemandThroughput(
            @Nullable Long maxReadRequestUnits, @Nullable Long maxWriteRequestUnits) {}

    public record GlobalIndex(
            String indexName,
            List<KeySchemaElement> keySchema,
            Projection projection,
            @Nullable ProvisionedThroughput provisionedThroughput,
            @Nullable OnDemandThroughput onDemandThroughput) {}

    public record LocalIndex(String indexName, List<KeySchemaElement> keySchema, Projection projection) {}

    public record StreamSpecification(
            boolean streamEnabled, @Nullable String streamViewType) {}

    public record SseSpecification(
            @Nullable Boolean enabled,
            @Nullable String sSEType,
            @Nullable String kMSMasterKeyId) {}

    public record Tag(String key, String value) {}

    public record CreateTable(
            List<AttributeDefinition> attributeDefinitions,
            String tableName,
            List<KeySchemaElement> keySchema,
            List<LocalIndex> localSecondaryIndexes,
            List<GlobalIndex> globalSecondaryIndexes,
            @Nullable String billingMode,
            @Nullable ProvisionedThroughput provisionedThroughput,
            @Nullable StreamSpecification streamSpecification,
            @Nullable SseSpecification sSESpecification,
            List<Tag> tags,
            @Nullable String tableClass,
            @Nullable Boolean deletionProtectionEnabled,
            @Nullable String resourcePolicy,
            @Nullable OnDemandThroughput onDemandThroughput) {}

    public record CreateIndex(
            String indexName,
            List<KeySchemaElement> keySchema,
            Projection projection,
            @Nullable ProvisionedThroughput provisionedThroughput,
            @Nullable OnDemandThroughput onDemandThroughput) {}

    public record UpdateIndex(
            String indexName,
            @Nullable ProvisionedThroughput provisionedThroughput,
            @Nullable OnDemandThroughput onDemandThroughput) {}

    public record DeleteIndex(String indexName) {}

    public record IndexUpdate(
            @Nullable UpdateIndex update,
            @Nullable CreateIndex create,
            @Nullable DeleteIndex delete) {}

    public record CreateReplica(String regionName) {}

    public record ReplicaUpdate(
            @Nullable CreateReplica create, @Nullable CreateReplica delete) {}

    public record WitnessRegion(String regionName) {}

    public record WitnessUpdate(
            @Nullable WitnessRegion create, @Nullable WitnessRegion delete) {}

    public record WitnessDescription(String regionName, String witnessStatus) {}

    public record UpdateTable(
            List<AttributeDefinition> attributeDefinitions,
            String tableName,
            @Nullable String billingMode,
            @Nullable ProvisionedThroughput provisionedThroughput,
            List<IndexUpdate> globalSecondaryIndexUpdates,
            @Nullable StreamSpecification streamSpecification,
            @Nullable SseSpecification sSESpecification,
            List<ReplicaUpdate> replicaUpdates,
            @Nullable String tableClass,
            @Nullable Boolean deletionProtectionEnabled,
            @Nullable OnDemandThroughput onDemandThroughput,
            @Nullable String multiRegionConsistency,
            List<WitnessUpdate> globalTableWitnessUpdates) {
        /// A request that is not about Regions, but for replicas that are eventually consistent.
        public UpdateTable(
                List<AttributeDefinition> attributeDefinitions,
                String tableName,
                @Nullable String billingMode,
                @Nullable ProvisionedThroughput provisionedThroughput,
                List<IndexUpdate> globalSecondaryIndexUpdates,
                @Nullable StreamSpecification streamSpecification,
                @Nullable SseSpecification sSESpecification,
                List<ReplicaUpdate> replicaUpdates,
                @Nullable String tableClass,
                @Nullable Boolean deletionProtectionEnabled,
                @Nullable OnDemandThroughput onDemandThroughput) {
            this(
                    attributeDefinitions,
                    tableName,
                    billingMode,
                    provisionedThroughput,
                    globalSecondaryIndexUpdates,
                    streamSpecification,
                    sSESpecification,
                    replicaUpdates,
                    tableClass,
                    deletionProtectionEnabled,
                    onDemandThroughput,
                    null,
                    List.of());
        }

        /// A request that adds or removes Regions only.
        public static UpdateTable regions(
                String table,
                List<ReplicaUpdate> replicas,
                List<WitnessUpdate> witnesses,
                @Nullable String consistency) {
            return new UpdateTable(
                    List.of(),
                    table,
                    null,
                    null,
                    List.of(),
                    null,
                    null,
                    replicas,
                    null,
                    null,
                    null,
                    consistency,
                    witnesses);
        }

        /// Whether it is about Regions.
        public boolean aboutRegions() {
            return !replicaUpdates.isEmpty() || !globalTableWitnessUpdates.isEmpty() || multiRegionConsistency != null;
        }
    }

    public record TableName(String tableName) {}

    public record ListTables(
            @Nullable String exclusiveStartTableName,
            @Nullable Integer limit) {}

    public record TableNames(
            List<String> tableNames, @Nullable String lastEvaluatedTableName) {}

    public record ThroughputDescription(
            @Nullable Instant lastIncreaseDateTime,
            @Nullable Instant lastDecreaseDateTime,
            long numberOfDecreasesToday,
            long readCapacityUnits,
            long writeCapacityUnits) {}

    public record BillingModeSummary(
            String billingMode, @Nullable Instant lastUpdateToPayPerRequestDateTime) {}

    public record LocalIndexDescription(
            String indexName,
            List<KeySchemaElement> keySchema,
            Projection projection,
            long indexSizeBytes,
            long itemCount,
            String indexArn) {}

    public record GlobalIndexDescription(
            String indexName,
            List<KeySchemaElement> keySchema,
            Projection projection,
            String indexStatus,
            @Nullable Boolean backfilling,
            @Nullable ThroughputDescription provisionedThroughput,
            long indexSizeBytes,
            long itemCount,
            String indexArn,
            @Nullable OnDemandThroughput onDemandThroughput) {}

    public record ReplicaDescription(String regionName, String replicaStatus) {}

    public record RestoreSummary(
            @Nullable String sourceBackupArn,
            @Nullable String sourceTableArn,
            Instant restoreDateTime,
            boolean restoreInProgress) {}

    public record SseDescription(
            String status, String sSEType, @Nullable String kMSMasterKeyArn) {}

    public record TableClassSummary(String tableClass) {}

    public record TableDescription(
            List<AttributeDefinition> attributeDefinitions,
            String tableName,
            List<KeySchemaElement> keySchema,
            String tableStatus,
            Instant creationDateTime,
            @Nullable ThroughputDescription provisionedThroughput,
            long tableSizeBytes,
            long itemCount,
            String tableArn,
            String tableId,
            @Nullable BillingModeSummary billingModeSummary,
            @Nullable List<LocalIndexDescription> localSecondaryIndexes,
            @Nullable List<GlobalIndexDescription> globalSecondaryIndexes,
            @Nullable StreamSpecification streamSpecification,
            @Nullable String latestStreamLabel,
            @Nullable String latestStreamArn,
            @Nullable String globalTableVersion,
            @Nullable List<ReplicaDescription> replicas,
            @Nullable RestoreSummary restoreSummary,
            @Nullable SseDescription sSEDescription,
            @Nullable TableClassSummary tableClassSummary,
            boolean deletionProtectionEnabled,
            @Nullable OnDemandThroughput onDemandThroughput,
            @Nullable String multiRegionConsistency,
            @Nullable List<WitnessDescription> globalTableWitnesses) {}

    public record Described(TableDescription table) {}

    public record Changed(TableDescription tableDescription) {}

    public record Limits(
            long accountMaxReadCapacityUnits,
            long accountMaxWriteCapacityUnits,
            long tableMaxReadCapacityUnits,
            long tableMaxWriteCapacityUnits) {}

    public record Endpoint(String address, long cachePeriodInMinutes) {}

    public record Endpoints(List<Endpoint> endpoints) {}

    public record TtlSpecification(boolean enabled, String attributeName) {}

    public record UpdateTtl(String tableName, TtlSpecification timeToLiveSpecification) {}

    public record TtlUpdated(TtlSpecification timeToLiveSpecification) {}

    public record TtlDescription(
            String timeToLiveStatus, @Nullable String attributeName) {}

    public record TtlDescribed(TtlDescription timeToLiveDescription) {}

    public record TagResource(String resourceArn, List<Tag> tags) {}

    public record UntagResource(String resourceArn, List<String> tagKeys) {}

    public record ListTags(String resourceArn, @Nullable String nextToken) {}

    public record Tags(List<Tag> tags, @Nullable String nextToken) {}

    public record PutPolicy(
            String resourceArn, String policy, @Nullable String expectedRevisionId) {}

    public record OfPolicy(String resourceArn, @Nullable String expectedRevisionId) {}

    public record GetPolicy(String resourceArn) {}

    public record Revision(@Nullable String revisionId) {}

    public record Policy(String policy, String revisionId) {}
}
