package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.CustomizedMetricSpecification;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.MetricDataQueries;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.MetricDataQuery;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PredefinedMetricSpecification;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PredictiveScalingConfiguration;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PredictiveScalingMetricSpecification;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.TargetTrackingConfiguration;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.TargetTrackingMetricDataQuery;
import io.windtunnel.kernel.scaling.policy.PredictiveScaling;
import io.windtunnel.wire.AwsException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Refuses metric specifications that make no sense.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_TargetTrackingConfiguration.html
/// and .../API_PredictiveScalingConfiguration.html
final class MetricChecks {
    /// Metrics and expressions of one specification (user guide, "Advanced predictive scaling policy using
    /// custom metrics", limitations; the same is taken for target tracking).
    private static final int MOST_QUERIES = 10;

    /// Seconds (API reference, `CustomizedMetricSpecification`).
    private static final Set<Integer> PERIODS = Set.of(10, 30, 60);

    private static final int DEFAULT_BUFFER_SECONDS = 300;
    private static final String INCREASE = "IncreaseMaxCapacity";

    private final List<String> targetGroups;

    /// @param targetGroups the ARNs of those attached to the group
    MetricChecks(List<String> targetGroups) {
        this.targetGroups = targetGroups;
    }

    void check(TargetTrackingConfiguration configuration) {
        PredefinedMetricSpecification predefined = configuration.predefinedMetricSpecification();
        CustomizedMetricSpecification customized = configuration.customizedMetricSpecification();
        if ((predefined == null) == (customized == null))
            throw AwsException.validation("Exactly one of PredefinedMetricSpecification and"
                    + " CustomizedMetricSpecification must be specified in a TargetTrackingConfiguration.");
        if (!(configuration.targetValue() > 0)) throw AwsException.validation("TargetValue must be greater than 0.");
        if (predefined != null) check(predefined, TrackedMetric.REQUESTS);
        if (customized != null) check(customized);
    }

    /// A metric of a target group needs its label, no other takes one.
    private void check(PredefinedMetricSpecification predefined, String ofTargetGroup) {
        String type = predefined.predefinedMetricType();
        String label = predefined.resourceLabel();
        if (!type.equals(ofTargetGroup)) {
            if (label != null)
                throw AwsException.validation(
                        "Resource label should not be specified for predefined metric type " + type);
            return;
        }
        if (label == null)
            throw AwsException.validation("Resource label should be specified for predefined metric type " + type);
        if (!ResourceLabel.isLabel(label))
            throw AwsException.validation("Resource label " + label + " is invalid. Its format is"
                    + " app/<load-balancer-name>/<load-balancer-id>/targetgroup/<target-group-name>/<target-group-id>");
        String targetGroup = ":" + ResourceLabel.parse(label).targetGroup();
        if (targetGroups.stream().noneMatch(arn -> arn.endsWith(targetGroup)))
            throw AwsException.validation(
                    "The target group of the resource label " + label + " is not attached to the Auto Scaling group.");
    }

    private static void check(CustomizedMetricSpecification customized) {
        boolean single = customized.metricName() != null
                || customized.namespace() != null
                || customized.statistic() != null
                || !customized.dimensions().isEmpty();
        if (single != customized.metrics().isEmpty())
            throw AwsException.validation("A CustomizedMetricSpecification must specify either Metrics or MetricName,"
                    + " Namespace and Statistic.");
        if (single
                && (customized.metricName() == null
                        || customized.namespace() == null
                        || customized.statistic() == null))
            throw AwsException.validation(
                    "MetricName, Namespace and Statistic must be specified for a" + " CustomizedMetricSpecification.");
        checkPeriod(customized.period());
        for (TargetTrackingMetricDataQuery query : customized.metrics()) {
            checkPeriod(query.period());
            if (query.metricStat() != null) checkPeriod(query.metricStat().period());
        }
        checkQueries(customized.metrics().stream()
                .map(query -> new Line(query.id(), query.metricStat() != null, query.expression(), query.returnData()))
                .toList());
    }

    private static void checkPeriod(@Nullable Integer seconds) {
        if (seconds != null && !PERIODS.contains(seconds))
            throw AwsException.validation("Period must be one of 10, 30 and 60.");
    }

    private record Line(
            String id,
            boolean stat,
            @Nullable String expression,
            @Nullable Boolean returnData) {}

