package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.messaging.sqs.Shapes.MessageAttributeValue;
import io.windtunnel.cloud.messaging.sqs.Shapes.ReceivedMessage;
import io.windtunnel.cloud.ports.Sink.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a consumer wants to see messages.
///
/// @param oldNames system attributes by the member of old, `AttributeNames`
/// @param systemNames system attributes
/// @param names message attributes; `prefix.*`, `All` and `.*` too
record Presentation(List<String> oldNames, List<String> systemNames, List<String> names) {
    private static final Set<String> SYSTEM = Set.of(
            "All",
            "SenderId",
            "SentTimestamp",
            "ApproximateReceiveCount",
            "ApproximateFirstReceiveTimestamp",
            "SequenceNumber",
            "MessageDeduplicationId",
            "MessageGroupId",
            "AWSTraceHeader",
            "DeadLetterQueueSourceArn");

    Presentation {
        for (String name : oldNames) if (!SYSTEM.contains(name)) throw Refusals.unknownAttribute(name);
    }

    Shapes.ReceivedMessages of(List<Received> received) {
        if (received.isEmpty()) return new Shapes.ReceivedMessages(null);
        List<ReceivedMessage> shown = new ArrayList<>(received.size());
        for (Received each : received) shown.add(of(each));
        return new Shapes.ReceivedMessages(shown);
    }

    /// Bytes of the messages, for the bill.
    long bytes(List<Received> received) {
        long bytes = 0;
        for (Received each : received)
            bytes += MessageAttributes.bytes(
                    each.message().body(), each.message().attributes());
        return bytes;
    }

    private ReceivedMessage of(Received received) {
        Message message = received.message();
        Map<String, Attribute> chosen = MessageAttributes.chosen(message.attributes(), names);
        return new ReceivedMessage(
                message.id(),
                received.receiptHandle(),
                Digests.ofBody(message.body()),
                message.body(),
                system(received),
                Digests.ofAttributes(chosen),
                chosen.isEmpty() ? null : values(chosen));
    }

    private static Map<String, MessageAttributeValue> values(Map<String, Attribute> chosen) {
        Map<String, MessageAttributeValue> values = new LinkedHashMap<>();
        chosen.forEach((name, attribute) ->
                values.put(name, new MessageAttributeValue(attribute.text(), attribute.bytes(), attribute.dataType())));
        return values;
    }

    private @Nullable Map<String, String> system(Received received) {
        if (oldNames.isEmpty() && systemNames.isEmpty()) return null;
        Map<String, String> shown = new LinkedHashMap<>();
        systemAttributes(received).forEach((name, value) -> {
            if (wanted(name)) shown.put(name, value);
        });
        return shown;
    }

    /// Every system attribute a received message has.
    static Map<String, String> systemAttributes(Received received) {
        Message message = received.message();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("SenderId", message.sender());
        all.put("ApproximateFirstReceiveTimestamp", Long.toString(received.firstReceivedMillis()));
        all.put("ApproximateReceiveCount", Integer.toString(received.receiveCount()));
        all.put("SentTimestamp", Long.toString(message.sentMillis()));
        if (message.group() != null) all.put("MessageGroupId", message.group());
        if (message.deduplicationId() != null) {
            all.put("MessageDeduplicationId", message.deduplicationId());
            all.put("SequenceNumber", FifoQueue.sequenceNumber(received.sequence()));
        }
        if (message.traceHeader() != null) all.put("AWSTraceHeader", message.traceHeader());
        if (message.deadLetterSource() != null) all.put("DeadLetterQueueSourceArn", message.deadLetterSource());
        return all;
    }

    private boolean wanted(String name) {
        return oldNames.contains("All")
                || systemNames.contains("All")
                || oldNames.contains(name)
                || systemNames.contains(name);
    }
}
