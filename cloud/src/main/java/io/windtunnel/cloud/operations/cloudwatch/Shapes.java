package io.windtunnel.cloud.operations.cloudwatch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The requests and answers of [CloudWatchApi], bound to AWS's model by name.
public final class Shapes {
    private Shapes() {}

    public record Dimension(String name, String value) {}

    public record Metric(
            @Nullable String namespace, @Nullable String metricName, List<Dimension> dimensions) {}

    public record StatisticSet(double sampleCount, double sum, double minimum, double maximum) {}

    public record MetricDatum(
            String metricName,
            List<Dimension> dimensions,
            @Nullable Instant timestamp,
            @Nullable Double value,
            @Nullable StatisticSet statisticValues,
            List<Double> values,
            List<Double> counts,
            @Nullable String unit,
            @Nullable Integer storageResolution) {}

    public record PutMetricDataRequest(String namespace, List<MetricDatum> metricData) {}

    public record GetMetricStatisticsRequest(
            String namespace,
            String metricName,
            List<Dimension> dimensions,
            Instant startTime,
            Instant endTime,
            int period,
            List<String> statistics,
            List<String> extendedStatistics,
            @Nullable String unit) {}

    public record Datapoint(
            Instant timestamp,
            @Nullable Double sampleCount,
            @Nullable Double average,
            @Nullable Double sum,
            @Nullable Double minimum,
            @Nullable Double maximum,
            String unit,
            @Nullable Map<String, Double> extendedStatistics) {}

    public record GetMetricStatisticsResult(String label, List<Datapoint> datapoints) {}

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
            @Nullable Integer period) {}

    public record GetMetricDataRequest(
            List<MetricDataQuery> metricDataQueries,
            Instant startTime,
            Instant endTime,
            @Nullable String nextToken,
            @Nullable String scanBy,
            @Nullable Integer maxDatapoints) {}

    public record MetricDataResult(
            String id, String label, List<Instant> timestamps, List<Double> values, String statusCode) {}

    public record GetMetricDataResult(
            List<MetricDataResult> metricDataResults,
            @Nullable String nextToken) {}

    public record DimensionFilter(String name, @Nullable String value) {}

    public record ListMetricsRequest(
            @Nullable String namespace,
            @Nullable String metricName,
            List<DimensionFilter> dimensions,
            @Nullable String nextToken,
            @Nullable String recentlyActive) {}

    public record ListMetricsResult(
            List<Metric> metrics, @Nullable String nextToken) {}
}
