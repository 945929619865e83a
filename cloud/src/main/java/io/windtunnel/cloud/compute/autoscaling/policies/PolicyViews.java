package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Predictive;
import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Simple;
import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Steps;
import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Tracking;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.Alarm;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.ScalingPolicy;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.TargetTrackingConfiguration;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.ScheduledUpdateGroupAction;
import io.windtunnel.kernel.identity.Scope;
import java.util.List;

/// Shows policies and scheduled actions as the API shows them.
final class PolicyViews {
    private PolicyViews() {}

    static ScalingPolicy policy(Scope scope, Policy policy, List<Alarm> alarms) {
        Simple simple = policy.rule() instanceof Simple rule ? rule : null;
        Steps steps = policy.rule() instanceof Steps rule ? rule : null;
        Tracking tracking = policy.rule() instanceof Tracking rule ? rule : null;
        Predictive predictive = policy.rule() instanceof Predictive rule ? rule : null;
        Integer magnitude =
                simple != null ? simple.minimumMagnitude() : steps != null ? steps.minimumMagnitude() : null;
        boolean deprecated = simple != null && simple.deprecatedStep();
        return new ScalingPolicy(
                policy.group(),
                policy.name(),
                policy.arn(scope).toString(),
                policy.rule().apiName(),
                simple != null
                        ? simple.type().apiName()
                        : steps != null ? steps.type().apiName() : null,
                deprecated ? magnitude : null,
                deprecated ? null : magnitude,
                simple == null ? null : simple.adjustment(),
                simple == null ? null : simple.cooldownSeconds(),
                steps == null ? List.of() : steps.steps(),
                steps == null ? null : steps.aggregation().apiName(),
                policy.warmupSeconds(),
                alarms,
                tracking == null ? null : configuration(tracking),
                policy.enabled(),
                predictive == null ? null : predictive.configuration());
    }

    private static TargetTrackingConfiguration configuration(Tracking tracking) {
        TargetTrackingConfiguration asked = tracking.configuration();
        return new TargetTrackingConfiguration(
                asked.predefinedMetricSpecification(),
                asked.customizedMetricSpecification(),
                asked.targetValue(),
                tracking.scaleInDisabled());
    }

    static ScheduledUpdateGroupAction action(Scope scope, ScheduledAction action) {
        return new ScheduledUpdateGroupAction(
                action.group(),
                action.name(),
                action.arn(scope),
                action.next(),
                action.next(),
                action.end(),
                action.recurrence(),
                action.minimum(),
                action.maximum(),
                action.desired(),
                action.timeZone());
    }
}
