package io.windtunnel.cloud.compute.applicationautoscaling;

import io.windtunnel.cloud.ports.Alarms.Query;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.cloud.ports.ScalableTargets;
import io.windtunnel.cloud.ports.TargetAlarms;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.scaling.policy.TrackingAlarms;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a target tracking policy looks at, and the alarms by which it does.
///
/// Source:
/// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html
record TrackedMetric(List<Query> queries) {
    private static final TrackingAlarms ALARMS = TrackingAlarms.DEFAULT;
    private static final Duration PERIOD = ALARMS.period();
    private static final String REQUESTS = "ALBRequestCountPerTarget";
    private static final Pattern LABEL = Pattern.compile("(app/[^/]+/[0-9a-f]+)/(targetgroup/[^/]+/[0-9a-f]+)");

    /// Metrics and expressions of one specification.
    private static final int MOST_QUERIES = 10;

    /// The metric of a configuration, checked.
    ///
    /// @throws AwsException `ValidationException`
    static TrackedMetric of(Scope scope, Target.Key key, Shapes.TargetTracking configuration, ScalableTargets scaled) {
        Shapes.Predefined predefined = configuration.predefinedMetricSpecification();
        Shapes.Customized customized = configuration.customizedMetricSpecification();
        if ((predefined == null) == (customized == null))
            throw AwsException.validation("Exactly one of PredefinedMetricSpecification and"
                    + " CustomizedMetricSpecification must be specified in the target tracking configuration.");
        if (customized != null) return of(customized);
        return of(scope, key, Objects.requireNonNull(predefined), scaled);
    }

    private static TrackedMetric of(Scope scope, Target.Key key, Shapes.Predefined predefined, ScalableTargets scaled) {
        String type = predefined.predefinedMetricType();
        if (type.equals(REQUESTS) && key.namespace().equals("ecs")) return requests(predefined.resourceLabel());
        ScalableTargets.Target target = new ScalableTargets.Target(scope, key.resourceId(), key.dimension());
        ScalableTargets.Metric metric = scaled.predefined(target, type, predefined.resourceLabel())
                .orElseThrow(() -> AwsException.validation("Predefined metric type " + type
                        + " is not supported for scalable dimension " + key.dimension()));
        return single(metric.name(), metric.statistic(), null);
    }

    private static TrackedMetric requests(@Nullable String label) {
        if (label == null)
            throw AwsException.validation("Resource label is required for predefined metric type " + REQUESTS);
        Matcher parts = LABEL.matcher(label);
        if (!parts.matches())
            throw AwsException.validation("Resource label " + label + " is invalid. Its format is"
                    + " app/<load-balancer-name>/<load-balancer-id>/targetgroup/<target-group-name>/<target-group-id>");
        return single(
                new Metrics.Name(
                        "AWS/ApplicationELB",
                        "RequestCountPerTarget",
                        new TreeMap<>(Map.of("LoadBalancer", parts.group(1), "TargetGroup", parts.group(2)))),
                "Sum",
                null);
    }

    private static TrackedMetric single(Metrics.Name name, String statistic, @Nullable String unit) {
        return new TrackedMetric(List.of(new Query.Stat("m1", name, statistic, PERIOD, unit, true)));
    }

    private static TrackedMetric of(Shapes.Customized customized) {
        boolean single = customized.metricName() != null
                || customized.namespace() != null
                || customized.statistic() != null
                || !customized.dimensions().isEmpty();
        if (single != customized.metrics().isEmpty())
            throw AwsException.validation("A CustomizedMetricSpecification must specify either Metrics or MetricName,"
                    + " Namespace and Statistic.");
        if (!single) return new TrackedMetric(queries(customized.metrics()));
        if (customized.metricName() == null || customized.namespace() == null || customized.statistic() == null)
            throw AwsException.validation(
                    "MetricName, Namespace and Statistic must be specified for a" + " CustomizedMetricSpecification.");
        return single(
                name(customized.namespace(), customized.metricName(), customized.dimensions()),
                customized.statistic(),
                customized.unit());
    }

    private static List<Query> queries(List<Shapes.MetricQuery> asked) {
        if (asked.size() > MOST_QUERIES)
            throw AwsException.validation(
                    "A metric specification can have at most " + MOST_QUERIES + " metrics and expressions.");
        Set<String> ids = new HashSet<>();
        List<Query> queries = new ArrayList<>();
        for (Shapes.MetricQuery query : asked) {
            if (!query.id().matches("[a-z][a-zA-Z0-9_]*") || !ids.add(query.id()))
                throw AwsException.validation("The metric data query Id " + query.id() + " is invalid: each is its own,"
                        + " begins with a lowercase letter and holds only letters, numbers and underscores.");
            queries.add(query(query));
        }
        if (queries.stream().filter(Query::result).count() != 1)
            throw AwsException.validation("Exactly one metric data query must have ReturnData set to true.");
        return queries;
    }

    private static Query query(Shapes.MetricQuery query) {
        boolean result = !Boolean.FALSE.equals(query.returnData());
        Shapes.MetricStat stat = query.metricStat();
        if ((stat == null) == (query.expression() == null))
            throw AwsException.validation(
                    "Either Expression or MetricStat must be specified for " + query.id() + ", but not both.");
        if (stat == null) return new Query.Expression(query.id(), Objects.requireNonNull(query.expression()), result);
        Shapes.Metric metric = stat.metric();
        if (metric.namespace() == null || metric.metricName() == null)
            throw AwsException.validation("Namespace and MetricName must be specified for " + query.id() + ".");
        return new Query.Stat(
                query.id(),
                name(metric.namespace(), metric.metricName(), metric.dimensions()),
                stat.stat(),
                PERIOD,
                stat.unit(),
                result);
    }

    private static Metrics.Name name(String namespace, String metric, List<Shapes.Dimension> dimensions) {
        TreeMap<String, String> sorted = new TreeMap<>();
        dimensions.forEach(dimension -> sorted.put(dimension.name(), dimension.value()));
        return new Metrics.Name(namespace, metric, sorted);
    }

    /// The alarms that look at it.
    TargetAlarms pair() {
        return new TargetAlarms(queries, ALARMS);
    }
}
