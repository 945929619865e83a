package io.windtunnel.cloud.messaging.sns;

import io.windtunnel.cloud.ports.Sink.Attribute;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message that is published, on its way to a topic's subscriptions.
///
/// @param message what everyone gets who is not named in `byProtocol`
/// @param byProtocol the messages of a publication with `MessageStructure` json, by protocol
/// @param sequenceNumber of a FIFO topic
record Publication(
        String messageId,
        Instant at,
        @Nullable String subject,
        String message,
        Map<String, String> byProtocol,
        Map<String, Attribute> attributes,
        @Nullable String group,
        @Nullable String deduplicationId,
        @Nullable String sequenceNumber) {
    String messageFor(Protocol protocol) {
        return byProtocol.isEmpty() ? message : byProtocol.getOrDefault(protocol.apiName(), message);
    }

    Publication numbered(String sequence) {
        return new Publication(
                messageId, at, subject, message, byProtocol, attributes, group, deduplicationId, sequence);
    }
}
