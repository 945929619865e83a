package io.windtunnel.cloud.database.dynamodb.table;

import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.kernel.identity.Scope;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import org.jspecify.annotations.Nullable;

/// A table's metrics under AWS's names, and its part of the bill.
///
/// Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
///
/// Thread safety: every method may be called from any thread.
public final class TableMeters {
    private static final String NAMESPACE = "AWS/DynamoDB";
    private static final String SERVICE = "Amazon DynamoDB";

    /// A month is 730 hours on AWS's bill.
    private static final double MINUTES_A_MONTH = 730 * 60.0;

    private final Directory directory;
    private final Scope scope;
    private final String table;
    private final String arn;
    private final Map<String, OfIndex> indexes = new ConcurrentHashMap<>();
    private final Map<String, Metrics.Meter> byOperation = new ConcurrentHashMap<>();
    private final OfIndex whole;
    private final Usage.Meter readRequests;
    private final Usage.Meter writeRequests;
    private final Usage.Meter streamRequests;

    /// Meters of a table's own or one index's capacity.
    private final class OfIndex {
        final Metrics.Meter reads;
        final Metrics.Meter writes;
        final Metrics.Meter readThrottles;
        final Metrics.Meter writeThrottles;
        final Metrics.Meter readUtilization;
        final Metrics.Meter writeUtilization;
        final DoubleAdder readSum = new DoubleAdder();
        final DoubleAdder writeSum = new DoubleAdder();

        OfIndex(@Nullable String index) {
            reads = meter("ConsumedReadCapacityUnits", index, null);
            writes = meter("ConsumedWriteCapacityUnits", index, null);
            readThrottles = meter("ReadThrottleEvents", index, null);
            writeThrottles = meter("WriteThrottleEvents", index, null);
            readUtilization = utilizationMeter("ReadCapacityUtilization", index);
            writeUtilization = utilizationMeter("WriteCapacityUtilization", index);
        }

        void used(boolean write, double units) {
            (write ? writes : reads).record(units);
            (write ? writeSum : readSum).add(units);
        }

        /// Ends a minute: in percent of what is provisioned.
        void utilization(long provisionedReads, long provisionedWrites) {
            record(readUtilization, readSum.sumThenReset(), provisionedReads);
            record(writeUtilization, writeSum.sumThenReset(), provisionedWrites);
        }

        private void record(Metrics.Meter meter, double units, long provisioned) {
            if (provisioned > 0) meter.record(units / 60 / provisioned * 100);
        }
    }

    TableMeters(Directory directory, Scope scope, String table, String arn) {
        this.directory = directory;
        this.scope = scope;
        this.table = table;
        this.arn = arn;
        this.whole = new OfIndex(null);
        this.readRequests = usage("ReadRequestUnits", "ReadRequestUnits");
        this.writeRequests = usage("WriteRequestUnits", "WriteRequestUnits");
        this.streamRequests = usage("Streams-RequestsCount", "Requests");
    }

    private Usage.Meter usage(String type, String unit) {
        return Usage.of(directory).meter(scope, arn, new Usage.Type(SERVICE, type, unit, Usage.Charge.USE));
    }

    /// A minute of what is paid for by the time: bytes stored, provisioned units.
    void standing(long bytes, boolean recoverable, long reads, long writes) {
        double gigabyteMonths = bytes / 1e9 / MINUTES_A_MONTH;
        idle("TimedStorage-ByteHrs", "GB-Mo", gigabyteMonths);
        if (recoverable) idle("TimedPITRStorage-ByteHrs", "GB-Mo", gigabyteMonths);
        idle("ReadCapacityUnit-Hrs", "ReadCapacityUnit-Hrs", reads / 60.0);
        idle("WriteCapacityUnit-Hrs", "WriteCapacityUnit-Hrs", writes / 60.0);
    }

    private void idle(String type, String unit, double quantity) {
        if (quantity > 0)
            Usage.of(directory)
                    .meter(scope, arn, new Usage.Type(SERVICE, type, unit, Usage.Charge.IDLE))
                    .add(quantity);
    }

