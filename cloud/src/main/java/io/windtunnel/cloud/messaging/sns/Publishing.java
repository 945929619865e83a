package io.windtunnel.cloud.messaging.sns;

import io.windtunnel.cloud.messaging.sns.Shapes.AttributeValue;
import io.windtunnel.cloud.messaging.sns.Shapes.FailedEntry;
import io.windtunnel.cloud.messaging.sns.Shapes.PublishEntry;
import io.windtunnel.cloud.messaging.sns.Shapes.Published;
import io.windtunnel.cloud.messaging.sns.Shapes.PublishedBatch;
import io.windtunnel.cloud.messaging.sns.Shapes.PublishedEntry;
import io.windtunnel.cloud.ports.Sink.Attribute;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.wire.AwsException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a message must be before its topic takes it.
///
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
final class Publishing {
    /// Bytes of a message with its attributes, and of a batch: 256 KiB.
    private static final int MOST_BYTES = 262_144;

    private static final int MOST_ENTRIES = 10;
    private static final int MOST_SUBJECT = 100;
    private static final int MOST_ID = 128;
    private static final int MOST_BATCH_ID = 80;
    private static final Set<String> TYPES = Set.of("String", "String.Array", "Number", "Binary");

    private final Ids ids;
    private final Time time;
    private final Deliveries deliveries;

    Publishing(Ids ids, Time time, Deliveries deliveries) {
        this.ids = ids;
        this.time = time;
        this.deliveries = deliveries;
    }

    Published publish(Topic topic, Shapes.Publish request) {
        Publication publication = publication(
                topic,
                request.message(),
                request.subject(),
                request.messageStructure(),
                request.messageAttributes(),
                request.messageGroupId(),
                request.messageDeduplicationId());
        Publication taken = publish(topic, publication);
        return new Published(taken.messageId(), taken.sequenceNumber());
    }

    /// Publishes what has been checked.
    Publication publish(Topic topic, Publication publication) {
        topic.meters.published(bytes(publication.message(), publication.attributes()));
        if (topic.fifo) return topic.inTurn(publication, time.now(), numbered -> deliveries.deliver(topic, numbered));
        deliveries.deliver(topic, publication);
        return publication;
    }

    PublishedBatch publish(Topic topic, Shapes.PublishBatch request) {
        List<PublishEntry> entries = request.publishBatchRequestEntries();
        check(entries);
        List<PublishedEntry> successful = new ArrayList<>(entries.size());
        List<FailedEntry> failed = new ArrayList<>(0);
        for (PublishEntry entry : entries) {
            try {
                Publication taken = publish(
                        topic,
                        publication(
                                topic,
                                entry.message(),
                                entry.subject(),
                                entry.messageStructure(),
                                entry.messageAttributes(),
                                entry.messageGroupId(),
                                entry.messageDeduplicationId()));
                successful.add(new PublishedEntry(entry.id(), taken.messageId(), taken.sequenceNumber()));
            } catch (AwsException refusal) {
                failed.add(new FailedEntry(entry.id(), refusal.code(), refusal.message(), true));
            }
        }
        return new PublishedBatch(successful, failed);
    }

    private static void check(List<PublishEntry> entries) {
        if (entries.isEmpty())
            throw new AwsException("EmptyBatchRequest", "The batch request doesn't contain any entries.");
        if (entries.size() > MOST_ENTRIES)
            throw new AwsException(
                    "TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.");
        Set<String> seen = new HashSet<>();
        long bytes = 0;
        for (PublishEntry entry : entries) {
            if (!entry.id().matches("[A-Za-z0-9_-]{1," + MOST_BATCH_ID + "}"))
                throw new AwsException(
                        "InvalidBatchEntryId",
                        "The Id of a batch entry in a batch request doesn't abide by the" + " specification.");
            if (!seen.add(entry.id()))
                throw new AwsException(
                        "BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");
            bytes += utf8(entry.message());
        }
        if (bytes > MOST_BYTES)
            throw new AwsException(
                    "BatchRequestTooLong", "The length of all the messages put together is more than the limit.");
    }

    Publication publication(
            @Nullable Topic topic,
            String message,
            @Nullable String subject,
            @Nullable String structure,
            Map<String, AttributeValue> attributes,
            @Nullable String group,
            @Nullable String deduplicationId) {
        if (message.isEmpty()) throw Refusals.invalid("Empty message");
        if (subject != null) checkSubject(subject);
        Map<String, String> byProtocol = byProtocol(structure, message);
        Map<String, Attribute> read = attributes(attributes);
        if (bytes(message, read) > MOST_BYTES) throw Refusals.invalid("Message too long");
        if (topic != null) checkIds(topic, group, deduplicationId);
        String id = deduplicationId != null || topic == null || !topic.fifo ? deduplicationId : sha256(message);
        return new Publication(
                ids.uuid(),
                time.now(),
                subject,
                byProtocol.getOrDefault("default", message),
                byProtocol,
                read,
                group,
                id,
                null);
    }

