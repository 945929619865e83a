package io.windtunnel.cloud.operations.logs;

import io.windtunnel.cloud.operations.logs.QueryRun.Progress;
import io.windtunnel.cloud.operations.logs.QueryRun.Status;
import io.windtunnel.cloud.operations.logs.insights.Execution;
import io.windtunnel.cloud.operations.logs.insights.LogEvent;
import io.windtunnel.kernel.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs a query over its groups, batch by batch, those that came in last first.
final class Scan {
    /// How long a query may run.
    /// Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
    private static final Duration TIMEOUT = Duration.ofMinutes(60);

    /// How many events are looked at between two reports.
    private static final int STRIDE = 10_000;

    private final Groups groups;
    private final Time time;
    private final QueryRun run;
    private final Instant begun;
    private long scanned;
    private long bytes;

    Scan(Groups groups, Time time, QueryRun run) {
        this.groups = groups;
        this.time = time;
        this.run = run;
        this.begun = time.now();
    }

    /// Runs until the end, or until it is cancelled or takes too long.
    void run() {
        QueryRun.Order order = run.order();
        Execution execution = order.query().start(order.rows());
        try {
            for (LogGroup group : order.groups()) if (!read(group, execution)) return;
            List<List<Execution.Cell>> rows = List.copyOf(execution.end());
            run.report(new Progress(Status.COMPLETE, execution.matched(), scanned, bytes, rows));
        } catch (Execution.TooMuch | StackOverflowError tooMuch) {
            // more rows than a query may hold, or a regular expression that goes too deep
            run.report(progress(execution).with(Status.FAILED));
        }
    }

    long bytes() {
        return bytes;
    }

    private Progress progress(Execution execution) {
        return new Progress(Status.RUNNING, execution.matched(), scanned, bytes, List.of());
    }

    /// Feeds one group's events; false when the query is over.
    private boolean read(LogGroup group, Execution execution) {
        QueryRun.Order order = run.order();
        Map<Long, String> names = new HashMap<>();
        for (LogStream stream : groups.streams(order.scope(), group.name())) names.put(stream.id(), stream.name());
        long from = Math.max(order.fromMillis(), groups.expiredBefore(group));
        String log = order.scope().account().digits() + ":" + group.name();
        Feed feed = new Feed(group, log, names);
        List<Batch> batches =
                groups.events(order.scope(), group).between(from, order.untilMillis(), names::containsKey);
        for (Batch batch : batches.reversed()) {
            feed.batch = batch;
            for (int index = batch.count() - 1; index >= 0; index--) {
                long timestamp = batch.timestamp(index);
                if (timestamp < from || timestamp >= order.untilMillis()) continue;
                feed.index = index;
                scanned++;
                bytes += batch.messageBytes(index);
                execution.accept(feed);
                if (scanned % STRIDE == 0 && !goesOn(execution)) return false;
            }
        }
        return goesOn(execution);
    }

    private boolean goesOn(Execution execution) {
        boolean late = Duration.between(begun, time.now()).compareTo(TIMEOUT) > 0;
        return run.report(late ? progress(execution).with(Status.TIMEOUT) : progress(execution)) && !late;
    }

    /// The event at hand; the same object for one after the other.
    private static final class Feed implements LogEvent {
        private final LogGroup group;
        private final String log;
        private final Map<Long, String> names;
        private Batch batch = new Batch(0, new byte[0]);
        private int index;

        Feed(LogGroup group, String log, Map<Long, String> names) {
            this.group = group;
            this.log = log;
            this.names = names;
        }

        @Override
        public long timestamp() {
            return batch.timestamp(index);
        }

        @Override
        public long ingestionTime() {
            return batch.ingestedMillis();
        }

        @Override
        public String message() {
            return batch.message(index);
        }

        @Override
        public String logStream() {
            return names.getOrDefault(batch.streamId(), "");
        }

        @Override
        public String log() {
            return log;
        }

        @Override
        public String pointer() {
            return new Pointer(group.id(), group.name(), batch.position(), index).text();
        }
    }
}
