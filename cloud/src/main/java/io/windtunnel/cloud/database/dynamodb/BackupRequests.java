package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.backup.Backups;
import io.windtunnel.cloud.database.dynamodb.backup.StoredBackup;
import io.windtunnel.cloud.database.dynamodb.form.BackupShapes;
import io.windtunnel.cloud.database.dynamodb.form.BackupShapes.BackupDetails;
import io.windtunnel.cloud.database.dynamodb.form.BackupShapes.RestoreFromBackup;
import io.windtunnel.cloud.database.dynamodb.form.BackupShapes.RestoreToPointInTime;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.CreateTable;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.GlobalIndex;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.LocalIndex;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.ProvisionedThroughput;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.RestoreSummary;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.TableDescription;
import io.windtunnel.cloud.database.dynamodb.table.Descriptions;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.StoredIndex;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable.Throughput;
import io.windtunnel.cloud.database.dynamodb.table.Tables;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Backups, and tables restored from them or to a moment.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html
final class BackupRequests {
    private static final int MOST_LISTED = 100;

    private final Tables tables;
    private final TableRequests requests;
    private final Backups backups;

    BackupRequests(Tables tables, TableRequests requests, Backups backups) {
        this.tables = tables;
        this.requests = requests;
        this.backups = backups;
    }

    BackupShapes.Created createBackup(Call call, BackupShapes.CreateBackup request) {
        LiveTable live = named(call, request.tableName());
        return new BackupShapes.Created(details(backups.create(live, request.backupName())));
    }

    private LiveTable named(Call call, String name) {
        return tables.find(call.scope(), name)
                .filter(each -> each.stored().active())
                .orElseThrow(() -> new AwsException("TableNotFoundException", "Table not found: " + name));
    }

    private static BackupDetails details(StoredBackup backup) {
        return new BackupDetails(
                backup.arn(),
                backup.name(),
                backup.bytes(),
                backup.status(),
                backup.type(),
                backup.created(),
                backup.expiry());
    }

    BackupShapes.Described describeBackup(Call call, BackupShapes.BackupArn request) {
        return described(backups.require(call.scope(), request.backupArn()));
    }

    private static BackupShapes.Described described(StoredBackup backup) {
        StoredTable table = backup.table();
        Throughput throughput = table.settings().throughput();
        return new BackupShapes.Described(new BackupShapes.BackupDescription(
                details(backup),
                new BackupShapes.SourceTable(
                        table.name(),
                        table.id(),
                        table.arn(),
                        backup.bytes(),
                        table.keys(),
                        table.created(),
                        new ProvisionedThroughput(throughput.read(), throughput.write()),
                        backup.items(),
                        table.settings().onDemand() ? "PAY_PER_REQUEST" : "PROVISIONED")));
    }

    BackupShapes.Described deleteBackup(Call call, BackupShapes.BackupArn request) {
        return described(backups.delete(call.scope(), request.backupArn()));
    }

    BackupShapes.Listed listBackups(Call call, BackupShapes.ListBackups request) {
        int limit = request.limit() == null ? MOST_LISTED : request.limit();
        List<BackupShapes.BackupSummary> listed = new ArrayList<>();
        for (StoredBackup each : backups.all(call.scope())) {
            StoredTable table = each.table();
            if (request.tableName() != null && !request.tableName().equals(table.name())) continue;
            if (request.timeRangeLowerBound() != null && each.created().isBefore(request.timeRangeLowerBound()))
                continue;
            if (request.timeRangeUpperBound() != null && !each.created().isBefore(request.timeRangeUpperBound()))
                continue;
            String from = request.exclusiveStartBackupArn();
            if (from != null && each.arn().compareTo(from) <= 0) continue;
            if (!wanted(request.backupType(), each.type())) continue;
            if (listed.size() == limit)
                return new BackupShapes.Listed(listed, listed.getLast().backupArn());
            listed.add(new BackupShapes.BackupSummary(
                    table.name(),
                    table.id(),
                    table.arn(),
                    each.arn(),
                    each.name(),
                    each.created(),
                    each.expiry(),
                    each.status(),
                    each.type(),
                    each.bytes()));
        }
        return new BackupShapes.Listed(listed, null);
    }

    /// A list that asks for no type is of those that users made.
    private static boolean wanted(@Nullable String asked, String type) {
        return (asked == null ? "USER" : asked).equals(type) || "ALL".equals(asked);
    }

    // ---- any moment

    BackupShapes.Continuous describeContinuousBackups(Call call, TableShapes.TableName request) {
        return continuous(named(call, request.tableName()));
    }

    private BackupShapes.Continuous continuous(LiveTable live) {
        Backups.Window window = backups.window(live);
        return new BackupShapes.Continuous(new BackupShapes.ContinuousDescription(
                "ENABLED",
                new BackupShapes.RecoveryDescription(
                        window == null ? "DISABLED" : "ENABLED",
                        window == null ? null : window.earliest(),
                        window == null ? null : window.latest())));
    }