    private Metrics.Meter meter(String metric, @Nullable String index, @Nullable String operation) {
        TreeMap<String, String> dimensions = new TreeMap<>();
        dimensions.put("TableName", table);
        if (index != null) dimensions.put("GlobalSecondaryIndexName", index);
        if (operation != null && !operation.isEmpty()) dimensions.put("Operation", operation);
        Optional<Metrics> metrics = directory.find(Metrics.class);
        String unit = metric.endsWith("Latency") ? "Milliseconds" : "Count";
        return metrics.isEmpty()
                ? Metrics.Meter.NONE
                : metrics.get().meter(scope, new Metrics.Name(NAMESPACE, metric, dimensions), unit);
    }

    /// What target tracking looks at; AWS works it out of two metrics.
    private Metrics.Meter utilizationMeter(String metric, @Nullable String index) {
        TreeMap<String, String> dimensions = new TreeMap<>();
        dimensions.put("TableName", table);
        if (index != null) dimensions.put("GlobalSecondaryIndexName", index);
        return directory
                .find(Metrics.class)
                .map(metrics ->
                        metrics.meter(scope, new Metrics.Name("Windtunnel/DynamoDB", metric, dimensions), "Percent"))
                .orElse(Metrics.Meter.NONE);
    }

    private OfIndex of(@Nullable String index) {
        if (index == null) return whole;
        OfIndex known = indexes.get(index);
        return known == null ? indexes.computeIfAbsent(index, OfIndex::new) : known;
    }

    private Metrics.Meter of(String metric, String operation) {
        String key = operation + metric;
        Metrics.Meter known = byOperation.get(key);
        return known == null ? byOperation.computeIfAbsent(key, _ -> meter(metric, null, operation)) : known;
    }

    /// Units were used of the table, or of one of its global indexes.
    void used(boolean write, @Nullable String index, double units, boolean onDemand) {
        of(index).used(write, units);
        if (onDemand) (write ? writeRequests : readRequests).add(units);
    }

    /// A request was throttled by the table, or by one of its global indexes.
    void throttled(boolean write, @Nullable String index) {
        OfIndex of = of(index);
        (write ? of.writeThrottles : of.readThrottles).record(1);
    }

    /// A request of an operation was refused by throttling.
    public void throttledRequest(String operation) {
        of("ThrottledRequests", operation).record(1);
    }

    /// A request was answered.
    public void answered(String operation, long nanos) {
        of("SuccessfulRequestLatency", operation).record(nanos / 1e6);
    }

    /// A query or scan has answered so many items.
    public void returned(String operation, int items) {
        of("ReturnedItemCount", operation).record(items);
    }

    public void systemError(String operation) {
        of("SystemErrors", operation).record(1);
    }

    void conditionFailed() {
        of("ConditionalCheckFailedRequests", "").record(1);
    }

    /// A request was refused because of another transaction.
    public void conflicted() {
        of("TransactionConflict", "").record(1);
    }

    /// A request was refused because of what it asks; told of the account and Region as a whole.
    public void userError() {
        directory
                .find(Metrics.class)
                .ifPresent(metrics -> metrics.meter(
                                scope, new Metrics.Name(NAMESPACE, "UserErrors", new TreeMap<>()), "Count")
                        .record(1));
    }

    public void expired(int items) {
        of("TimeToLiveDeletedItemCount", "").record(items);
    }

    /// `GetRecords` was called.
    public void streamRead(int records) {
        streamRequests.add(1);
        of("ReturnedRecordsCount", "GetRecords").record(records);
    }

    /// A change came to another Region so much later.
    public void replicated(String region, long millis) {
        byOperation
                .computeIfAbsent("ReplicationLatency" + region, _ -> {
                    TreeMap<String, String> dimensions = new TreeMap<>();
                    dimensions.put("TableName", table);
                    dimensions.put("ReceivingRegion", region);
                    return directory
                            .find(Metrics.class)
                            .map(metrics -> metrics.meter(
                                    scope,
                                    new Metrics.Name(NAMESPACE, "ReplicationLatency", dimensions),
                                    "Milliseconds"))
                            .orElse(Metrics.Meter.NONE);
                })
                .record(millis);
    }

    void provisioned(@Nullable String index, long reads, long writes) {
        meter("ProvisionedReadCapacityUnits", index, null).record(reads);
        meter("ProvisionedWriteCapacityUnits", index, null).record(writes);
        of(index).utilization(reads, writes);
    }
}
