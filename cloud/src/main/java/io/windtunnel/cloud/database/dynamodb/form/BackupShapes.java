package io.windtunnel.cloud.database.dynamodb.form;

import io.windtunnel.cloud.database.dynamodb.form.TableShapes.AttributeDefinition;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.GlobalIndex;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.KeySchemaElement;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.LocalIndex;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.OnDemandThroughput;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.ProvisionedThroughput;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Requests and answers of backups, recovery, exports and imports.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/
public final class BackupShapes {
    private BackupShapes() {}

    public record CreateBackup(String tableName, String backupName) {}

    public record BackupDetails(
            String backupArn,
            String backupName,
            long backupSizeBytes,
            String backupStatus,
            String backupType,
            Instant backupCreationDateTime,
            @Nullable Instant backupExpiryDateTime) {}

    public record Created(BackupDetails backupDetails) {}

    public record BackupArn(String backupArn) {}

    public record SourceTable(
            String tableName,
            String tableId,
            String tableArn,
            long tableSizeBytes,
            List<KeySchemaElement> keySchema,
            Instant tableCreationDateTime,
            ProvisionedThroughput provisionedThroughput,
            long itemCount,
            String billingMode) {}

    public record BackupDescription(BackupDetails backupDetails, SourceTable sourceTableDetails) {}

    public record Described(BackupDescription backupDescription) {}

    public record ListBackups(
            @Nullable String tableName,
            @Nullable Integer limit,
            @Nullable Instant timeRangeLowerBound,
            @Nullable Instant timeRangeUpperBound,
            @Nullable String exclusiveStartBackupArn,
            @Nullable String backupType) {}

    public record BackupSummary(
            String tableName,
            String tableId,
            String tableArn,
            String backupArn,
            String backupName,
            Instant backupCreationDateTime,
            @Nullable Instant backupExpiryDateTime,
            String backupStatus,
            String backupType,
            long backupSizeBytes) {}

    public record Listed(
            List<BackupSummary> backupSummaries, @Nullable String lastEvaluatedBackupArn) {}

    public record RestoreFromBackup(
            String targetTableName,
            String backupArn,
            @Nullable String billingModeOverride,
            @Nullable List<GlobalIndex> globalSecondaryIndexOverride,
            @Nullable List<LocalIndex> localSecondaryIndexOverride,
            @Nullable ProvisionedThroughput provisionedThroughputOverride,
            @Nullable OnDemandThroughput onDemandThroughputOverride) {}

    public record RestoreToPointInTime(
            @Nullable String sourceTableArn,
            @Nullable String sourceTableName,
            String targetTableName,
            @Nullable Boolean useLatestRestorableTime,
            @Nullable Instant restoreDateTime,
            @Nullable String billingModeOverride,
            @Nullable List<GlobalIndex> globalSecondaryIndexOverride,
            @Nullable List<LocalIndex> localSecondaryIndexOverride,
            @Nullable ProvisionedThroughput provisionedThroughputOverride,
            @Nullable OnDemandThroughput onDemandThroughputOverride) {}

    public record RecoverySpecification(boolean pointInTimeRecoveryEnabled) {}

    public record UpdateContinuous(String tableName, RecoverySpecification pointInTimeRecoverySpecification) {}

    public record RecoveryDescription(
            String pointInTimeRecoveryStatus,
            @Nullable Instant earliestRestorableDateTime,
            @Nullable Instant latestRestorableDateTime) {}

    public record ContinuousDescription(
            String continuousBackupsStatus, RecoveryDescription pointInTimeRecoveryDescription) {}

    public record Continuous(ContinuousDescription continuousBackupsDescription) {}

    // ---- exports and imports

    public record Export(
            String tableArn,
            @Nullable Instant exportTime,
            @Nullable String clientToken,
            String s3Bucket,
            @Nullable String s3Prefix,
            @Nullable String exportFormat,
            @Nullable String exportType) {}

    public record ExportDescription(
            String exportArn,
            String exportStatus,
            Instant startTime,
            @Nullable Instant endTime,
            @Nullable String exportManifest,
            String tableArn,
            String tableId,
            Instant exportTime,
            @Nullable String clientToken,
            String s3Bucket,
            @Nullable String s3Prefix,
            @Nullable String failureCode,
            @Nullable String failureMessage,
            String exportFormat,
            long billedSizeBytes,
            long itemCount,
            String exportType) {}

    public record Exported(ExportDescription exportDescription) {}

    public record ExportArn(String exportArn) {}

    public record ListExports(
            @Nullable String tableArn,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    public record ExportSummary(String exportArn, String exportStatus, String exportType) {}

    public record Exports(
            List<ExportSummary> exportSummaries, @Nullable String nextToken) {}

    public record BucketSource(String s3Bucket, @Nullable String s3KeyPrefix) {}

    public record CreationParameters(
            String tableName,
            List<AttributeDefinition> attributeDefinitions,
            List<KeySchemaElement> keySchema,
            @Nullable String billingMode,
            @Nullable ProvisionedThroughput provisionedThroughput,
            @Nullable OnDemandThroughput onDemandThroughput,
            List<GlobalIndex> globalSecondaryIndexes) {}

    public record Import(
            @Nullable String clientToken,
            BucketSource s3BucketSource,
            String inputFormat,
            @Nullable String inputCompressionType,
            CreationParameters tableCreationParameters) {}

    public record ImportDescription(
            String importArn,
            String importStatus,
            String tableArn,
            String tableId,
            @Nullable String clientToken,
            BucketSource s3BucketSource,
            long errorCount,
            String inputFormat,
            @Nullable String inputCompressionType,
            CreationParameters tableCreationParameters,
            Instant startTime,
            @Nullable Instant endTime,
            long processedSizeBytes,
            long processedItemCount,
            long importedItemCount,
            @Nullable String failureCode,
            @Nullable String failureMessage) {}

    public record Imported(ImportDescription importTableDescription) {}

    public record ImportArn(String importArn) {}

    public record ListImports(
            @Nullable String tableArn,
            @Nullable Integer pageSize,
            @Nullable String nextToken) {}

    public record ImportSummary(
            String importArn,
            String importStatus,
            String tableArn,
            BucketSource s3BucketSource,
            String inputFormat,
            Instant startTime,
            @Nullable Instant endTime) {}

    public record Imports(
            List<ImportSummary> importSummaryList, @Nullable String nextToken) {}
}
