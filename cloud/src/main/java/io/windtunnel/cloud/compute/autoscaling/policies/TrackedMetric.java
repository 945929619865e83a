package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.CustomizedMetricSpecification;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.Metric;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.MetricDimension;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PredefinedMetricSpecification;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.TargetTrackingConfiguration;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.TargetTrackingMetricDataQuery;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.TargetTrackingMetricStat;
import io.windtunnel.cloud.ports.Alarms.Query;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.TargetAlarms;
import io.windtunnel.kernel.scaling.policy.TrackingAlarms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// What a target tracking policy looks at, and the alarms by which it does.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PredefinedMetricSpecification.html
record TrackedMetric(List<Query> queries, TrackingAlarms alarms) {
    static final String CPU = "ASGAverageCPUUtilization";
    static final String REQUESTS = "ALBRequestCountPerTarget";

    private static final Map<String, String> OF_INSTANCES =
            Map.of(CPU, "CPUUtilization", "ASGAverageNetworkIn", "NetworkIn", "ASGAverageNetworkOut", "NetworkOut");

    static TrackedMetric of(String group, TargetTrackingConfiguration configuration) {
        PredefinedMetricSpecification predefined = configuration.predefinedMetricSpecification();
        return predefined != null
                ? of(group, predefined)
                : of(Objects.requireNonNull(configuration.customizedMetricSpecification()));
    }

    private static TrackedMetric of(String group, PredefinedMetricSpecification predefined) {
        String type = predefined.predefinedMetricType();
        if (type.equals(REQUESTS)) {
            ResourceLabel label = ResourceLabel.parse(Objects.requireNonNull(predefined.resourceLabel()));
            return single(label.metric("RequestCountPerTarget"), "Sum", TrackingAlarms.DEFAULT);
        }
        TrackingAlarms alarms = type.equals(CPU)
                ? TrackingAlarms.DEFAULT.withLowFactor(TrackingAlarms.LOW_FACTOR_OF_CPU)
                : TrackingAlarms.DEFAULT;
        return single(ofInstances(group, Objects.requireNonNull(OF_INSTANCES.get(type))), "Average", alarms);
    }

    /// A metric that EC2 publishes of a group's instances together.
    static Metrics.Name ofInstances(String group, String metric) {
        return new Metrics.Name("AWS/EC2", metric, new TreeMap<>(Map.of("AutoScalingGroupName", group)));
    }

    private static TrackedMetric single(Metrics.Name metric, String statistic, TrackingAlarms alarms) {
        return new TrackedMetric(List.of(new Query.Stat("m1", metric, statistic, alarms.period(), null, true)), alarms);
    }

    private static TrackedMetric of(CustomizedMetricSpecification customized) {
        TrackingAlarms alarms = TrackingAlarms.DEFAULT.withPeriod(period(customized));
        if (!customized.metrics().isEmpty()) return new TrackedMetric(queries(customized, alarms.period()), alarms);
        Metrics.Name metric = name(
                Objects.requireNonNull(customized.namespace()),
                Objects.requireNonNull(customized.metricName()),
                customized.dimensions());
        String statistic = Objects.requireNonNull(customized.statistic());
        return new TrackedMetric(
                List.of(new Query.Stat("m1", metric, statistic, alarms.period(), customized.unit(), true)), alarms);
    }

    /// The finest period of its parts: 60 s where none says another.
    static Duration period(CustomizedMetricSpecification customized) {
        List<Integer> said = new ArrayList<>();
        if (customized.period() != null) said.add(customized.period());
        for (TargetTrackingMetricDataQuery query : customized.metrics()) {
            if (query.period() != null) said.add(query.period());
            TargetTrackingMetricStat stat = query.metricStat();
            if (stat != null && stat.period() != null) said.add(stat.period());
        }
        return said.stream().min(Integer::compare).map(Duration::ofSeconds).orElse(TrackingAlarms.DEFAULT.period());
    }

    private static List<Query> queries(CustomizedMetricSpecification customized, Duration period) {
        List<Query> queries = new ArrayList<>();
        for (TargetTrackingMetricDataQuery query : customized.metrics()) {
            boolean result = !Boolean.FALSE.equals(query.returnData());
            TargetTrackingMetricStat stat = query.metricStat();
            if (stat != null)
                queries.add(new Query.Stat(query.id(), name(stat.metric()), stat.stat(), period, stat.unit(), result));
            else queries.add(new Query.Expression(query.id(), Objects.requireNonNull(query.expression()), result));
        }
        return queries;
    }

    static Metrics.Name name(Metric metric) {
        return name(metric.namespace(), metric.metricName(), metric.dimensions());
    }

    private static Metrics.Name name(String namespace, String metric, List<MetricDimension> dimensions) {
        TreeMap<String, String> sorted = new TreeMap<>();
        dimensions.forEach(dimension -> sorted.put(dimension.name(), dimension.value()));
        return new Metrics.Name(namespace, metric, sorted);
    }

    /// The alarms that look at it.
    TargetAlarms pair() {
        return new TargetAlarms(queries, alarms);
    }
}
