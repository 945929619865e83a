package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.form.BackupShapes;
import io.windtunnel.cloud.database.dynamodb.form.ItemShapes;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes;
import io.windtunnel.wire.Call;
import java.util.concurrent.CompletionStage;

/// DynamoDB's face.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB.html
public final class DynamoDbApi {
    private final TableRequests tables;
    private final TableUpdates updates;
    private final ItemRequests items;
    private final PageRequests pages;
    private final BatchRequests batches;
    private final TransactRequests transactions;
    private final StatementRequests statements;
    private final BackupRequests backups;
    private final ExportRequests exports;

    DynamoDbApi(
            TableRequests tables,
            TableUpdates updates,
            BackupRequests backups,
            ExportRequests exports,
            Ground ground,
            Tokens tokens) {
        this.backups = backups;
        this.exports = exports;
        this.tables = tables;
        this.updates = updates;
        this.items = new ItemRequests(ground);
        this.pages = new PageRequests(ground);
        this.batches = new BatchRequests(ground);
        Transactions shared = new Transactions(ground);
        this.transactions = new TransactRequests(ground, shared, tokens);
        this.statements = new StatementRequests(ground, shared, tokens);
    }

    public TableShapes.Changed createTable(Call call, TableShapes.CreateTable request) {
        return tables.createTable(call, request);
    }

    public TableShapes.Described describeTable(Call call, TableShapes.TableName request) {
        return tables.describeTable(call, request);
    }

    public TableShapes.Changed updateTable(Call call, TableShapes.UpdateTable request) {
        return updates.updateTable(call, request);
    }

    public TableShapes.Changed deleteTable(Call call, TableShapes.TableName request) {
        return tables.deleteTable(call, request);
    }

    public TableShapes.TableNames listTables(Call call, TableShapes.ListTables request) {
        return tables.listTables(call, request);
    }

    public TableShapes.Limits describeLimits() {
        return TableRequests.describeLimits();
    }

    public TableShapes.Endpoints describeEndpoints(Call call) {
        return TableRequests.describeEndpoints(call);
    }

    public TableShapes.TtlDescribed describeTimeToLive(Call call, TableShapes.TableName request) {
        return tables.describeTimeToLive(call, request);
    }

    public TableShapes.TtlUpdated updateTimeToLive(Call call, TableShapes.UpdateTtl request) {
        return tables.updateTimeToLive(call, request);
    }

    public void tagResource(Call call, TableShapes.TagResource request) {
        tables.tagResource(call, request);
    }

    public void untagResource(Call call, TableShapes.UntagResource request) {
        tables.untagResource(call, request);
    }

    public TableShapes.Tags listTagsOfResource(Call call, TableShapes.ListTags request) {
        return tables.listTagsOfResource(call, request);
    }

    public TableShapes.Revision putResourcePolicy(Call call, TableShapes.PutPolicy request) {
        return tables.putResourcePolicy(call, request);
    }

    public TableShapes.Policy getResourcePolicy(Call call, TableShapes.GetPolicy request) {
        return tables.getResourcePolicy(call, request);
    }

    public TableShapes.Revision deleteResourcePolicy(Call call, TableShapes.OfPolicy request) {
        return tables.deleteResourcePolicy(call, request);
    }

    public CompletionStage<ItemShapes.Got> getItem(Call call, ItemShapes.GetItem request) {
        return items.getItem(call, request);
    }

    public CompletionStage<ItemShapes.Written> putItem(Call call, ItemShapes.PutItem request) {
        return items.putItem(call, request);
    }

    public CompletionStage<ItemShapes.Written> deleteItem(Call call, ItemShapes.DeleteItem request) {
        return items.deleteItem(call, request);
    }

    public CompletionStage<ItemShapes.Written> updateItem(Call call, ItemShapes.UpdateItem request) {
        return items.updateItem(call, request);
    }

    public CompletionStage<ItemShapes.Page> query(Call call, ItemShapes.Query request) {
        return pages.query(call, request);
    }

    public CompletionStage<ItemShapes.Page> scan(Call call, ItemShapes.Scan request) {
        return pages.scan(call, request);
    }

    public CompletionStage<ItemShapes.BatchGot> batchGetItem(Call call, ItemShapes.BatchGet request) {
        return batches.batchGetItem(call, request);
    }

    public CompletionStage<ItemShapes.BatchWritten> batchWriteItem(Call call, ItemShapes.BatchWrite request) {
        return batches.batchWriteItem(call, request);
    }

    public CompletionStage<ItemShapes.TransactWritten> transactWriteItems(Call call, ItemShapes.TransactWrite request) {
        return transactions.transactWriteItems(call, request);
    }

    public CompletionStage<ItemShapes.TransactGot> transactGetItems(Call call, ItemShapes.TransactGet request) {
        return transactions.transactGetItems(call, request);
    }

    public BackupShapes.Created createBackup(Call call, BackupShapes.CreateBackup request) {
        return backups.createBackup(call, request);
    }

    public BackupShapes.Described describeBackup(Call call, BackupShapes.BackupArn request) {
        return backups.describeBackup(call, request);
    }

    public BackupShapes.Described deleteBackup(Call call, BackupShapes.BackupArn request) {
        return backups.deleteBackup(call, request);
    }

    public BackupShapes.Listed listBackups(Call call, BackupShapes.ListBackups request) {
        return backups.listBackups(call, request);
    }

    public TableShapes.Changed restoreTableFromBackup(Call call, BackupShapes.RestoreFromBackup request) {
        return backups.restoreTableFromBackup(call, request);
    }

    public TableShapes.Changed restoreTableToPointInTime(Call call, BackupShapes.RestoreToPointInTime request) {
        return backups.restoreTableToPointInTime(call, request);
    }

    public BackupShapes.Continuous describeContinuousBackups(Call call, TableShapes.TableName request) {
        return backups.describeContinuousBackups(call, request);
    }

    public BackupShapes.Continuous updateContinuousBackups(Call call, BackupShapes.UpdateContinuous request) {
        return backups.updateContinuousBackups(call, request);
    }

    public CompletionStage<ItemShapes.Executed> executeStatement(Call call, ItemShapes.ExecuteStatement request) {
        return statements.executeStatement(call, request);
    }

    public CompletionStage<ItemShapes.BatchExecuted> batchExecuteStatement(Call call, ItemShapes.BatchExecute request) {
        return statements.batchExecuteStatement(call, request);
    }

    public CompletionStage<ItemShapes.TransactionExecuted> executeTransaction(
            Call call, ItemShapes.ExecuteTransaction request) {
        return statements.executeTransaction(call, request);
    }

    public BackupShapes.Exported exportTableToPointInTime(Call call, BackupShapes.Export request) {
        return exports.exportTableToPointInTime(call, request);
    }

    public BackupShapes.Exported describeExport(Call call, BackupShapes.ExportArn request) {
        return exports.describeExport(call, request);
    }

    public BackupShapes.Exports listExports(Call call, BackupShapes.ListExports request) {
        return exports.listExports(call, request);
    }

    public BackupShapes.Imported importTable(Call call, BackupShapes.Import request) {
        return exports.importTable(call, request);
    }

    public BackupShapes.Imported describeImport(Call call, BackupShapes.ImportArn request) {
        return exports.describeImport(call, request);
    }

    public BackupShapes.Imports listImports(Call call, BackupShapes.ListImports request) {
        return exports.listImports(call, request);
    }
}
