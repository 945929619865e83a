package io.windtunnel.cloud.messaging.events;

import io.windtunnel.wire.Member;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The requests and responses of EventBridge, with the members that are honoured.
final class Shapes {
    private Shapes() {}

    record Tag(String key, String value) {}

    record Named(String name) {}

    record CreateEventBus(String name, List<Tag> tags) {}

    record CreatedBus(String eventBusArn) {}

    record DescribeEventBus(@Nullable String name) {}

    record BusShown(String name, String arn, @Nullable String policy) {}

    record ListPage(
            @Nullable String namePrefix,
            @Nullable String nextToken,
            @Nullable Integer limit) {}

    record BusList(List<BusShown> eventBuses, @Nullable String nextToken) {}

    record PutRule(
            String name,
            @Nullable String scheduleExpression,
            @Nullable String eventPattern,
            @Nullable String state,
            @Nullable String description,
            @Nullable String roleArn,
            List<Tag> tags,
            @Nullable String eventBusName) {}

    record CreatedRule(String ruleArn) {}

    record RuleNamed(String name, @Nullable String eventBusName) {}

    record RuleShown(
            String name,
            String arn,
            @Nullable String eventPattern,
            @Nullable String scheduleExpression,
            String state,
            @Nullable String description,
            @Nullable String roleArn,
            String eventBusName) {}

    record RuleDescribed(
            String name,
            String arn,
            @Nullable String eventPattern,
            @Nullable String scheduleExpression,
            String state,
            @Nullable String description,
            @Nullable String roleArn,
            String eventBusName,
            String createdBy) {}

    record ListRules(
            @Nullable String namePrefix,
            @Nullable String eventBusName,
            @Nullable String nextToken,
            @Nullable Integer limit) {}

    record RuleList(List<RuleShown> rules, @Nullable String nextToken) {}

    record ListRuleNamesByTarget(
            String targetArn,
            @Nullable String eventBusName,
            @Nullable String nextToken,
            @Nullable Integer limit) {}

    record RuleNames(List<String> ruleNames, @Nullable String nextToken) {}

    record Transformer(Map<String, String> inputPathsMap, String inputTemplate) {}

    record SqsParameters(@Nullable String messageGroupId) {}

    record KinesisParameters(String partitionKeyPath) {}

    record HttpParameters(
            List<String> pathParameterValues,
            Map<String, String> headerParameters,
            Map<String, String> queryStringParameters) {}

    record DeadLetterConfig(@Nullable String arn) {}

    record RetryPolicy(
            @Nullable Integer maximumRetryAttempts,
            @Nullable Integer maximumEventAgeInSeconds) {}

    record Target(
            String id,
            String arn,
            @Nullable String roleArn,
            @Nullable String input,
            @Nullable String inputPath,
            @Nullable Transformer inputTransformer,
            @Nullable KinesisParameters kinesisParameters,
            @Nullable SqsParameters sqsParameters,
            @Nullable HttpParameters httpParameters,
            @Nullable DeadLetterConfig deadLetterConfig,
            @Nullable RetryPolicy retryPolicy) {}

    record PutTargets(String rule, @Nullable String eventBusName, List<Target> targets) {}

    record FailedTarget(String targetId, String errorCode, String errorMessage) {}

    record TargetsAnswer(int failedEntryCount, List<FailedTarget> failedEntries) {}

    record RemoveTargets(String rule, @Nullable String eventBusName, List<String> ids) {}

    record ListTargetsByRule(
            String rule,
            @Nullable String eventBusName,
            @Nullable String nextToken,
            @Nullable Integer limit) {}

    record TargetList(List<Target> targets, @Nullable String nextToken) {}

    record Entry(
            @Nullable Instant time,
            @Nullable String source,
            List<String> resources,
            @Nullable String detailType,
            @Nullable String detail,
            @Nullable String eventBusName) {}

    record PutEvents(List<Entry> entries) {}

    record EntryAnswer(
            @Nullable String eventId,
            @Nullable String errorCode,
            @Nullable String errorMessage) {}

    record PutEventsAnswer(int failedEntryCount, List<EntryAnswer> entries) {}

    record TestEventPattern(String eventPattern, String event) {}

    record TestAnswer(boolean result) {}

    record Condition(String type, String key, String value) {}

    record PutPermission(
            @Nullable String eventBusName,
            @Nullable String action,
            @Nullable String principal,
            @Nullable String statementId,
            @Nullable String policy) {}

    record RemovePermission(
            @Nullable String statementId,
            @Nullable Boolean removeAllPermissions,
            @Nullable String eventBusName) {}

    record TagResource(@Member("ResourceARN") String resourceArn, List<Tag> tags) {}

    record UntagResource(@Member("ResourceARN") String resourceArn, List<String> tagKeys) {}

    record Resource(@Member("ResourceARN") String resourceArn) {}

    record Tags(List<Tag> tags) {}

    record CreateArchive(
            String archiveName,
            String eventSourceArn,
            @Nullable String description,
            @Nullable String eventPattern,
            @Nullable Integer retentionDays) {}

    record UpdateArchive(
            String archiveName,
            @Nullable String description,
            @Nullable String eventPattern,
            @Nullable Integer retentionDays) {}

    record ArchiveAnswer(String archiveArn, String state, Instant creationTime) {}

    record ArchiveNamed(String archiveName) {}

    record ArchiveDescribed(
            String archiveArn,
            String archiveName,
            String eventSourceArn,
            @Nullable String description,
            @Nullable String eventPattern,
            String state,
            int retentionDays,
            long sizeBytes,
            long eventCount,
            Instant creationTime) {}

    record ListArchives(
            @Nullable String namePrefix,
            @Nullable String eventSourceArn,
            @Nullable String nextToken,
            @Nullable Integer limit) {}

    record ArchiveShown(
            String archiveName,
            String eventSourceArn,
            String state,
            int retentionDays,
            long sizeBytes,
            long eventCount,
            Instant creationTime) {}

    record ArchiveList(
            List<ArchiveShown> archives, @Nullable String nextToken) {}

    record ReplayDestination(String arn, List<String> filterArns) {}

    record StartReplay(
            String replayName,
            @Nullable String description,
            String eventSourceArn,
            Instant eventStartTime,
            Instant eventEndTime,
            ReplayDestination destination) {}

    record ReplayAnswer(String replayArn, String state) {}

    record StartedReplay(String replayArn, String state, Instant replayStartTime) {}

    record ReplayNamed(String replayName) {}

    record ReplayDescribed(
            String replayName,
            String replayArn,
            @Nullable String description,
            String state,
            String eventSourceArn,
            ReplayDestination destination,
            Instant eventStartTime,
            Instant eventEndTime,
            @Nullable Instant eventLastReplayedTime,
            Instant replayStartTime,
            @Nullable Instant replayEndTime) {}

    record ReplayShown(
            String replayName,
            String eventSourceArn,
            String state,
            Instant eventStartTime,
            Instant eventEndTime,
            @Nullable Instant eventLastReplayedTime,
            Instant replayStartTime,
            @Nullable Instant replayEndTime) {}

    record ListReplays(
            @Nullable String namePrefix,
            @Nullable String eventSourceArn,
            @Nullable String nextToken,
            @Nullable Integer limit) {}

    record ReplayList(List<ReplayShown> replays, @Nullable String nextToken) {}
}
