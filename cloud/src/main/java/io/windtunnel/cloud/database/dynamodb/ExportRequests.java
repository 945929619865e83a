package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.backup.Backups;
import io.windtunnel.cloud.database.dynamodb.backup.Export;
import io.windtunnel.cloud.database.dynamodb.backup.Import;
import io.windtunnel.cloud.database.dynamodb.form.BackupShapes;
import io.windtunnel.cloud.database.dynamodb.form.BackupShapes.CreationParameters;
import io.windtunnel.cloud.database.dynamodb.form.BackupShapes.ExportDescription;
import io.windtunnel.cloud.database.dynamodb.form.BackupShapes.ImportDescription;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.CreateTable;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.Tables;
import io.windtunnel.cloud.ports.ObjectStore;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Tables written to a bucket as of a moment, and made of what is in one.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.HowItWorks.html
final class ExportRequests {
    private final Tables tables;
    private final TableRequests requests;
    private final Backups backups;
    private final Fabric fabric;

    ExportRequests(Tables tables, TableRequests requests, Backups backups) {
        this.tables = tables;
        this.requests = requests;
        this.backups = backups;
        this.fabric = tables.context().fabric();
    }

    private Table<ExportDescription> exports(Scope scope) {
        return fabric.storage().table(scope, "dynamodb.exports", ExportDescription.class);
    }

    private Table<ImportDescription> imports(Scope scope) {
        return fabric.storage().table(scope, "dynamodb.imports", ImportDescription.class);
    }

    private ObjectStore bucket(String name) {
        return tables.context()
                .directory()
                .at(ObjectStore.class, new Arn("aws", "s3", "", "", name))
                .orElseThrow(() -> AwsException.validation("The specified bucket does not exist: " + name));
    }

    BackupShapes.Exported exportTableToPointInTime(Call call, BackupShapes.Export request) {
        LiveTable live = tables.find(call.scope(), request.tableArn())
                .orElseThrow(
                        () -> new AwsException("TableNotFoundException", "Table not found: " + request.tableArn()));
        if ("ION".equals(request.exportFormat()))
            throw AwsException.notBuilt("dynamodb", "ExportTableToPointInTime", "ExportFormat ION");
        if ("INCREMENTAL_EXPORT".equals(request.exportType()))
            throw AwsException.notBuilt("dynamodb", "ExportTableToPointInTime", "ExportType INCREMENTAL_EXPORT");
        Backups.Window window = backups.window(live);
        if (window == null)
            throw new AwsException(
                    "PointInTimeRecoveryUnavailableException",
                    "Point in time recovery is not enabled for table '" + live.name() + "'");
        Instant now = tables.now();
        Instant moment = request.exportTime() == null ? now : request.exportTime();
        if (moment.isBefore(window.earliest()) || moment.isAfter(now))
            throw new AwsException("InvalidExportTimeException", "The export time is outside of the recovery window");
        ObjectStore store = bucket(request.s3Bucket());
        String id = "%014d-%s".formatted(now.toEpochMilli(), fabric.ids().hex(8));
        ExportDescription description = new ExportDescription(
                live.stored().arn() + "/export/" + id,
                "IN_PROGRESS",
                now,
                null,
                null,
                live.stored().arn(),
                live.stored().id(),
                moment,
                request.clientToken(),
                request.s3Bucket(),
                request.s3Prefix(),
                null,
                null,
                "DYNAMODB_JSON",
                live.bytes(),
                0,
                "FULL_EXPORT");
        exports(call.scope()).put(description.exportArn(), description);
        Export export = new Export(backups, live, store, description, id);
        fabric.threads().run(() -> {
            ExportDescription done = export.run(tables::now);
            exports(call.scope()).put(done.exportArn(), done);
        });
        return new BackupShapes.Exported(description);
    }

    BackupShapes.Exported describeExport(Call call, BackupShapes.ExportArn request) {
        ExportDescription known = exports(call.scope()).get(request.exportArn());
        if (known == null)
            throw new AwsException("ExportNotFoundException", "Export not found: " + request.exportArn());
        return new BackupShapes.Exported(known);
    }

