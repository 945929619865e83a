package io.windtunnel.cloud.messaging.sqs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A queue's attributes as `GetQueueAttributes` shows them: the settings, and what the queue counts.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
final class Attributes {
    private static final String VISIBLE = "ApproximateNumberOfMessages";
    private static final String IN_FLIGHT = "ApproximateNumberOfMessagesNotVisible";
    private static final String DELAYED = "ApproximateNumberOfMessagesDelayed";
    private static final Set<String> OTHERS = Set.of(
            "Policy",
            "RedrivePolicy",
            "RedriveAllowPolicy",
            "KmsMasterKeyId",
            "KmsDataKeyReusePeriodSeconds",
            "SqsManagedSseEnabled",
            "FifoQueue",
            "ContentBasedDeduplication",
            "DeduplicationScope",
            "FifoThroughputLimit");

    private Attributes() {}

    static Map<String, String> shown(Queue queue, List<String> names) {
        if (names.isEmpty()) return Map.of();
        Map<String, String> all = all(queue);
        if (names.contains("All")) return all;
        Map<String, String> shown = new LinkedHashMap<>();
        for (String name : names) {
            String value = all.get(name);
            if (value != null) shown.put(name, value);
            else if (!OTHERS.contains(name)) throw Refusals.unknownAttribute(name);
        }
        return shown;
    }

    private static Map<String, String> all(Queue queue) {
        Map<String, String> all = new TreeMap<>(queue.settings().values());
        Queue.Counts counts = queue.counts();
        QueueRow row = queue.row();
        all.put("QueueArn", queue.arn.toString());
        all.put("CreatedTimestamp", Long.toString(row.createdMillis() / 1_000));
        all.put("LastModifiedTimestamp", Long.toString(row.modifiedMillis() / 1_000));
        all.put(VISIBLE, Integer.toString(counts.visible()));
        all.put(IN_FLIGHT, Integer.toString(counts.inFlight()));
        all.put(DELAYED, Integer.toString(counts.delayed()));
        return all;
    }
}
