package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PredictiveScalingConfiguration;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.StepAdjustment;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.TargetTrackingConfiguration;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.scaling.policy.AdjustmentType;
import io.windtunnel.kernel.scaling.policy.Aggregation;
import io.windtunnel.kernel.scaling.policy.SimpleScaling;
import io.windtunnel.kernel.scaling.policy.Step;
import io.windtunnel.kernel.scaling.policy.StepScaling;
import io.windtunnel.kernel.scaling.policy.TargetTracking;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A scaling policy of a group.
record Policy(String group, String name, String id, boolean enabled, Rule rule) {
    /// What it does.
    sealed interface Rule {
        String apiName();
    }

    /// @param alarms the names of its alarms, the one above the target first
    record Tracking(
            TargetTrackingConfiguration configuration,
            @Nullable Integer warmupSeconds,
            List<String> alarms) implements Rule {
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

    record Steps(
            AdjustmentType type,
            @Nullable Integer minimumMagnitude,
            List<StepAdjustment> steps,
            Aggregation aggregation,
            @Nullable Integer warmupSeconds)
            implements Rule {
        @Override
        public String apiName() {
            return "StepScaling";
        }

        StepScaling decision() {
            return new StepScaling(
                    type,
                    Objects.requireNonNullElse(minimumMagnitude, 0),
                    steps.stream()
                            .map(step -> new Step(
                                    step.metricIntervalLowerBound(),
                                    step.metricIntervalUpperBound(),
                                    step.scalingAdjustment()))
                            .toList());
        }
    }

    /// @param cooldownSeconds its own cooldown; null for the group's
    /// @param deprecatedStep whether the magnitude was given by its old name
    record Simple(
            AdjustmentType type,
            int adjustment,
            @Nullable Integer minimumMagnitude,
            boolean deprecatedStep,
            @Nullable Integer cooldownSeconds)
            implements Rule {
        @Override
        public String apiName() {
            return "SimpleScaling";
        }

        SimpleScaling decision() {
            return new SimpleScaling(type, adjustment, Objects.requireNonNullElse(minimumMagnitude, 0));
        }
    }

    record Predictive(PredictiveScalingConfiguration configuration) implements Rule {
        static final String SCALES = "ForecastAndScale";

        @Override
        public String apiName() {
            return "PredictiveScaling";
        }

        boolean scales() {
            return SCALES.equals(configuration.mode());
        }
    }

    String key() {
        return key(group, name);
    }

    /// A group's name has no colon, so that this is no other policy's key.
    static String key(String group, String name) {
        return group + ":" + name;
    }

    Arn arn(Scope scope) {
        return scope.arn(
                "autoscaling", "scalingPolicy:" + id + ":autoScalingGroupName/" + group + ":policyName/" + name);
    }

    Policy alarms(List<String> names) {
        return rule instanceof Tracking tracking
                ? new Policy(
                        group,
                        name,
                        id,
                        enabled,
                        new Tracking(tracking.configuration, tracking.warmupSeconds, List.copyOf(names)))
                : this;
    }

    List<String> alarms() {
        return rule instanceof Tracking tracking ? tracking.alarms : List.of();
    }

    /// How long it takes an instance to warm up, in the policy's own words; null where the group's word
    /// counts.
    @Nullable
    Integer warmupSeconds() {
        return switch (rule) {
            case Tracking tracking -> tracking.warmupSeconds;
            case Steps steps -> steps.warmupSeconds;
            case Simple _, Predictive _ -> null;
        };
    }
}