    BackupShapes.Exports listExports(Call call, BackupShapes.ListExports request) {
        List<BackupShapes.ExportSummary> listed = new ArrayList<>();
        for (ExportDescription each : exports(call.scope()).values())
            if (request.tableArn() == null || request.tableArn().equals(each.tableArn()))
                listed.add(new BackupShapes.ExportSummary(each.exportArn(), each.exportStatus(), each.exportType()));
        return new BackupShapes.Exports(page(listed, request.maxResults(), request.nextToken()), null);
    }

    /// All there are: an account has few.
    private static <T> List<T> page(List<T> all, @Nullable Integer most, @Nullable String token) {
        return token != null || most == null || all.size() <= most ? all : all.subList(0, most);
    }

    BackupShapes.Imported importTable(Call call, BackupShapes.Import request) {
        if (!request.inputFormat().equals("DYNAMODB_JSON"))
            throw AwsException.notBuilt("dynamodb", "ImportTable", "InputFormat " + request.inputFormat());
        if ("ZSTD".equals(request.inputCompressionType()))
            throw AwsException.notBuilt("dynamodb", "ImportTable", "InputCompressionType ZSTD");
        ObjectStore store = bucket(request.s3BucketSource().s3Bucket());
        CreationParameters wanted = request.tableCreationParameters();
        if (tables.find(call.scope(), wanted.tableName()).isPresent())
            throw new AwsException("ResourceInUseException", "Table already exists: " + wanted.tableName());
        LiveTable target = requests.make(call.scope(), creation(wanted), null);
        Instant now = tables.now();
        ImportDescription description = new ImportDescription(
                target.stored().arn()
                        + "/import/%014d-%s"
                                .formatted(now.toEpochMilli(), fabric.ids().hex(8)),
                "IN_PROGRESS",
                target.stored().arn(),
                target.stored().id(),
                request.clientToken(),
                request.s3BucketSource(),
                0,
                request.inputFormat(),
                request.inputCompressionType(),
                wanted,
                now,
                null,
                0,
                0,
                0,
                null,
                null);
        imports(call.scope()).put(description.importArn(), description);
        fabric.threads().run(() -> {
            tables.fillLater(
                    target,
                    () -> {
                        ImportDescription done = new Import(backups, target, store, description).run(tables::now);
                        imports(call.scope()).put(done.importArn(), done);
                    },
                    table -> table);
        });
        return new BackupShapes.Imported(description);
    }

    private static CreateTable creation(CreationParameters wanted) {
        return new CreateTable(
                wanted.attributeDefinitions(),
                wanted.tableName(),
                wanted.keySchema(),
                List.of(),
                wanted.globalSecondaryIndexes(),
                Objects.requireNonNullElse(wanted.billingMode(), "PROVISIONED"),
                wanted.provisionedThroughput(),
                null,
                null,
                List.of(),
                null,
                null,
                null,
                wanted.onDemandThroughput());
    }

    BackupShapes.Imported describeImport(Call call, BackupShapes.ImportArn request) {
        ImportDescription known = imports(call.scope()).get(request.importArn());
        if (known == null)
            throw new AwsException("ImportNotFoundException", "Import not found: " + request.importArn());
        return new BackupShapes.Imported(known);
    }

    BackupShapes.Imports listImports(Call call, BackupShapes.ListImports request) {
        List<BackupShapes.ImportSummary> listed = new ArrayList<>();
        for (ImportDescription each : imports(call.scope()).values())
            if (request.tableArn() == null || request.tableArn().equals(each.tableArn()))
                listed.add(new BackupShapes.ImportSummary(
                        each.importArn(),
                        each.importStatus(),
                        each.tableArn(),
                        each.s3BucketSource(),
                        each.inputFormat(),
                        each.startTime(),
                        each.endTime()));
        return new BackupShapes.Imports(page(listed, request.pageSize(), request.nextToken()), null);
    }
}
