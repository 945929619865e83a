package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.cloud.ports.Sink.Attribute;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message somebody wants to send.
///
/// @param delaySeconds null for the queue's own delay
/// @param traceHeader the system attribute `AWSTraceHeader`
record Outgoing(
        String body,
        @Nullable Integer delaySeconds,
        Map<String, Attribute> attributes,
        @Nullable Attribute traceHeader,
        @Nullable String group,
        @Nullable String deduplicationId) {

    /// A message, sent.
    record Sent(String messageId, @Nullable String sequenceNumber) {}
}
