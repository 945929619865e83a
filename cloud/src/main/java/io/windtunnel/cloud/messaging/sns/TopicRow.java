package io.windtunnel.cloud.messaging.sns;

import java.util.Map;

/// A topic as the storage's table holds it.
///
/// @param values its attributes that are set, by API name
record TopicRow(String name, Map<String, String> values, Map<String, String> tags, long createdMillis, long deleted) {
    boolean fifo() {
        return "true".equals(values.get("FifoTopic"));
    }

    TopicRow values(Map<String, String> changed) {
        return new TopicRow(name, changed, tags, createdMillis, deleted);
    }

    TopicRow tags(Map<String, String> changed) {
        return new TopicRow(name, values, changed, createdMillis, deleted);
    }

    /// One more of its subscriptions is deleted.
    TopicRow subscriptionDeleted() {
        return new TopicRow(name, values, tags, createdMillis, deleted + 1);
    }
}
