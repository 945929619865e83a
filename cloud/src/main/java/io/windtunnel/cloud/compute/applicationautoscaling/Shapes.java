package io.windtunnel.cloud.compute.applicationautoscaling;

import io.windtunnel.wire.Member;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The requests and answers of Application Auto Scaling's API: the members that are honoured.
final class Shapes {
    private Shapes() {}

    record SuspendedState(
            @Nullable Boolean dynamicScalingInSuspended,
            @Nullable Boolean dynamicScalingOutSuspended,
            @Nullable Boolean scheduledScalingSuspended) {
        static final SuspendedState NOTHING = new SuspendedState(false, false, false);

        /// What is asked for here, and of `before` what is not.
        SuspendedState over(SuspendedState before) {
            return new SuspendedState(
                    dynamicScalingInSuspended == null ? before.dynamicScalingInSuspended : dynamicScalingInSuspended,
                    dynamicScalingOutSuspended == null ? before.dynamicScalingOutSuspended : dynamicScalingOutSuspended,
                    scheduledScalingSuspended == null ? before.scheduledScalingSuspended : scheduledScalingSuspended);
        }

        boolean in() {
            return Boolean.TRUE.equals(dynamicScalingInSuspended);
        }

        boolean out() {
            return Boolean.TRUE.equals(dynamicScalingOutSuspended);
        }

        boolean scheduled() {
            return Boolean.TRUE.equals(scheduledScalingSuspended);
        }
    }

    record RegisterScalableTarget(
            String serviceNamespace,
            String resourceId,
            String scalableDimension,
            @Nullable Integer minCapacity,
            @Nullable Integer maxCapacity,
            @Member("RoleARN") @Nullable String roleArn,
            @Nullable SuspendedState suspendedState,
            Map<String, String> tags) {}

    record Registered(@Member("ScalableTargetARN") String scalableTargetArn) {}

    record TargetNamed(String serviceNamespace, String resourceId, String scalableDimension) {}

    record Done() {}

    record DescribeScalableTargets(
            String serviceNamespace,
            List<String> resourceIds,
            @Nullable String scalableDimension,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    record ScalableTarget(
            String serviceNamespace,
            String resourceId,
            String scalableDimension,
            int minCapacity,
            int maxCapacity,
            @Member("RoleARN") String roleArn,
            Instant creationTime,
            SuspendedState suspendedState,
            @Member("ScalableTargetARN") String scalableTargetArn) {}

    record ScalableTargets(
            List<ScalableTarget> scalableTargets, @Nullable String nextToken) {}

    record StepAdjustment(
            @Nullable Double metricIntervalLowerBound,
            @Nullable Double metricIntervalUpperBound,
            int scalingAdjustment) {}

    record StepScaling(
            @Nullable String adjustmentType,
            List<StepAdjustment> stepAdjustments,
            @Nullable Integer minAdjustmentMagnitude,
            @Nullable Integer cooldown,
            @Nullable String metricAggregationType) {}

    record Predefined(String predefinedMetricType, @Nullable String resourceLabel) {}

    record Dimension(String name, String value) {}

    record Metric(
            List<Dimension> dimensions,
            @Nullable String metricName,
            @Nullable String namespace) {}

    record MetricStat(Metric metric, String stat, @Nullable String unit) {}

    record MetricQuery(
            @Nullable String expression,
            String id,
            @Nullable String label,
            @Nullable MetricStat metricStat,
            @Nullable Boolean returnData) {}

    record Customized(
            @Nullable String metricName,
            @Nullable String namespace,
            List<Dimension> dimensions,
            @Nullable String statistic,
            @Nullable String unit,
            List<MetricQuery> metrics) {}

    record TargetTracking(
            double targetValue,
            @Nullable Predefined predefinedMetricSpecification,
            @Nullable Customized customizedMetricSpecification,
            @Nullable Integer scaleOutCooldown,
            @Nullable Integer scaleInCooldown,
            @Nullable Boolean disableScaleIn) {}

    record PutScalingPolicy(
            String policyName,
            String serviceNamespace,
            String resourceId,
            String scalableDimension,
            @Nullable String policyType,
            @Nullable StepScaling stepScalingPolicyConfiguration,
            @Nullable TargetTracking targetTrackingScalingPolicyConfiguration) {}

    record Alarm(String alarmName, @Member("AlarmARN") String alarmArn) {}

    record PolicyPut(@Member("PolicyARN") String policyArn, List<Alarm> alarms) {}

    record DescribeScalingPolicies(
            List<String> policyNames,
            String serviceNamespace,
            @Nullable String resourceId,
            @Nullable String scalableDimension,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    record ScalingPolicy(
            @Member("PolicyARN") String policyArn,
            String policyName,
            String serviceNamespace,
            String resourceId,
            String scalableDimension,
            String policyType,
            @Nullable StepScaling stepScalingPolicyConfiguration,
            @Nullable TargetTracking targetTrackingScalingPolicyConfiguration,
            List<Alarm> alarms,
            Instant creationTime) {}

    record ScalingPolicies(
            List<ScalingPolicy> scalingPolicies, @Nullable String nextToken) {}

    record PolicyNamed(String policyName, String serviceNamespace, String resourceId, String scalableDimension) {}

    record Bounds(@Nullable Integer minCapacity, @Nullable Integer maxCapacity) {}

    record PutScheduledAction(
            String serviceNamespace,
            @Nullable String schedule,
            @Nullable String timezone,
            String scheduledActionName,
            String resourceId,
            String scalableDimension,
            @Nullable Instant startTime,
            @Nullable Instant endTime,
            @Nullable Bounds scalableTargetAction) {}

    record ActionNamed(
            String serviceNamespace, String scheduledActionName, String resourceId, String scalableDimension) {}

    record DescribeScheduledActions(
            List<String> scheduledActionNames,
            String serviceNamespace,
            @Nullable String resourceId,
            @Nullable String scalableDimension,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    /// Called `ScheduledAction` by the model.
    record Scheduled(
            String scheduledActionName,
            @Member("ScheduledActionARN") String scheduledActionArn,
            String serviceNamespace,
            String schedule,
            @Nullable String timezone,
            String resourceId,
            String scalableDimension,
            @Nullable Instant startTime,
            @Nullable Instant endTime,
            @Nullable Bounds scalableTargetAction,
            Instant creationTime) {}

    record ScheduledActions(
            List<Scheduled> scheduledActions, @Nullable String nextToken) {}

    record DescribeScalingActivities(
            String serviceNamespace,
            @Nullable String resourceId,
            @Nullable String scalableDimension,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            @Nullable Boolean includeNotScaledActivities) {}

    record NotScaledReason(
            String code,
            @Nullable Integer maxCapacity,
            @Nullable Integer minCapacity,
            @Nullable Integer currentCapacity) {}

    record ScalingActivity(
            String activityId,
            String serviceNamespace,
            String resourceId,
            String scalableDimension,
            String description,
            String cause,
            Instant startTime,
            @Nullable Instant endTime,
            String statusCode,
            @Nullable String statusMessage,
            List<NotScaledReason> notScaledReasons) {}

    record ScalingActivities(
            List<ScalingActivity> scalingActivities,
            @Nullable String nextToken) {}

    record ResourceNamed(@Member("ResourceARN") String resourceArn) {}

    record TagResource(@Member("ResourceARN") String resourceArn, Map<String, String> tags) {}

    record UntagResource(@Member("ResourceARN") String resourceArn, List<String> tagKeys) {}

    record Tags(Map<String, String> tags) {}
}
