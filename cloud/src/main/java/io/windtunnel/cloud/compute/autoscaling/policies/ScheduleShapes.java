package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.wire.Member;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The requests and answers of scheduled actions, bound to AWS's model by name.
public final class ScheduleShapes {
    private ScheduleShapes() {}

    /// `time` is the old name of `startTime`.
    public record PutScheduledActionRequest(
            String autoScalingGroupName,
            String scheduledActionName,
            @Nullable Instant time,
            @Nullable Instant startTime,
            @Nullable Instant endTime,
            @Nullable String recurrence,
            @Nullable Integer minSize,
            @Nullable Integer maxSize,
            @Nullable Integer desiredCapacity,
            @Nullable String timeZone) {}

    public record ScheduledActionPart(
            String scheduledActionName,
            @Nullable Instant startTime,
            @Nullable Instant endTime,
            @Nullable String recurrence,
            @Nullable Integer minSize,
            @Nullable Integer maxSize,
            @Nullable Integer desiredCapacity,
            @Nullable String timeZone) {}

    public record BatchPutScheduledActionRequest(
            String autoScalingGroupName, List<ScheduledActionPart> scheduledUpdateGroupActions) {}

    public record FailedScheduledAction(
            String scheduledActionName,
            @Nullable String errorCode,
            @Nullable String errorMessage) {}

    public record BatchPutScheduledActionResult(List<FailedScheduledAction> failedScheduledUpdateGroupActions) {}

    public record BatchDeleteScheduledActionRequest(String autoScalingGroupName, List<String> scheduledActionNames) {}

    public record BatchDeleteScheduledActionResult(List<FailedScheduledAction> failedScheduledActions) {}

    public record DeleteScheduledActionRequest(String autoScalingGroupName, String scheduledActionName) {}

    public record DescribeScheduledActionsRequest(
            @Nullable String autoScalingGroupName,
            List<String> scheduledActionNames,
            @Nullable Instant startTime,
            @Nullable Instant endTime,
            @Nullable String nextToken,
            @Nullable Integer maxRecords) {}

    public record ScheduledUpdateGroupAction(
            String autoScalingGroupName,
            String scheduledActionName,
            @Member("ScheduledActionARN") String scheduledActionArn,
            @Nullable Instant time,
            @Nullable Instant startTime,
            @Nullable Instant endTime,
            @Nullable String recurrence,
            @Nullable Integer minSize,
            @Nullable Integer maxSize,
            @Nullable Integer desiredCapacity,
            @Nullable String timeZone) {}

    public record DescribeScheduledActionsResult(
            List<ScheduledUpdateGroupAction> scheduledUpdateGroupActions,
            @Nullable String nextToken) {}
}
