package io.windtunnel.cloud.operations.logs;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.CloudService;
import io.windtunnel.cloud.ports.LogGroups;
import io.windtunnel.kernel.time.Timer;
import java.time.Duration;

/// CloudWatch Logs, running: offers [LogGroups], and every hour forgets what has expired and counts what
/// is stored.
public final class Logs implements CloudService {
    private static final Duration SWEEP = Duration.ofHours(1);

    private final LogsApi face;
    private final Timer sweep;

    private Logs(CloudContext context) {
        Groups groups = new Groups(context.fabric());
        MetricFilters metricFilters = new MetricFilters(context);
        Subscriptions subscriptions = new Subscriptions(context);
        Ingestion ingestion = new Ingestion(context, groups, metricFilters, subscriptions);
        Queries queries = new Queries(context, groups);
        QueryDefinitions definitions = new QueryDefinitions(context.fabric());
        face = new LogsApi(new Rooms(groups, ingestion, metricFilters, subscriptions, queries, definitions));
        context.directory().offer(LogGroups.class, new GroupsPort(groups, ingestion));
        sweep = context.fabric().time().every(SWEEP, () -> {
            ingestion.sweep();
            queries.forget();
        });
    }

    public static Logs open(CloudContext context) {
        Logs service = new Logs(context);
        LogsResources.addTo(
                context.resourceTypes(), service.face, context.fabric().ids());
        return service;
    }

    @Override
    public String name() {
        return "logs";
    }

    @Override
    public LogsApi face() {
        return face;
    }

    @Override
    public void close() {
        sweep.cancel();
    }
}
