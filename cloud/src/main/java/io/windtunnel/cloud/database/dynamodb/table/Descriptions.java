package io.windtunnel.cloud.database.dynamodb.table;

import io.windtunnel.cloud.database.dynamodb.form.TableShapes.BillingModeSummary;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.GlobalIndexDescription;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.LocalIndexDescription;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.ReplicaDescription;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.SseDescription;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.SseSpecification;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.StreamSpecification;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.TableClassSummary;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.TableDescription;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.ThroughputDescription;
import io.windtunnel.cloud.database.dynamodb.form.TableShapes.WitnessDescription;
import io.windtunnel.cloud.database.dynamodb.table.StoredTable.Throughput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table as it is described to clients.
public final class Descriptions {
    private Descriptions() {}

    public static TableDescription of(LiveTable table) {
        StoredTable stored = table.stored();
        StoredTable.Settings settings = stored.settings();
        StoredTable.StoredStream stream = stored.stream();

        return new TableDescription(
                stored.attributes(),
                stored.name(),
                stored.keys(),
                stored.status(),
                stored.created(),
                throughput(settings.throughput()),
                table.bytes(),
                table.count(),
                stored.arn(),
                stored.id(),
                billing(settings),
                locals(table),
                globals(table),
                stream != null && stream.enabled() ? new StreamSpecification(true, stream.view()) : null,
                stream == null ? null : stream.label(),
                stream == null ? null : stream.arn(),
                stored.replicas().isEmpty() ? null : "2019.11.21",
                replicas(stored),
                stored.restored(),
                encryption(settings.sse()),
                settings.tableClass() == null ? null : new TableClassSummary(settings.tableClass()),
                settings.deletionProtection(),
                settings.most(),
                stored.replicas().isEmpty() ? null : stored.strong() == null ? "EVENTUAL" : "STRONG",
                witnesses(stored.strong()));
    }

    private static @Nullable List<WitnessDescription> witnesses(StoredTable.@Nullable Strong strong) {
        if (strong == null || strong.witness() == null) return null;
        return List.of(new WitnessDescription(strong.witness(), "ACTIVE"));
    }

    private static ThroughputDescription throughput(Throughput throughput) {
        return new ThroughputDescription(
                throughput.increased(),
                throughput.decreased(),
                throughput.decreasesToday(),
                throughput.read(),
                throughput.write());
    }

    private static @Nullable BillingModeSummary billing(StoredTable.Settings settings) {
        if (settings.onDemand()) return new BillingModeSummary("PAY_PER_REQUEST", settings.onDemandSince());
        return settings.onDemandSince() == null
                ? null
                : new BillingModeSummary("PROVISIONED", settings.onDemandSince());
    }

    private static @Nullable SseDescription encryption(@Nullable SseSpecification sse) {
        if (sse == null || !Boolean.TRUE.equals(sse.enabled())) return null;
        return new SseDescription("ENABLED", "KMS", sse.kMSMasterKeyId());
    }

    private static @Nullable List<ReplicaDescription> replicas(StoredTable stored) {
        if (stored.replicas().isEmpty()) return null;
        return stored.replicas().stream()
                .map(each -> new ReplicaDescription(each.region(), each.status()))
                .toList();
    }

    private static @Nullable List<LocalIndexDescription> locals(LiveTable table) {
        if (table.stored().locals().isEmpty()) return null;
        return table.stored().locals().stream()
                .map(each -> {
                    LiveIndex live = table.index(each.name());
                    return new LocalIndexDescription(
                            each.name(),
                            each.keys(),
                            each.projection(),
                            live == null ? 0 : live.bytes(),
                            live == null ? 0 : live.count(),
                            arn(table, each));
                })
                .toList();
    }

    private static @Nullable List<GlobalIndexDescription> globals(LiveTable table) {
        if (table.stored().globals().isEmpty()) return null;
        return table.stored().globals().stream()
                .map(each -> {
                    LiveIndex live = table.index(each.name());
                    return new GlobalIndexDescription(
                            each.name(),
                            each.keys(),
                            each.projection(),
                            each.status(),
                            each.backfilling() ? true : null,
                            throughput(each.throughput()),
                            live == null ? 0 : live.bytes(),
                            live == null ? 0 : live.count(),
                            arn(table, each),
                            each.most());
                })
                .toList();
    }

    private static String arn(LiveTable table, StoredIndex index) {
        return table.stored().arn() + "/index/" + index.name();
    }
}
