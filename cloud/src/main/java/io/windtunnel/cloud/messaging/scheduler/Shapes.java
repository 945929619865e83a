package io.windtunnel.cloud.messaging.scheduler;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The requests and responses of EventBridge Scheduler, with the members that are honoured.
final class Shapes {
    private Shapes() {}

    record Tag(String key, String value) {}

    record Window(String mode, @Nullable Integer maximumWindowInMinutes) {}

    record SqsParameters(@Nullable String messageGroupId) {}

    record KinesisParameters(String partitionKey) {}

    record EventBridgeParameters(String detailType, String source) {}

    record DeadLetterConfig(@Nullable String arn) {}

    record RetryPolicy(
            @Nullable Integer maximumEventAgeInSeconds,
            @Nullable Integer maximumRetryAttempts) {}

    record Target(
            String arn,
            String roleArn,
            @Nullable String input,
            @Nullable DeadLetterConfig deadLetterConfig,
            @Nullable RetryPolicy retryPolicy,
            @Nullable SqsParameters sqsParameters,
            @Nullable KinesisParameters kinesisParameters,
            @Nullable EventBridgeParameters eventBridgeParameters) {}

    /// CreateSchedule's and UpdateSchedule's.
    record PutSchedule(
            String name,
            @Nullable String groupName,
            String scheduleExpression,
            @Nullable String scheduleExpressionTimezone,
            @Nullable Instant startDate,
            @Nullable Instant endDate,
            @Nullable String description,
            @Nullable String state,
            Window flexibleTimeWindow,
            @Nullable String actionAfterCompletion,
            Target target,
            @Nullable String clientToken) {}

    record MadeSchedule(String scheduleArn) {}

    record OneSchedule(String name, @Nullable String groupName) {}

    record DeleteSchedule(
            String name,
            @Nullable String groupName,
            @Nullable String clientToken) {}

    record ScheduleShown(
            String arn,
            String groupName,
            String name,
            String scheduleExpression,
            String scheduleExpressionTimezone,
            @Nullable Instant startDate,
            @Nullable Instant endDate,
            @Nullable String description,
            String state,
            Window flexibleTimeWindow,
            String actionAfterCompletion,
            Target target,
            Instant creationDate,
            Instant lastModificationDate) {}

    record ListSchedules(
            @Nullable String groupName,
            @Nullable String namePrefix,
            @Nullable String state,
            @Nullable String nextToken,
            @Nullable Integer maxResults) {}

    record TargetSummary(String arn) {}

    record ScheduleSummary(
            String arn,
            String name,
            String groupName,
            String state,
            TargetSummary target,
            Instant creationDate,
            Instant lastModificationDate) {}

    record ScheduleList(
            List<ScheduleSummary> schedules, @Nullable String nextToken) {}

    record CreateGroup(
            String name, List<Tag> tags, @Nullable String clientToken) {}

    record MadeGroup(String scheduleGroupArn) {}

    record OneGroup(String name) {}

    record DeleteGroup(String name, @Nullable String clientToken) {}

    record GroupShown(String arn, String name, String state, Instant creationDate, Instant lastModificationDate) {}

    record ListGroups(
            @Nullable String namePrefix,
            @Nullable String nextToken,
            @Nullable Integer maxResults) {}

    record GroupList(
            List<GroupShown> scheduleGroups, @Nullable String nextToken) {}

    record TagResource(String resourceArn, List<Tag> tags) {}

    record UntagResource(String resourceArn, List<String> tagKeys) {}

    record ListTags(String resourceArn) {}

    record Tags(List<Tag> tags) {}

    record Done() {}
}
