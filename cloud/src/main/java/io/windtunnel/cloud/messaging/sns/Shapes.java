package io.windtunnel.cloud.messaging.sns;

import io.windtunnel.wire.Member;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The requests and responses of SNS, with the members that are honoured.
final class Shapes {
    private Shapes() {}

    record Tag(String key, String value) {}

    record CreateTopic(String name, Map<String, String> attributes, List<Tag> tags) {}

    record TopicArn(String topicArn) {}

    record ListPage(@Nullable String nextToken) {}

    record Topics(List<TopicArn> topics, @Nullable String nextToken) {}

    record Attributes(Map<String, String> attributes) {}

    record SetTopicAttributes(
            String topicArn, String attributeName, @Nullable String attributeValue) {}

    record Subscribe(
            String topicArn,
            String protocol,
            @Nullable String endpoint,
            Map<String, String> attributes,
            @Nullable Boolean returnSubscriptionArn) {}

    record SubscriptionArn(String subscriptionArn) {}

    record ConfirmSubscription(
            String topicArn, String token, @Nullable String authenticateOnUnsubscribe) {}

    record SetSubscriptionAttributes(
            String subscriptionArn,
            String attributeName,
            @Nullable String attributeValue) {}

    record Subscribed(String subscriptionArn, String owner, String protocol, String endpoint, String topicArn) {}

    record Subscriptions(
            List<Subscribed> subscriptions, @Nullable String nextToken) {}

    record ListSubscriptionsByTopic(
            String topicArn, @Nullable String nextToken) {}

    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record AttributeValue(String dataType, @Nullable String stringValue, byte @Nullable [] binaryValue) {}

    record Publish(
            @Nullable String topicArn,
            @Nullable String targetArn,
            @Nullable String phoneNumber,
            String message,
            @Nullable String subject,
            @Nullable String messageStructure,
            Map<String, AttributeValue> messageAttributes,
            @Nullable String messageDeduplicationId,
            @Nullable String messageGroupId) {}

    record Published(String messageId, @Nullable String sequenceNumber) {}

    record PublishEntry(
            String id,
            String message,
            @Nullable String subject,
            @Nullable String messageStructure,
            Map<String, AttributeValue> messageAttributes,
            @Nullable String messageDeduplicationId,
            @Nullable String messageGroupId) {}

    record PublishBatch(String topicArn, List<PublishEntry> publishBatchRequestEntries) {}

    record PublishedEntry(
            String id, String messageId, @Nullable String sequenceNumber) {}

    record FailedEntry(String id, String code, @Nullable String message, boolean senderFault) {}

    record PublishedBatch(List<PublishedEntry> successful, List<FailedEntry> failed) {}

    record AddPermission(
            String topicArn,
            String label,
            @Member("AWSAccountId") List<String> accountIds,
            @Member("ActionName") List<String> actions) {}

    record RemovePermission(String topicArn, String label) {}

    record TagResource(String resourceArn, List<Tag> tags) {}

    record UntagResource(String resourceArn, List<String> tagKeys) {}

    record Resource(String resourceArn) {}

    record Tags(List<Tag> tags) {}

    record PhoneNumber(@Member("phoneNumber") String phoneNumber) {}

    record OptedOut(@Member("isOptedOut") boolean isOptedOut) {}

    record SmsAttributes(@Member("attributes") Map<String, String> attributes) {}

    record GetSmsAttributes(@Member("attributes") List<String> attributes) {}

    record Sandbox(boolean isInSandbox) {}
}
