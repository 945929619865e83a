package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.MetricDataQueries;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.MetricStat;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PredefinedMetricSpecification;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PredictiveScalingMetricSpecification;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.MetricsReader;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.scaling.policy.LoadForecast;
import io.windtunnel.kernel.scaling.policy.LoadForecast.Hour;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a predictive scaling policy reads: the load of the whole group and what a unit of capacity bears,
/// hour by hour.
///
/// Source:
/// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PredictiveScalingMetricSpecification.html
///
/// @param capacity where the capacity is to be read; null where the group's own history tells it
record PredictedMetrics(Read load, Read scaling, @Nullable Read capacity) {
    static final String REQUEST_PAIR = "ALBRequestCount";
    static final String REQUEST_LOAD = "ALBTargetGroupRequestCount";

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MINUTES = 60;

    /// A statistic of a metric; `perMinute` of what is a sum over the hour.
    record Read(Metrics.Name metric, String statistic, boolean perMinute) {
        /// Its hours until `now`, as far back as a forecast looks.
        List<Hour> hours(MetricsReader reader, Scope scope, Instant now) {
            return reader.series(scope, metric, statistic, HOUR, now.minus(LoadForecast.LONGEST_HISTORY), now).stream()
                    .map(point -> new Hour(point.at(), perMinute ? point.value() / MINUTES : point.value()))
                    .toList();
        }
    }

    static PredictedMetrics of(String group, PredictiveScalingMetricSpecification metrics) {
        PredefinedMetricSpecification pair = metrics.predefinedMetricPairSpecification();
        if (pair != null) return new PredictedMetrics(load(group, pair), scaling(group, pair), null);
        PredefinedMetricSpecification load = metrics.predefinedLoadMetricSpecification();
        PredefinedMetricSpecification scaling = metrics.predefinedScalingMetricSpecification();
        MetricDataQueries capacity = metrics.customizedCapacityMetricSpecification();
        return new PredictedMetrics(
                load != null
                        ? load(group, load)
                        : customized(Objects.requireNonNull(metrics.customizedLoadMetricSpecification()), false),
                scaling != null
                        ? scaling(group, scaling)
                        : customized(Objects.requireNonNull(metrics.customizedScalingMetricSpecification()), true),
                capacity == null ? null : customized(capacity, false));
    }

    private static Read load(String group, PredefinedMetricSpecification metric) {
        return switch (metric.predefinedMetricType()) {
            case REQUEST_PAIR, REQUEST_LOAD -> new Read(label(metric).metric("RequestCount"), "Sum", false);
            default -> new Read(TrackedMetric.ofInstances(group, instanceMetric(metric)), "Sum", false);
        };
    }

    private static Read scaling(String group, PredefinedMetricSpecification metric) {
        return switch (metric.predefinedMetricType()) {
            case REQUEST_PAIR, TrackedMetric.REQUESTS ->
                new Read(label(metric).metric("RequestCountPerTarget"), "Sum", true);
            default -> new Read(TrackedMetric.ofInstances(group, instanceMetric(metric)), "Average", false);
        };
    }

    private static ResourceLabel label(PredefinedMetricSpecification metric) {
        return ResourceLabel.parse(Objects.requireNonNull(metric.resourceLabel()));
    }

    /// `ASGCPUUtilization`, `ASGTotalCPUUtilization` and `ASGAverageCPUUtilization` all speak of
    /// `CPUUtilization`.
    private static String instanceMetric(PredefinedMetricSpecification metric) {
        return metric.predefinedMetricType().replaceFirst("^ASG(Total|Average)?", "");
    }

    /// A sum that is to be held against a target is one for each minute.
    private static Read customized(MetricDataQueries queries, boolean held) {
        MetricStat stat =
                Objects.requireNonNull(queries.metricDataQueries().getFirst().metricStat());
        return new Read(
                TrackedMetric.name(stat.metric()),
                stat.stat(),
                held && stat.stat().equals("Sum"));
    }
}
