package io.windtunnel.cloud.ports;

import io.windtunnel.cloud.ports.Alarms.Comparison;
import io.windtunnel.cloud.ports.Alarms.Definition;
import io.windtunnel.cloud.ports.Alarms.MissingData;
import io.windtunnel.cloud.ports.Alarms.Query;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.scaling.policy.TrackingAlarms;
import java.util.List;

/// The two alarms by which a target tracking policy of any service looks at its metric.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
///
/// @param shape over how many datapoints each is judged
public record TargetAlarms(List<Query> queries, TrackingAlarms shape) {
    /// The alarm above the target.
    public Definition high(String name, double target, Arn policy) {
        return alarm(name, policy, Comparison.GREATER_THAN, target, shape.highPeriods(), shape.highDatapoints());
    }

    /// The alarm below it.
    public Definition low(String name, double target, Arn policy) {
        return alarm(
                name,
                policy,
                Comparison.LESS_THAN,
                shape.lowThreshold(target),
                shape.lowPeriods(),
                shape.lowDatapoints());
    }

    private Definition alarm(
            String name, Arn policy, Comparison comparison, double threshold, int periods, int datapoints) {
        return new Definition(
                name,
                "DO NOT EDIT OR DELETE. For TargetTrackingScaling policy " + policy + ".",
                queries,
                comparison,
                threshold,
                periods,
                datapoints,
                MissingData.MISSING,
                List.of(policy));
    }
}
