package io.windtunnel.cloud.operations.cloudwatch.alarms;

import io.windtunnel.wire.Member;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The requests and answers of [AlarmApi], bound to AWS's model by name.
public final class AlarmShapes {
    private AlarmShapes() {}

    public record Dimension(String name, String value) {}

    public record Tag(String key, String value) {}

    public record Metric(
            @Nullable String namespace, @Nullable String metricName, List<Dimension> dimensions) {}

    public record MetricStat(
            Metric metric,
            int period,
            String stat,
            @Nullable String unit) {}

    public record MetricDataQuery(
            String id,
            @Nullable MetricStat metricStat,
            @Nullable String expression,
            @Nullable String label,
            @Nullable Boolean returnData,
            @Nullable Integer period,
            @Nullable String accountId) {}

    public record PutMetricAlarmRequest(
            String alarmName,
            @Nullable String alarmDescription,
            @Nullable Boolean actionsEnabled,
            @Member("OKActions") List<String> okActions,
            List<String> alarmActions,
            List<String> insufficientDataActions,
            @Nullable String metricName,
            @Nullable String namespace,
            @Nullable String statistic,
            @Nullable String extendedStatistic,
            List<Dimension> dimensions,
            @Nullable Integer period,
            @Nullable String unit,
            int evaluationPeriods,
            @Nullable Integer datapointsToAlarm,
            @Nullable Double threshold,
            String comparisonOperator,
            @Nullable String treatMissingData,
            @Nullable String evaluateLowSampleCountPercentile,
            List<MetricDataQuery> metrics,
            List<Tag> tags,
            @Nullable String thresholdMetricId) {}

    public record PutCompositeAlarmRequest(
            String alarmName,
            @Nullable String alarmDescription,
            @Nullable Boolean actionsEnabled,
            @Member("OKActions") List<String> okActions,
            List<String> alarmActions,
            List<String> insufficientDataActions,
            String alarmRule,
            List<Tag> tags,
            @Nullable String actionsSuppressor,
            @Nullable Integer actionsSuppressorWaitPeriod,
            @Nullable Integer actionsSuppressorExtensionPeriod) {}

    public record DescribeAlarmsRequest(
            List<String> alarmNames,
            @Nullable String alarmNamePrefix,
            List<String> alarmTypes,
            @Nullable String childrenOfAlarmName,
            @Nullable String parentsOfAlarmName,
            @Nullable String stateValue,
            @Nullable String actionPrefix,
            @Nullable Integer maxRecords,
            @Nullable String nextToken) {}

    public record MetricAlarm(
            String alarmName,
            String alarmArn,
            @Nullable String alarmDescription,
            @Nullable Instant alarmConfigurationUpdatedTimestamp,
            @Nullable Boolean actionsEnabled,
            @Nullable @Member("OKActions") List<String> okActions,
            @Nullable List<String> alarmActions,
            @Nullable List<String> insufficientDataActions,
            @Nullable String stateValue,
            @Nullable String stateReason,
            @Nullable String stateReasonData,
            @Nullable Instant stateUpdatedTimestamp,
            @Nullable String metricName,
            @Nullable String namespace,
            @Nullable String statistic,
            @Nullable String extendedStatistic,
            @Nullable List<Dimension> dimensions,
            @Nullable Integer period,
            @Nullable String unit,
            @Nullable Integer evaluationPeriods,
            @Nullable Integer datapointsToAlarm,
            @Nullable Double threshold,
            @Nullable String comparisonOperator,
            @Nullable String treatMissingData,
            @Nullable String evaluateLowSampleCountPercentile,
            @Nullable List<MetricDataQuery> metrics,
            @Nullable Instant stateTransitionedTimestamp) {}

    public record CompositeAlarm(
            @Nullable Boolean actionsEnabled,
            @Nullable List<String> alarmActions,
            String alarmArn,
            @Nullable Instant alarmConfigurationUpdatedTimestamp,
            @Nullable String alarmDescription,
            String alarmName,
            @Nullable String alarmRule,
            @Nullable List<String> insufficientDataActions,
            @Nullable @Member("OKActions") List<String> okActions,
            @Nullable String stateReason,
            @Nullable String stateReasonData,
            @Nullable Instant stateUpdatedTimestamp,
            @Nullable String stateValue,
            @Nullable Instant stateTransitionedTimestamp,
            @Nullable String actionsSuppressedBy,
            @Nullable String actionsSuppressedReason,
            @Nullable String actionsSuppressor,
            @Nullable Integer actionsSuppressorWaitPeriod,
            @Nullable Integer actionsSuppressorExtensionPeriod) {}

    public record DescribeAlarmsResult(
            List<CompositeAlarm> compositeAlarms,
            List<MetricAlarm> metricAlarms,
            @Nullable String nextToken) {}

    public record DescribeAlarmsForMetricRequest(
            String metricName,
            String namespace,
            @Nullable String statistic,
            @Nullable String extendedStatistic,
            List<Dimension> dimensions,
            @Nullable Integer period,
            @Nullable String unit) {}

    public record DescribeAlarmsForMetricResult(List<MetricAlarm> metricAlarms) {}

    public record DescribeAlarmHistoryRequest(
            @Nullable String alarmName,
            List<String> alarmTypes,
            @Nullable String historyItemType,
            @Nullable Instant startDate,
            @Nullable Instant endDate,
            @Nullable Integer maxRecords,
            @Nullable String nextToken,
            @Nullable String scanBy) {}

    public record AlarmHistoryItem(
            String alarmName,
            String alarmType,
            Instant timestamp,
            String historyItemType,
            String historySummary,
            String historyData) {}

    public record DescribeAlarmHistoryResult(
            List<AlarmHistoryItem> alarmHistoryItems,
            @Nullable String nextToken) {}

    public record SetAlarmStateRequest(
            String alarmName,
            String stateValue,
            String stateReason,
            @Nullable String stateReasonData) {}

    /// Of `DeleteAlarms`, `EnableAlarmActions` and `DisableAlarmActions`.
    public record AlarmNamesRequest(List<String> alarmNames) {}

    public record TagResourceRequest(@Member("ResourceARN") String resourceArn, List<Tag> tags) {}

    public record UntagResourceRequest(
            @Member("ResourceARN") String resourceArn, List<String> tagKeys) {}

    public record ListTagsForResourceRequest(
            @Member("ResourceARN") String resourceArn) {}

    public record ListTagsForResourceResult(List<Tag> tags) {}

    public record Nothing() {}
}
