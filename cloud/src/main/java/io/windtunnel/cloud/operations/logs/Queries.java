package io.windtunnel.cloud.operations.logs;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.operations.logs.QueryRun.Status;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The queries that were started, with their results for seven days.
///
/// Thread safety: every method may be called from any thread.
final class Queries {
    /// How long AWS takes to begin a query: a guess.
    private static final Duration QUEUE = Duration.ofMillis(200);

    /// How many rows of results are kept in all, our choice; those of the oldest queries go first.
    private static final long MOST_ROWS_KEPT = 1_000_000;

    private final CloudContext context;
    private final Groups groups;
    private final SequencedMap<String, QueryRun> runs = new LinkedHashMap<>();

    Queries(CloudContext context, Groups groups) {
        this.context = context;
        this.groups = groups;
    }

    /// Starts a query; it runs on its own.
    ///
    /// @throws AwsException `LimitExceededException` when too many of the account's queries run
    QueryRun start(QueryRun.Order order) {
        QueryRun run = new QueryRun(order);
        synchronized (this) {
            long running = runs.values().stream()
                    .filter(each -> each.order().scope().equals(order.scope()))
                    .filter(each -> !each.progress().status().isOver())
                    .count();
            if (running >= Limits.CONCURRENT_QUERIES)
                throw new AwsException(
                        "LimitExceededException",
                        "Account maximum query concurrency limit of [" + Limits.CONCURRENT_QUERIES + "] reached.");
            runs.put(order.id(), run);
        }
        context.fabric().time().after(QUEUE, () -> run(run));
        return run;
    }

    private void run(QueryRun run) {
        if (!run.report(run.progress().with(Status.RUNNING))) return;
        Scan scan = new Scan(groups, context.fabric().time(), run);
        scan.run();
        QueryRun.Order order = run.order();
        String resource = order.groups().getFirst().arn(order.scope());
        Usage.of(context.directory())
                .meter(order.scope(), resource, LogsUsage.SCAN)
                .add(scan.bytes() / (double) (1 << 30));
        forget();
    }

    /// @throws AwsException `ResourceNotFoundException`
    synchronized QueryRun require(Scope scope, String id) {
        QueryRun run = runs.get(id);
        if (run == null || !run.order().scope().equals(scope)) throw Refusals.notFound("query");
        return run;
    }

    /// The queries of a scope, the last one started first.
    synchronized List<QueryRun> all(Scope scope) {
        List<QueryRun> found = new ArrayList<>();
        for (QueryRun run : runs.sequencedValues().reversed())
            if (run.order().scope().equals(scope)) found.add(run);
        return found;
    }

    /// Forgets results that are older than they are kept, and the oldest where there are too many.
    synchronized void forget() {
        long oldest = groups.now().minus(Limits.QUERY_RESULTS_KEPT).toEpochMilli();
        long rows = runs.values().stream()
                .mapToLong(run -> run.progress().rows().size())
                .sum();
        List<QueryRun> over = runs.values().stream()
                .filter(run -> run.progress().status().isOver())
                .toList();
        for (QueryRun run : over) {
            boolean tooMany = runs.size() > Limits.QUERIES_KEPT || rows > MOST_ROWS_KEPT;
            if (!tooMany && run.order().created() >= oldest) return;
            rows -= run.progress().rows().size();
            runs.remove(run.order().id());
        }
    }
}