    private static void checkSubject(String subject) {
        boolean good = !subject.isEmpty() && subject.length() <= MOST_SUBJECT;
        for (int i = 0; i < subject.length() && good; i++) good = subject.charAt(i) >= ' ' && subject.charAt(i) < 127;
        if (!good) throw Refusals.invalid("Subject");
    }

    private static Map<String, String> byProtocol(@Nullable String structure, String message) {
        if (structure == null || structure.isEmpty()) return Map.of();
        if (!structure.equals("json")) throw Refusals.invalid("MessageStructure");
        Map<?, ?> tree = Json.object(message);
        if (tree == null) throw Refusals.invalid("Message Structure - JSON message body failed to parse");
        if (!(tree.get("default") instanceof String))
            throw Refusals.invalid("Message Structure - No default entry in JSON message body");
        Map<String, String> all = new TreeMap<>();
        tree.forEach((name, value) -> {
            if (value instanceof String text) all.put((String) name, text);
        });
        return all;
    }

    private static void checkIds(Topic topic, @Nullable String group, @Nullable String deduplicationId) {
        if (group != null && !isId(group)) throw Refusals.invalid("MessageGroupId");
        if (!topic.fifo) {
            if (deduplicationId != null)
                throw Refusals.invalid(
                        "The request includes MessageDeduplicationId parameter that is not valid for this topic type");
            return;
        }
        if (group == null) throw Refusals.invalid("The MessageGroupId parameter is required for FIFO topics");
        if (deduplicationId != null && !isId(deduplicationId)) throw Refusals.invalid("MessageDeduplicationId");
        boolean contentBased = "true".equals(topic.row().values().get("ContentBasedDeduplication"));
        if (deduplicationId == null && !contentBased)
            throw Refusals.invalid(
                    "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided"
                            + " explicitly");
    }

    private static boolean isId(String id) {
        boolean good = !id.isEmpty() && id.length() <= MOST_ID;
        for (int i = 0; i < id.length() && good; i++) good = id.charAt(i) > ' ' && id.charAt(i) < 127;
        return good;
    }

    private static Map<String, Attribute> attributes(Map<String, AttributeValue> given) {
        if (given.isEmpty()) return Map.of();
        Map<String, Attribute> attributes = new TreeMap<>();
        given.forEach((name, value) -> attributes.put(name, attribute(name, value)));
        return attributes;
    }

    private static Attribute attribute(String name, AttributeValue value) {
        String type = value.dataType();
        if (!TYPES.contains(type) && !TYPES.contains(type.split("\\.", 2)[0]))
            throw parameterValue("The message attribute '" + name
                    + "' has an invalid message attribute type, the set of supported type prefixes is Binary, Number,"
                    + " and String.");
        boolean binary = type.startsWith("Binary");
        byte[] bytes = value.binaryValue();
        String text = value.stringValue();
        if (binary ? bytes == null || bytes.length == 0 : text == null || text.isEmpty())
            throw parameterValue(
                    "The message attribute '" + name + "' must contain non-empty message attribute value for"
                            + " message attribute type '" + type + "'.");
        if (type.startsWith("Number")) checkNumber(name, String.valueOf(text));
        if (type.equals("String.Array") && Json.array(String.valueOf(text)) == null)
            throw parameterValue("The message attribute '" + name + "' is not an array in JSON.");
        return binary ? new Attribute(type, null, bytes) : new Attribute(type, text, null);
    }

    private static void checkNumber(String name, String text) {
        try {
            new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw parameterValue("Could not cast message attribute '" + name + "' value to number.");
        }
    }

    private static AwsException parameterValue(String message) {
        return new AwsException("ParameterValueInvalid", message);
    }

    private static int bytes(String message, Map<String, Attribute> attributes) {
        int bytes = utf8(message);
        for (Map.Entry<String, Attribute> each : attributes.entrySet()) {
            byte[] binary = each.getValue().bytes();
            bytes += utf8(each.getKey()) + each.getValue().dataType().length();
            bytes += binary != null
                    ? binary.length
                    : utf8(String.valueOf(each.getValue().text()));
        }
        return bytes;
    }

    private static int utf8(String text) {
        for (int i = 0; i < text.length(); i++)
            if (text.charAt(i) >= 0x80) return text.getBytes(StandardCharsets.UTF_8).length;
        return text.length();
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
