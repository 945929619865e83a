package io.windtunnel.cloud.messaging.sqs;

import io.windtunnel.wire.Member;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The requests and responses of SQS, with the members that are honoured.
final class Shapes {
    private Shapes() {}

    record CreateQueue(
            String queueName,
            Map<String, String> attributes,
            @Member("tags") Map<String, String> tags) {}

    record QueueUrl(String queueUrl) {}

    record GetQueueUrl(String queueName, @Nullable String queueOwnerAWSAccountId) {}

    record ListQueues(
            @Nullable String queueNamePrefix,
            @Nullable String nextToken,
            @Nullable Integer maxResults) {}

    record QueueUrls(List<String> queueUrls, @Nullable String nextToken) {}

    record ListDeadLetterSourceQueues(
            String queueUrl,
            @Nullable String nextToken,
            @Nullable Integer maxResults) {}

    record DeadLetterSources(
            @Member("queueUrls") List<String> queueUrls,
            @Nullable String nextToken) {}

    record GetQueueAttributes(String queueUrl, List<String> attributeNames) {}

    record QueueAttributes(Map<String, String> attributes) {}

    record SetQueueAttributes(String queueUrl, Map<String, String> attributes) {}

    record TagQueue(String queueUrl, Map<String, String> tags) {}

    record UntagQueue(String queueUrl, List<String> tagKeys) {}

    record Tags(Map<String, String> tags) {}

    record AddPermission(
            String queueUrl,
            String label,
            @Member("AWSAccountIds") List<String> accountIds,
            List<String> actions) {}

    record RemovePermission(String queueUrl, String label) {}

    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record MessageAttributeValue(@Nullable String stringValue, byte @Nullable [] binaryValue, String dataType) {}

    record SendMessage(
            String queueUrl,
            String messageBody,
            @Nullable Integer delaySeconds,
            Map<String, MessageAttributeValue> messageAttributes,
            Map<String, MessageAttributeValue> messageSystemAttributes,
            @Nullable String messageDeduplicationId,
            @Nullable String messageGroupId) {}

    record SentMessage(
            @Member("MD5OfMessageBody") String md5OfBody,
            @Member("MD5OfMessageAttributes") @Nullable String md5OfAttributes,

            @Member("MD5OfMessageSystemAttributes") @Nullable
            String md5OfSystemAttributes,

            String messageId,
            @Nullable String sequenceNumber) {}

    record SendMessageBatchEntry(
            String id,
            String messageBody,
            @Nullable Integer delaySeconds,
            Map<String, MessageAttributeValue> messageAttributes,
            Map<String, MessageAttributeValue> messageSystemAttributes,
            @Nullable String messageDeduplicationId,
            @Nullable String messageGroupId) {}

    record SendMessageBatch(String queueUrl, List<SendMessageBatchEntry> entries) {}

    record SentEntry(
            String id,
            String messageId,
            @Member("MD5OfMessageBody") String md5OfBody,
            @Member("MD5OfMessageAttributes") @Nullable String md5OfAttributes,

            @Member("MD5OfMessageSystemAttributes") @Nullable
            String md5OfSystemAttributes,

            @Nullable String sequenceNumber) {}

    record FailedEntry(
            String id,
            boolean senderFault,
            String code,
            @Nullable String message) {}

    record SentBatch(List<SentEntry> successful, List<FailedEntry> failed) {}

    record DoneEntry(String id) {}

    record DoneBatch(List<DoneEntry> successful, List<FailedEntry> failed) {}

    record ReceiveMessage(
            String queueUrl,
            List<String> attributeNames,
            List<String> messageSystemAttributeNames,
            List<String> messageAttributeNames,
            @Nullable Integer maxNumberOfMessages,
            @Nullable Integer visibilityTimeout,
            @Nullable Integer waitTimeSeconds,
            @Nullable String receiveRequestAttemptId) {}

    record ReceivedMessage(
            String messageId,
            String receiptHandle,
            @Member("MD5OfBody") String md5OfBody,
            String body,
            @Nullable Map<String, String> attributes,
            @Member("MD5OfMessageAttributes") @Nullable String md5OfAttributes,
            @Nullable Map<String, MessageAttributeValue> messageAttributes) {}

    record ReceivedMessages(@Nullable List<ReceivedMessage> messages) {}

    record DeleteMessage(String queueUrl, String receiptHandle) {}

    record DeleteEntry(String id, String receiptHandle) {}

    record DeleteMessageBatch(String queueUrl, List<DeleteEntry> entries) {}

    record ChangeMessageVisibility(String queueUrl, String receiptHandle, Integer visibilityTimeout) {}

    record VisibilityEntry(
            String id, String receiptHandle, @Nullable Integer visibilityTimeout) {}

    record ChangeMessageVisibilityBatch(String queueUrl, List<VisibilityEntry> entries) {}

    record StartMessageMoveTask(
            String sourceArn,
            @Nullable String destinationArn,
            @Nullable Integer maxNumberOfMessagesPerSecond) {}

    record TaskHandle(String taskHandle) {}

    record Moved(long approximateNumberOfMessagesMoved) {}

    record ListMessageMoveTasks(String sourceArn, @Nullable Integer maxResults) {}

    record MoveTaskEntry(
            @Nullable String taskHandle,
            String status,
            String sourceArn,
            @Nullable String destinationArn,
            @Nullable Integer maxNumberOfMessagesPerSecond,
            long approximateNumberOfMessagesMoved,
            @Nullable Long approximateNumberOfMessagesToMove,
            @Nullable String failureReason,
            long startedTimestamp) {}

    record MoveTasks(List<MoveTaskEntry> results) {}
}
