package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.messaging.sqs.Outgoing.Sent;
import io.windtunnel.cloud.messaging.sqs.Shapes.FailedEntry;
import io.windtunnel.cloud.messaging.sqs.Shapes.MessageAttributeValue;
import io.windtunnel.cloud.messaging.sqs.Shapes.SentBatch;
import io.windtunnel.cloud.messaging.sqs.Shapes.SentEntry;
import io.windtunnel.cloud.messaging.sqs.Shapes.SentMessage;
import io.windtunnel.cloud.ports.Sink.Attribute;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a message must be before its queue takes it, and what its sender is told.
///
/// Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
final class Sending {
    private static final String TRACE = "AWSTraceHeader";

    SentMessage send(Queue queue, Call call, Shapes.SendMessage request) {
        Outgoing message = message(
                queue,
                request.messageBody(),
                request.delaySeconds(),
                request.messageAttributes(),
                request.messageSystemAttributes(),
                request.messageGroupId(),
                request.messageDeduplicationId());
        int bytes = checkSize(queue, message);
        queue.admit(Queue.Action.SEND);
        Sent sent = queue.send(List.of(message), sender(call)).getFirst();
        queue.meters.request(bytes);
        queue.meters.sent(bytes);
        return new SentMessage(
                Digests.ofBody(message.body()),
                Digests.ofAttributes(message.attributes()),
                systemDigest(message),
                sent.messageId(),
                sent.sequenceNumber());
    }

    private static String sender(Call call) {
        return call.accessKeyId().isEmpty() ? call.scope().account().digits() : call.accessKeyId();
    }

    private static @Nullable String systemDigest(Outgoing message) {
        return message.traceHeader() == null ? null : Digests.ofAttributes(Map.of(TRACE, message.traceHeader()));
    }

    SentBatch send(Queue queue, Call call, Shapes.SendMessageBatch request) {
        List<Shapes.SendMessageBatchEntry> entries = request.entries();
        Batches.check(
                "SendMessageBatchRequestEntry",
                entries.stream().map(Shapes.SendMessageBatchEntry::id).toList());
        long total = 0;
        for (Shapes.SendMessageBatchEntry entry : entries) total += bytes(entry);
        if (total > QueueLimits.BATCH_BYTES)
            throw new AwsException(
                    "BatchRequestTooLong",
                    "Batch requests cannot be longer than " + QueueLimits.BATCH_BYTES + " bytes. You have sent " + total
                            + " bytes.");
        List<FailedEntry> failed = new ArrayList<>(0);
        List<Outgoing> good = new ArrayList<>(entries.size());
        List<String> ids = new ArrayList<>(entries.size());
        for (Shapes.SendMessageBatchEntry entry : entries) {
            try {
                Outgoing message = message(queue, entry);
                checkSize(queue, message);
                good.add(message);
                ids.add(entry.id());
            } catch (AwsException refusal) {
                failed.add(Batches.failed(entry.id(), refusal));
            }
        }
        if (!good.isEmpty()) queue.admit(Queue.Action.SEND);
        List<Sent> sent = good.isEmpty() ? List.of() : queue.send(good, sender(call));
        queue.meters.request(total);
        List<SentEntry> successful = new ArrayList<>(good.size());
        for (int i = 0; i < good.size(); i++) successful.add(answer(queue, ids.get(i), good.get(i), sent.get(i)));
        return new SentBatch(successful, failed);
    }

    private static SentEntry answer(Queue queue, String id, Outgoing message, Sent sent) {
        queue.meters.sent(MessageAttributes.bytes(message.body(), message.attributes()));
        return new SentEntry(
                id,
                sent.messageId(),
                Digests.ofBody(message.body()),
                Digests.ofAttributes(message.attributes()),
                systemDigest(message),
                sent.sequenceNumber());
    }

    private static long bytes(Shapes.SendMessageBatchEntry entry) {
        long bytes = MessageAttributes.bytes(entry.messageBody(), Map.of());
        for (Map.Entry<String, MessageAttributeValue> each :
                entry.messageAttributes().entrySet()) {
            MessageAttributeValue value = each.getValue();
            byte[] binary = value.binaryValue();
            bytes += MessageAttributes.bytes(each.getKey(), Map.of())
                    + MessageAttributes.bytes(value.dataType(), Map.of());
            bytes += binary != null ? binary.length : 0;
            bytes += value.stringValue() == null ? 0 : MessageAttributes.bytes(value.stringValue(), Map.of());
        }
        return bytes;
    }

    private static Outgoing message(Queue queue, Shapes.SendMessageBatchEntry entry) {
        return message(
                queue,
                entry.messageBody(),
                entry.delaySeconds(),
                entry.messageAttributes(),
                entry.messageSystemAttributes(),
                entry.messageGroupId(),
                entry.messageDeduplicationId());
    }

    private static Outgoing message(
            Queue queue,
            String body,
            @Nullable Integer delay,
            Map<String, MessageAttributeValue> attributes,
            Map<String, MessageAttributeValue> system,
            @Nullable String group,
            @Nullable String deduplicationId) {
        if (body.isEmpty()) throw Refusals.missing("MessageBody");
        MessageAttributes.checkText(body);
        if (delay != null && (delay < 0 || delay > QueueLimits.MOST_DELAY_SECONDS))
            throw Refusals.invalid(delay, "DelaySeconds", "DelaySeconds must be >= 0 and <= 900.");
        if (group != null) MessageAttributes.checkId("MessageGroupId", group);
        if (deduplicationId != null) MessageAttributes.checkId("MessageDeduplicationId", deduplicationId);
        Outgoing message =
                new Outgoing(body, delay, MessageAttributes.of(attributes), trace(system), group, deduplicationId);
        check(queue, message);
        return message;
    }

    private static @Nullable Attribute trace(Map<String, MessageAttributeValue> system) {
        for (Map.Entry<String, MessageAttributeValue> each : system.entrySet()) {
            if (!each.getKey().equals(TRACE))
                throw Refusals.invalid("Message system attribute name '" + each.getKey() + "' is invalid.");
            return MessageAttributes.attribute("system", TRACE, each.getValue());
        }
        return null;
    }

    /// Refuses what this kind of queue does not take.
    static void check(Queue queue, Outgoing message) {
        Settings settings = queue.settings();
        if (!settings.fifo()) {
            if (message.deduplicationId() != null)
                throw Refusals.invalid("The request include parameter MessageDeduplicationId which is not valid for"
                        + " this queue type");
            return;
        }
        if (message.group() == null) throw Refusals.missing("MessageGroupId");
        Integer delay = message.delaySeconds();
        if (delay != null && delay > 0)
            throw Refusals.invalid(
                    delay, "DelaySeconds", "The request include parameter that is not valid for this queue type.");
        if (message.deduplicationId() == null && !settings.contentBased())
            throw Refusals.invalid("The queue should either have ContentBasedDeduplication enabled or"
                    + " MessageDeduplicationId provided explicitly");
    }

    static int checkSize(Queue queue, Outgoing message) {
        int bytes = MessageAttributes.bytes(message.body(), message.attributes());
        int most = queue.settings().mostBytes();
        if (bytes > most)
            throw Refusals.invalid(
                    "One or more parameters are invalid. Reason: Message must be shorter than " + most + " bytes.");
        return bytes;
    }
}
