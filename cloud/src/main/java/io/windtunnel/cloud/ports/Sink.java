package io.windtunnel.cloud.ports;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What takes messages at an ARN: a queue, a topic, a function, a stream, an event bus. Its service offers it;
/// topics, event rules, schedules, bucket notifications and dead letters are delivered through it.
///
/// Thread safety: may be called from any thread. In a cloud with a data directory a delivery returns once it is
/// durable: call it from a virtual thread.
@FunctionalInterface
public interface Sink {
    /// A message on its way.
    ///
    /// @param body the text: what a queue stores, what a function is handed, what a stream's record holds
    /// @param attributes by name, for those that keep them; others pass them over
    /// @param groupId of a FIFO queue or topic, or a fair queue's tenant
    /// @param deduplicationId of a FIFO queue or topic
    /// @param partitionKey what a stream puts it into a shard by
    record Message(
            String body,
            Map<String, Attribute> attributes,
            @Nullable String groupId,
            @Nullable String deduplicationId,
            @Nullable String partitionKey) {
        /// A message that is its body alone.
        public static Message of(String body) {
            return new Message(body, Map.of(), null, null, null);
        }
    }

    /// A message's attribute as SQS and SNS type it: `String`, `Number` or `Binary`, with an optional label behind a
    /// dot. One of `text` and `bytes` is there.
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Attribute(String dataType, @Nullable String text, byte @Nullable [] bytes) {}

    /// Takes the message.
    ///
    /// @return the id the receiver gave it, or an empty text
    /// @throws io.windtunnel.wire.AwsException when it is refused, with the receiver's own code
    String deliver(Message message);
}
