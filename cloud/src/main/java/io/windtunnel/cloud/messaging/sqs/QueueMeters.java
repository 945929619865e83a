package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.Metrics.Meter;
import io.windtunnel.cloud.ports.Usage;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/// A queue's metrics in `AWS/SQS`, and its requests on the bill.
///
/// Source:
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
///
/// Thread safety: every method may be called from any thread.
final class QueueMeters {
    private static final String SERVICE = "Amazon Simple Queue Service";

    /// Bytes that count as one request: 64 KB (pricing page).
    private static final int REQUEST_BYTES = 65_536;

    private final Optional<Metrics> metrics;
    private final Scope scope;
    private final String name;
    private final boolean fifo;
    private final Meter sent;
    private final Meter sentBytes;
    private final Meter received;
    private final Meter emptyReceives;
    private final Meter deleted;
    private final Meter deduplicated;
    private final Usage.Meter requests;
    private final LongAdder deletedSoFar = new LongAdder();
    private final LongAdder droppedSoFar = new LongAdder();

    QueueMeters(Directory directory, Scope scope, Arn arn, String name, boolean fifo) {
        this.metrics = directory.find(Metrics.class);
        this.scope = scope;
        this.name = name;
        this.fifo = fifo;
        sent = meter("NumberOfMessagesSent", "Count");
        sentBytes = meter("SentMessageSize", "Bytes");
        received = meter("NumberOfMessagesReceived", "Count");
        emptyReceives = meter("NumberOfEmptyReceives", "Count");
        deleted = meter("NumberOfMessagesDeleted", "Count");
        deduplicated = meter("NumberOfDeduplicatedSentMessages", "Count");
        String usageType = fifo ? "Requests-FIFO-Tier1" : "Requests-Tier1";
        requests = Usage.of(directory)
                .meter(scope, arn.toString(), new Usage.Type(SERVICE, usageType, "Requests", Usage.Charge.USE));
    }

    private Meter meter(String metric, String unit) {
        return metrics.map(all -> all.meter(scope, name(metric), unit)).orElse(Meter.NONE);
    }

    private Metrics.Name name(String metric) {
        TreeMap<String, String> dimensions = new TreeMap<>();
        dimensions.put("QueueName", name);
        return new Metrics.Name("AWS/SQS", metric, dimensions);
    }

    /// A message was sent.
    void sent(int bytes) {
        sent.record(1);
        sentBytes.record(bytes);
    }

    /// A receive was answered with so many messages; false while it waits for one.
    void received(int messages, boolean answered) {
        if (messages > 0) received.record(messages);
        else if (answered) emptyReceives.record(1);
    }

    void deleted(int messages) {
        deleted.record(messages);
        deletedSoFar.add(messages);
    }

    /// So many messages are gone that nobody deleted: they were too old, or purged. AWS has no metric of these.
    void dropped(int messages) {
        droppedSoFar.add(messages);
    }

    long deletedSoFar() {
        return deletedSoFar.sum();
    }

    long droppedSoFar() {
        return droppedSoFar.sum();
    }

    /// So many messages were taken and not delivered again.
    void deduplicated(int messages) {
        if (messages > 0) deduplicated.record(messages);
    }

    /// A request was made whose messages have so many bytes.
    void request(long bytes) {
        requests.add(Math.max(1, (bytes + REQUEST_BYTES - 1) / REQUEST_BYTES));
    }

    /// The minute's readings.
    ///
    /// @param oldestSeconds the age of the oldest message; 0 when there is none
    void gauges(Queue.Counts counts, double oldestSeconds) {
        if (metrics.isEmpty()) return;
        meter("ApproximateNumberOfMessagesVisible", "Count").record(counts.visible());
        meter("ApproximateNumberOfMessagesNotVisible", "Count").record(counts.inFlight());
        meter("ApproximateNumberOfMessagesDelayed", "Count").record(counts.delayed());
        meter("ApproximateAgeOfOldestMessage", "Seconds").record(oldestSeconds);
        if (fifo)
            meter("ApproximateNumberOfGroupsWithInflightMessages", "Count").record(counts.groupsInFlight());
        else if (counts.noisyGroups() > 0)
            meter("ApproximateNumberOfNoisyGroups", "Count").record(counts.noisyGroups());
    }
}
