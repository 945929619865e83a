package io.windtunnel.cloud.messaging.sns;

import io.windtunnel.kernel.identity.Arn;
import java.util.Map;

/// A subscription as the storage's table holds it.
///
/// @param token by which its owner confirms it
/// @param authenticated whether only its owner may unsubscribe it
record SubscriptionRow(
        String id,
        String topic,
        Protocol protocol,
        String endpoint,
        String owner,
        Map<String, String> values,
        boolean confirmed,
        boolean authenticated,
        String token,
        long createdMillis) {
    String arn() {
        return topic + ":" + id;
    }

    Arn topicArn() {
        return Arn.parse(topic);
    }

    SubscriptionRow values(Map<String, String> changed) {
        return new SubscriptionRow(
                id, topic, protocol, endpoint, owner, changed, confirmed, authenticated, token, createdMillis);
    }

    SubscriptionRow confirm(boolean authenticate) {
        return new SubscriptionRow(
                id, topic, protocol, endpoint, owner, values, true, authenticate, token, createdMillis);
    }
}
