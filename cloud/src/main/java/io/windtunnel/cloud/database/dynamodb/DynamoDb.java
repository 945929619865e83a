package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.CloudService;
import io.windtunnel.cloud.database.dynamodb.backup.Backups;
import io.windtunnel.cloud.database.dynamodb.backup.ChangeLogs;
import io.windtunnel.cloud.database.dynamodb.global.GlobalTables;
import io.windtunnel.cloud.database.dynamodb.stream.Streams;
import io.windtunnel.cloud.database.dynamodb.table.LiveTable;
import io.windtunnel.cloud.database.dynamodb.table.Physics;
import io.windtunnel.cloud.database.dynamodb.table.TableReader;
import io.windtunnel.cloud.database.dynamodb.table.TableWriter;
import io.windtunnel.cloud.database.dynamodb.table.Tables;
import io.windtunnel.cloud.ports.FaultTargets;
import io.windtunnel.cloud.ports.RecordSource;
import io.windtunnel.cloud.ports.Replication;
import io.windtunnel.cloud.ports.ScalableTargets;
import io.windtunnel.cloud.ports.TableContents;
import io.windtunnel.cloud.ports.TablePhysics;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// DynamoDB, running: every minute it ends a minute of each table.
public final class DynamoDb implements CloudService {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Tables tables;
    private final DynamoDbApi face;
    private final Timer minute;
    private final Timer hour;

    private DynamoDb(CloudContext context) {
        Fabric fabric = context.fabric();
        Physics physics = new Physics();
        context.directory().offer(TablePhysics.class, physics);
        tables = new Tables(context, physics);
        Streams streams = new Streams(fabric);
        tables.listen(streams);
        context.directory().offer(Tables.class, tables);
        context.directory().offer(Streams.class, streams);
        Ground ground = new Ground(
                tables, new TableReader(fabric, physics), new TableWriter(fabric, physics), new Pace(fabric, physics));
        Tokens tokens = new Tokens(fabric);
        TableRequests requests = new TableRequests(tables);
        ChangeLogs logs = new ChangeLogs(fabric);
        tables.listen(logs);
        Backups backups = new Backups(tables, logs, ground.writer());
        tables.listen(backups);
        GlobalTables global = new GlobalTables(tables, ground.writer());
        tables.listen(global);
        offer(context, global);
        TableUpdates updates = new TableUpdates(tables, new ReplicaRequests(tables, backups));
        ScalableTables scalable = new ScalableTables(tables, updates);
        context.directory().offer(ScalableTargets.class, "dynamodb", _ -> Optional.of(scalable));
        context.directory().offer(RecordSource.class, "dynamodb", arn -> {
            tables.find(arn.scope(), arn.toString()); // opens what a recovered storage has
            return streams.find(arn.toString()).map(StreamSource::new);
        });
        face = new DynamoDbApi(
                requests,
                updates,
                new BackupRequests(tables, requests, backups),
                new ExportRequests(tables, requests, backups),
                ground,
                tokens);
        Expiry expiry = new Expiry(ground, fabric.threads());
        minute = fabric.time().every(MINUTE, () -> {
            tables.minute();
            expiry.minute();
        });
        hour = fabric.time()
                .every(
                        HOUR,
                        () -> fabric.threads().run(() -> {
                            streams.trim();
                            tokens.trim();
                            logs.trim();
                        }));
    }

    /// What neighbours find at a table's ARN.
    private void offer(CloudContext context, GlobalTables global) {
        context.directory()
                .offer(
                        Replication.class,
                        "dynamodb",
                        arn -> tables.find(arn.scope(), arn.toString()).flatMap(global::replication));
        context.directory()
                .offer(
                        TableContents.class,
                        "dynamodb",
                        arn -> tables.find(arn.scope(), arn.toString()).map(Contents::new));
        context.directory()
                .offer(
                        FaultTargets.class,
                        "dynamodb",
                        FaultTargets.of("global-table", scope -> targets(tables, global, scope)));
    }

    public static DynamoDb open(CloudContext context) {
        DynamoDb service = new DynamoDb(context);
        TableType table = new TableType(service.face, context.fabric().ids());
        context.resourceTypes().add(table);
        context.resourceTypes().add(new SimpleTableType(table));
        context.resourceTypes().add(new GlobalTableType(service.face, table));
        return service;
    }

    private record Described(String tableName) {}

    /// A scope's replicas of global tables, for fault injections.
    private static List<FaultTargets.Resource> targets(Tables tables, GlobalTables global, Scope scope) {
        return tables.names(scope).stream()
                .flatMap(name -> tables.find(scope, name).stream())
                .filter(table -> global.replication(table).isPresent())
                .map(LiveTable::stored)
                .map(table -> new FaultTargets.Resource(
                        Arn.parse(table.arn()), table.upkeep().tags(), new Described(table.name())))
                .toList();
    }

    @Override
    public String name() {
        return "dynamodb";
    }

    @Override
    public DynamoDbApi face() {
        return face;
    }

    @Override
    public void close() {
        minute.cancel();
        hour.cancel();
    }
}
