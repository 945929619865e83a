package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.wire.Member;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The requests and answers of scaling policies, bound to AWS's model by name.
public final class PolicyShapes {
    private PolicyShapes() {}

    public record StepAdjustment(
            @Nullable Double metricIntervalLowerBound,
            @Nullable Double metricIntervalUpperBound,
            int scalingAdjustment) {}

    public record MetricDimension(String name, String value) {}

    public record Metric(String namespace, String metricName, List<MetricDimension> dimensions) {}

    public record PredefinedMetricSpecification(
            String predefinedMetricType, @Nullable String resourceLabel) {}

    /// Of target tracking; `period` is in seconds.
    public record TargetTrackingMetricStat(
            Metric metric,
            String stat,
            @Nullable String unit,
            @Nullable Integer period) {}

    public record TargetTrackingMetricDataQuery(
            String id,
            @Nullable String expression,
            @Nullable TargetTrackingMetricStat metricStat,
            @Nullable String label,
            @Nullable Integer period,
            @Nullable Boolean returnData) {}

    public record CustomizedMetricSpecification(
            @Nullable String metricName,
            @Nullable String namespace,
            List<MetricDimension> dimensions,
            @Nullable String statistic,
            @Nullable String unit,
            @Nullable Integer period,
            List<TargetTrackingMetricDataQuery> metrics) {}

    public record TargetTrackingConfiguration(
            @Nullable PredefinedMetricSpecification predefinedMetricSpecification,
            @Nullable CustomizedMetricSpecification customizedMetricSpecification,
            double targetValue,
            @Nullable Boolean disableScaleIn) {}

    public record MetricStat(
            Metric metric, String stat, @Nullable String unit) {}

    public record MetricDataQuery(
            String id,
            @Nullable String expression,
            @Nullable MetricStat metricStat,
            @Nullable String label,
            @Nullable Boolean returnData) {}

    public record MetricDataQueries(List<MetricDataQuery> metricDataQueries) {}

    public record PredictiveScalingMetricSpecification(
            double targetValue,
            @Nullable PredefinedMetricSpecification predefinedMetricPairSpecification,
            @Nullable PredefinedMetricSpecification predefinedScalingMetricSpecification,
            @Nullable PredefinedMetricSpecification predefinedLoadMetricSpecification,
            @Nullable MetricDataQueries customizedScalingMetricSpecification,
            @Nullable MetricDataQueries customizedLoadMetricSpecification,
            @Nullable MetricDataQueries customizedCapacityMetricSpecification) {}

    public record PredictiveScalingConfiguration(
            List<PredictiveScalingMetricSpecification> metricSpecifications,
            @Nullable String mode,
            @Nullable Integer schedulingBufferTime,
            @Nullable String maxCapacityBreachBehavior,
            @Nullable Integer maxCapacityBuffer) {}

    public record PutScalingPolicyRequest(
            String autoScalingGroupName,
            String policyName,
            @Nullable String policyType,
            @Nullable String adjustmentType,
            @Nullable Integer minAdjustmentStep,
            @Nullable Integer minAdjustmentMagnitude,
            @Nullable Integer scalingAdjustment,
            @Nullable Integer cooldown,
            @Nullable String metricAggregationType,
            List<StepAdjustment> stepAdjustments,
            @Nullable Integer estimatedInstanceWarmup,
            @Nullable TargetTrackingConfiguration targetTrackingConfiguration,
            @Nullable Boolean enabled,
            @Nullable PredictiveScalingConfiguration predictiveScalingConfiguration) {}

    public record Alarm(
            String alarmName, @Member("AlarmARN") String alarmArn) {}

    public record PutScalingPolicyResult(
            @Member("PolicyARN") String policyArn, List<Alarm> alarms) {}

    public record ScalingPolicy(
            String autoScalingGroupName,
            String policyName,
            @Member("PolicyARN") String policyArn,
            String policyType,
            @Nullable String adjustmentType,
            @Nullable Integer minAdjustmentStep,
            @Nullable Integer minAdjustmentMagnitude,
            @Nullable Integer scalingAdjustment,
            @Nullable Integer cooldown,
            List<StepAdjustment> stepAdjustments,
            @Nullable String metricAggregationType,
            @Nullable Integer estimatedInstanceWarmup,
            List<Alarm> alarms,
            @Nullable TargetTrackingConfiguration targetTrackingConfiguration,
            boolean enabled,
            @Nullable PredictiveScalingConfiguration predictiveScalingConfiguration) {}

    public record DescribePoliciesRequest(
            @Nullable String autoScalingGroupName,
            List<String> policyNames,
            List<String> policyTypes,
            @Nullable String nextToken,
            @Nullable Integer maxRecords) {}

    public record DescribePoliciesResult(
            List<ScalingPolicy> scalingPolicies, @Nullable String nextToken) {}

    public record DeletePolicyRequest(@Nullable String autoScalingGroupName, String policyName) {}

    public record ExecutePolicyRequest(
            @Nullable String autoScalingGroupName,
            String policyName,
            @Nullable Boolean honorCooldown,
            @Nullable Double metricValue,
            @Nullable Double breachThreshold) {}

    public record AdjustmentTypeName(String adjustmentType) {}

    public record AdjustmentTypesResult(List<AdjustmentTypeName> adjustmentTypes) {}

    public record GetPredictiveScalingForecastRequest(
            String autoScalingGroupName, String policyName, Instant startTime, Instant endTime) {}

    public record LoadForecastPart(
            List<Instant> timestamps, List<Double> values, PredictiveScalingMetricSpecification metricSpecification) {}

    public record CapacityForecastPart(List<Instant> timestamps, List<Double> values) {}

    public record GetPredictiveScalingForecastResult(
            List<LoadForecastPart> loadForecast, CapacityForecastPart capacityForecast, Instant updateTime) {}
}
