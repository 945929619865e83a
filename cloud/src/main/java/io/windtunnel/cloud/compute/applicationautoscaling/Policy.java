package io.windtunnel.cloud.compute.applicationautoscaling;

import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.scaling.policy.AdjustmentType;
import io.windtunnel.kernel.scaling.policy.Aggregation;
import io.windtunnel.kernel.scaling.policy.Cooldowns;
import io.windtunnel.kernel.scaling.policy.Step;
import io.windtunnel.kernel.scaling.policy.StepScaling;
import io.windtunnel.kernel.scaling.policy.TargetTracking;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A scaling policy of a target.
///
/// @param alarms the names of the alarms that it keeps itself; a step policy's are made by its user
record Policy(Target.Key target, String name, String id, Rule rule, List<String> alarms, Instant created) {
    /// What it does, as it was asked for.
    sealed interface Rule {
        String apiName();
    }

    record Tracking(Shapes.TargetTracking configuration) implements Rule {
        @Override
        public String apiName() {
            return "TargetTrackingScaling";
        }

        TargetTracking decision() {
            return new TargetTracking(configuration.targetValue(), scaleInDisabled());
        }

        boolean scaleInDisabled() {
            return Boolean.TRUE.equals(configuration.disableScaleIn());
        }
    }

    record Steps(Shapes.StepScaling configuration) implements Rule {
        @Override
        public String apiName() {
            return "StepScaling";
        }

        StepScaling decision() {
            return new StepScaling(
                    type(configuration.adjustmentType()),
                    Objects.requireNonNullElse(configuration.minAdjustmentMagnitude(), 0),
                    configuration.stepAdjustments().stream()
                            .map(step -> new Step(
                                    step.metricIntervalLowerBound(),
                                    step.metricIntervalUpperBound(),
                                    step.scalingAdjustment()))
                            .toList());
        }

        Aggregation aggregation() {
            return Arrays.stream(Aggregation.values())
                    .filter(one -> one.apiName().equals(configuration.metricAggregationType()))
                    .findFirst()
                    .orElse(Aggregation.AVERAGE);
        }

        private static AdjustmentType type(@Nullable String apiName) {
            return Arrays.stream(AdjustmentType.values())
                    .filter(one -> one.apiName().equals(apiName))
                    .findFirst()
                    .orElse(AdjustmentType.CHANGE_IN_CAPACITY);
        }
    }

    String key() {
        return key(target, name);
    }

    static String key(Target.Key target, String name) {
        return target.text() + "\n" + name;
    }

    /// `arn:aws:autoscaling:us-east-1:111122223333:scalingPolicy:UUID:resource/ecs/service/default/web:policyName/cpu`.
    Arn arn(Scope scope) {
        return scope.arn("autoscaling", "scalingPolicy:" + id + ":" + target.resource() + ":policyName/" + name);
    }

    Policy keeping(List<String> names) {
        return new Policy(target, name, id, rule, List.copyOf(names), created);
    }

    Cooldowns cooldowns() {
        return switch (rule) {
            case Tracking(Shapes.TargetTracking tracking) ->
                new Cooldowns(cooldown(tracking.scaleOutCooldown()), cooldown(tracking.scaleInCooldown()));
            case Steps(Shapes.StepScaling steps) ->
                new Cooldowns(cooldown(steps.cooldown()), cooldown(steps.cooldown()));
        };
    }

    private Duration cooldown(@Nullable Integer seconds) {
        return Duration.ofSeconds(Objects.requireNonNullElse(seconds, target.cooldownSeconds()));
    }
}