    private static void checkQueries(List<Line> lines) {
        if (lines.size() > MOST_QUERIES)
            throw AwsException.validation(
                    "A metric specification can have at most " + MOST_QUERIES + " metrics and expressions.");
        Set<String> ids = new HashSet<>();
        for (Line line : lines) {
            if (!line.id.matches("[a-z][a-zA-Z0-9_]*"))
                throw AwsException.validation("The metric data query Id " + line.id + " is invalid: it must begin with"
                        + " a lowercase letter and hold only letters, numbers and underscores.");
            if (!ids.add(line.id))
                throw AwsException.validation("The metric data query Id " + line.id + " is not unique.");
            if (line.stat == (line.expression != null))
                throw AwsException.validation(
                        "Either Expression or MetricStat must be specified for " + line.id + ", but not both.");
        }
        long returned = lines.stream()
                .filter(line -> !Boolean.FALSE.equals(line.returnData))
                .count();
        if (!lines.isEmpty() && returned != 1)
            throw AwsException.validation("Exactly one metric data query must have ReturnData set to true.");
    }

    /// The configuration with AWS's defaults filled in.
    PredictiveScalingConfiguration checked(PredictiveScalingConfiguration asked) {
        if (asked.metricSpecifications().size() != 1)
            throw AwsException.validation("Exactly one MetricSpecification must be specified.");
        check(asked.metricSpecifications().getFirst());
        int buffer = Objects.requireNonNullElse(asked.schedulingBufferTime(), DEFAULT_BUFFER_SECONDS);
        if (buffer >= PredictiveScaling.LONGEST_BUFFER.toSeconds())
            throw AwsException.validation("SchedulingBufferTime must be less than 3600.");
        String behavior = Objects.requireNonNullElse(asked.maxCapacityBreachBehavior(), "HonorMaxCapacity");
        if (behavior.equals(INCREASE) != (asked.maxCapacityBuffer() != null))
            throw AwsException.validation("MaxCapacityBuffer must be specified if and only if"
                    + " MaxCapacityBreachBehavior is IncreaseMaxCapacity.");
        return new PredictiveScalingConfiguration(
                asked.metricSpecifications(),
                Objects.requireNonNullElse(asked.mode(), "ForecastOnly"),
                buffer,
                behavior,
                asked.maxCapacityBuffer());
    }

    static boolean increases(PredictiveScalingConfiguration configuration) {
        return INCREASE.equals(configuration.maxCapacityBreachBehavior());
    }

    private void check(PredictiveScalingMetricSpecification metrics) {
        if (!(metrics.targetValue() > 0)) throw AwsException.validation("TargetValue must be greater than 0.");
        int loads = given(metrics.predefinedLoadMetricSpecification(), metrics.customizedLoadMetricSpecification());
        int scalings =
                given(metrics.predefinedScalingMetricSpecification(), metrics.customizedScalingMetricSpecification());
        boolean pair = metrics.predefinedMetricPairSpecification() != null;
        if (pair ? loads + scalings > 0 : loads != 1 || scalings != 1)
            throw AwsException.validation("Either PredefinedMetricPairSpecification or exactly one load metric and one"
                    + " scaling metric specification must be specified.");
        if (metrics.predefinedMetricPairSpecification() != null)
            check(metrics.predefinedMetricPairSpecification(), PredictedMetrics.REQUEST_PAIR);
        if (metrics.predefinedLoadMetricSpecification() != null)
            check(metrics.predefinedLoadMetricSpecification(), PredictedMetrics.REQUEST_LOAD);
        if (metrics.predefinedScalingMetricSpecification() != null)
            check(metrics.predefinedScalingMetricSpecification(), TrackedMetric.REQUESTS);
        check(metrics.customizedLoadMetricSpecification(), "CustomizedLoadMetricSpecification");
        check(metrics.customizedScalingMetricSpecification(), "CustomizedScalingMetricSpecification");
        check(metrics.customizedCapacityMetricSpecification(), "CustomizedCapacityMetricSpecification");
        if (metrics.customizedCapacityMetricSpecification() != null
                && metrics.customizedLoadMetricSpecification() == null)
            throw AwsException.validation("CustomizedCapacityMetricSpecification can only be specified with"
                    + " customized load and scaling metrics.");
    }

    private static int given(@Nullable Object one, @Nullable Object other) {
        return (one == null ? 0 : 1) + (other == null ? 0 : 1);
    }

    private static void check(@Nullable MetricDataQueries queries, String member) {
        if (queries == null) return;
        List<MetricDataQuery> lines = queries.metricDataQueries();
        if (lines.isEmpty()) throw AwsException.validation(member + " must have a metric data query.");
        checkQueries(lines.stream()
                .map(query -> new Line(query.id(), query.metricStat() != null, query.expression(), query.returnData()))
                .toList());
        if (lines.size() > 1 || lines.getFirst().metricStat() == null)
            throw AwsException.notBuilt("autoscaling", "PutScalingPolicy", "metric math in " + member);
    }
}