    BackupShapes.Continuous updateContinuousBackups(Call call, BackupShapes.UpdateContinuous request) {
        LiveTable live = named(call, request.tableName());
        boolean wanted = request.pointInTimeRecoverySpecification().pointInTimeRecoveryEnabled();
        Instant since = live.stored().upkeep().recoverable();
        if (wanted != (since != null))
            tables.change(live, table -> table.upkeep(table.upkeep().recoverable(wanted ? tables.now() : null)));
        return continuous(live);
    }

    TableShapes.Changed restoreTableToPointInTime(Call call, RestoreToPointInTime request) {
        String source = request.sourceTableArn() == null ? request.sourceTableName() : request.sourceTableArn();
        if (source == null) throw AwsException.validation("SourceTableArn or SourceTableName must be specified");
        LiveTable live = named(call, source);
        Backups.Window window = backups.window(live);
        if (window == null)
            throw new AwsException(
                    "PointInTimeRecoveryUnavailableException",
                    "Point in time recovery is not enabled for table '" + live.name() + "'");
        Instant moment = moment(request, window);
        RestoreSummary summary = new RestoreSummary(null, live.stored().arn(), moment, true);
        CreateTable wanted = wanted(
                live.stored(),
                request.targetTableName(),
                new Overrides(
                        request.billingModeOverride(),
                        request.globalSecondaryIndexOverride(),
                        request.localSecondaryIndexOverride(),
                        request.provisionedThroughputOverride()));
        return restore(call, wanted, summary, target -> backups.fill(target, live, moment));
    }

    private static Instant moment(RestoreToPointInTime request, Backups.Window window) {
        if (Boolean.TRUE.equals(request.useLatestRestorableTime())) return window.latest();
        Instant moment = request.restoreDateTime();
        if (moment == null)
            throw AwsException.validation("UseLatestRestorableTime or RestoreDateTime must be specified");
        if (moment.isBefore(window.earliest()) || moment.isAfter(window.latest()))
            throw new AwsException(
                    "InvalidRestoreTimeException",
                    "RestoreDateTime must be between EarliestRestorableDateTime and LatestRestorableDateTime: "
                            + window.earliest() + " and " + window.latest());
        return moment;
    }

    TableShapes.Changed restoreTableFromBackup(Call call, RestoreFromBackup request) {
        StoredBackup backup = backups.require(call.scope(), request.backupArn());
        RestoreSummary summary = new RestoreSummary(backup.arn(), backup.table().arn(), backup.created(), true);
        CreateTable wanted = wanted(
                backup.table(),
                request.targetTableName(),
                new Overrides(
                        request.billingModeOverride(),
                        request.globalSecondaryIndexOverride(),
                        request.localSecondaryIndexOverride(),
                        request.provisionedThroughputOverride()));
        return restore(call, wanted, summary, target -> backups.fill(target, backup));
    }

    private record Overrides(
            @Nullable String billingMode,
            @Nullable List<GlobalIndex> globals,
            @Nullable List<LocalIndex> locals,
            @Nullable ProvisionedThroughput throughput) {}

    private static CreateTable wanted(StoredTable source, String name, Overrides overrides) {
        boolean onDemand = overrides.billingMode() == null
                ? source.settings().onDemand()
                : overrides.billingMode().equals("PAY_PER_REQUEST");
        Throughput set = source.settings().throughput();
        ProvisionedThroughput throughput = overrides.throughput() != null
                ? overrides.throughput()
                : onDemand ? null : new ProvisionedThroughput(set.read(), set.write());
        List<LocalIndex> locals = overrides.locals() != null
                ? overrides.locals()
                : source.locals().stream()
                        .map(each -> new LocalIndex(each.name(), each.keys(), each.projection()))
                        .toList();
        List<GlobalIndex> globals = overrides.globals() != null
                ? overrides.globals()
                : source.globals().stream().map(each -> global(each, onDemand)).toList();
        return new CreateTable(
                source.attributes(),
                name,
                source.keys(),
                locals,
                globals,
                onDemand ? "PAY_PER_REQUEST" : "PROVISIONED",
                throughput,
                null,
                source.settings().sse(),
                List.of(),
                source.settings().tableClass(),
                false,
                null,
                null);
    }

    private static GlobalIndex global(StoredIndex index, boolean onDemand) {
        Throughput set = index.throughput();
        ProvisionedThroughput throughput =
                onDemand ? null : new ProvisionedThroughput(Math.max(1, set.read()), Math.max(1, set.write()));
        return new GlobalIndex(index.name(), index.keys(), index.projection(), throughput, null);
    }

    /// Makes a table and fills it; it becomes active then.
    private TableShapes.Changed restore(
            Call call, CreateTable wanted, RestoreSummary summary, Consumer<LiveTable> filling) {
        if (tables.find(call.scope(), wanted.tableName()).isPresent())
            throw new AwsException("TableAlreadyExistsException", "Table already exists: " + wanted.tableName());
        LiveTable target = requests.make(call.scope(), wanted, summary);
        TableDescription description = Descriptions.of(target);
        RestoreSummary done = new RestoreSummary(
                summary.sourceBackupArn(), summary.sourceTableArn(), summary.restoreDateTime(), false);
        tables.fillLater(target, () -> filling.accept(target), table -> table.restored(done));
        return new TableShapes.Changed(description);
    }
}
