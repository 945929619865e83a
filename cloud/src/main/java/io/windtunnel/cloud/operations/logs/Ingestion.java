package io.windtunnel.cloud.operations.logs;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.Unhonoured;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Takes events in: keeps them, counts them, and hands them to the group's filters and to those who find metrics in
/// them.
///
/// Thread safety: every method may be called from any thread.
final class Ingestion {
    private static final double GIGABYTE = 1 << 30;

    private final CloudContext context;
    private final Groups groups;
    private final MetricFilters metricFilters;
    private final Subscriptions subscriptions;
    private final EmbeddedMetrics embeddedMetrics;

    Ingestion(CloudContext context, Groups groups, MetricFilters metricFilters, Subscriptions subscriptions) {
        this.context = context;
        this.groups = groups;
        this.metricFilters = metricFilters;
        this.subscriptions = subscriptions;
        this.embeddedMetrics = new EmbeddedMetrics(context);
    }

    /// Keeps what is taken of a batch and returns where it stands; nothing is kept when nothing is taken.
    void take(Scope scope, LogGroup group, LogStream stream, List<InputEvent> events) {
        if (events.isEmpty()) return;
        long now = groups.now().toEpochMilli();
        Batch batch = groups.events(scope, group).append(stream.id(), now, events);
        count(scope, group, batch);
        metricFilters.publish(scope, group, events);
        embeddedMetrics.publish(scope, events);
        if (!group.infrequent()) subscriptions.deliver(scope, group, stream, batch);
        keepWithinBounds(scope, group);
    }

    private void count(Scope scope, LogGroup group, Batch batch) {
        Usage.of(context.directory())
                .meter(scope, group.arn(scope), LogsUsage.ingestion(group))
                .add(batch.storedBytes() / GIGABYTE);
        context.directory().find(Metrics.class).ifPresent(metrics -> {
            for (Map<String, String> dimensions :
                    List.of(Map.<String, String>of(), Map.of("LogGroupName", group.name()))) {
                TreeMap<String, String> named = new TreeMap<>(dimensions);
                metrics.meter(scope, new Metrics.Name("AWS/Logs", "IncomingBytes", named), "Bytes")
                        .record(batch.storedBytes());
                metrics.meter(scope, new Metrics.Name("AWS/Logs", "IncomingLogEvents", named), "None")
                        .record(batch.count());
            }
        });
    }

    /// Forgets the oldest events of a group that is full, and of the largest group when all are.
    private void keepWithinBounds(Scope scope, LogGroup group) {
        long forgotten = groups.events(scope, group).shrinkTo(Limits.GROUP_BYTES);
        long excess = groups.storedBytes() - Limits.ALL_GROUPS_BYTES;
        if (excess > 0)
            forgotten += groups.largest()
                    .map(largest -> largest.shrinkTo(Math.max(0, largest.storedBytes() - excess)))
                    .orElse(0L);
        if (forgotten > 0) tell(scope, group, forgotten);
    }

    private void tell(Scope scope, LogGroup group, long bytes) {
        String words = "the oldest events of a full log group are forgotten: a group keeps "
                + (Limits.GROUP_BYTES >> 20) + " MiB, all groups " + (Limits.ALL_GROUPS_BYTES >> 20) + " MiB";
        context.directory()
                .find(Unhonoured.class)
                .ifPresent(unhonoured -> unhonoured.report("logs", "PutLogEvents", "LogEvents (" + words + ")"));
        context.journal()
                .record(new Journal.Event(
                        groups.now(), scope, "logs.forgotten", group.name(), words + "; now " + bytes + " bytes"));
    }

    /// Forgets what has expired, and counts an hour's storage. Called every hour.
    void sweep() {
        for (Scope scope : groups.scopes())
            for (LogGroup group : groups.all(scope)) {
                GroupEvents events = groups.events(scope, group);
                long expired = groups.expiredBefore(group);
                if (expired != Long.MIN_VALUE) events.expire(expired);
                double gigabytes = events.storedBytes() / GIGABYTE;
                if (gigabytes > 0)
                    Usage.of(context.directory())
                            .meter(scope, group.arn(scope), LogsUsage.STORAGE)
                            .add(gigabytes / LogsUsage.HOURS_PER_MONTH);
            }
    }
}
