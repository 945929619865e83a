package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Predictive;
import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Rule;
import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Simple;
import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Steps;
import io.windtunnel.cloud.compute.autoscaling.policies.Policy.Tracking;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PutScalingPolicyRequest;
import io.windtunnel.kernel.scaling.policy.AdjustmentType;
import io.windtunnel.kernel.scaling.policy.Aggregation;
import io.windtunnel.kernel.scaling.policy.StepScaling.Flaw;
import io.windtunnel.wire.AwsException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Makes a rule of a request, or refuses it: what a type of policy needs and what it does not take.
///
/// Source: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScalingPolicy.html
final class PolicyChecks {
    private static final String SIMPLE = "SimpleScaling";

    private final PutScalingPolicyRequest request;
    private final List<String> targetGroups;

    private PolicyChecks(PutScalingPolicyRequest request, List<String> targetGroups) {
        this.request = request;
        this.targetGroups = targetGroups;
    }

    /// The rule that `request` asks for.
    ///
    /// @param targetGroups the ARNs of those attached to its group
    /// @throws AwsException when it makes no sense
    static Rule rule(PutScalingPolicyRequest request, List<String> targetGroups) {
        return new PolicyChecks(request, targetGroups).rule();
    }

    private String type() {
        return Objects.requireNonNullElse(request.policyType(), SIMPLE);
    }

    private Rule rule() {
        Rule rule = switch (type()) {
            case SIMPLE -> simple();
            case "StepScaling" -> steps();
            case "TargetTrackingScaling" -> tracking();
            case "PredictiveScaling" -> predictive();
            default ->
                throw AwsException.validation("Invalid policy type: " + type()
                        + ". Valid types are SimpleScaling, StepScaling, TargetTrackingScaling and"
                        + " PredictiveScaling.");
        };
        refuseStrangers(rule);
        return rule;
    }

    /// What is sent that the type does not take.
    private void refuseStrangers(Rule rule) {
        boolean simple = rule instanceof Simple;
        boolean steps = rule instanceof Steps;
        boolean tracking = rule instanceof Tracking;
        refuse(request.scalingAdjustment() != null && !simple, "ScalingAdjustment");
        refuse(request.cooldown() != null && !simple, "Cooldown");
        refuse(request.adjustmentType() != null && !simple && !steps, "AdjustmentType");
        refuse(request.minAdjustmentMagnitude() != null && !simple && !steps, "MinAdjustmentMagnitude");
        refuse(request.minAdjustmentStep() != null && !simple, "MinAdjustmentStep");
        refuse(!request.stepAdjustments().isEmpty() && !steps, "StepAdjustments");
        refuse(request.metricAggregationType() != null && !steps, "MetricAggregationType");
        refuse(request.estimatedInstanceWarmup() != null && !steps && !tracking, "EstimatedInstanceWarmup");
        refuse(request.targetTrackingConfiguration() != null && !tracking, "TargetTrackingConfiguration");
        refuse(
                request.predictiveScalingConfiguration() != null && !(rule instanceof Predictive),
                "PredictiveScalingConfiguration");
    }

    private void refuse(boolean sent, String member) {
        if (sent) throw AwsException.validation(member + " is not supported for policy type " + type() + ".");
    }

    private <T> T required(@Nullable T value, String member) {
        if (value == null) throw AwsException.validation(member + " must be specified for policy type " + type() + ".");
        return value;
    }

    private Simple simple() {
        AdjustmentType adjustmentType = adjustmentType();
        int adjustment = required(request.scalingAdjustment(), "ScalingAdjustment");
        if (adjustmentType == AdjustmentType.EXACT_CAPACITY && adjustment < 0)
            throw AwsException.validation("ScalingAdjustment must not be negative for adjustment type ExactCapacity.");
        if (request.minAdjustmentMagnitude() != null && request.minAdjustmentStep() != null)
            throw AwsException.validation("Both MinAdjustmentMagnitude and MinAdjustmentStep cannot be specified.");
        Integer magnitude = request.minAdjustmentMagnitude() != null
                ? request.minAdjustmentMagnitude()
                : request.minAdjustmentStep();
        checkMagnitude(adjustmentType, magnitude);
        notNegative(request.cooldown(), "Cooldown");
        return new Simple(
                adjustmentType, adjustment, magnitude, request.minAdjustmentStep() != null, request.cooldown());
    }

    private AdjustmentType adjustmentType() {
        String asked = required(request.adjustmentType(), "AdjustmentType");
        return Arrays.stream(AdjustmentType.values())
                .filter(one -> one.apiName().equals(asked))
                .findFirst()
                .orElseThrow(() -> AwsException.validation("Invalid adjustment type: " + asked
                        + ". Valid types are ChangeInCapacity, ExactCapacity and PercentChangeInCapacity."));
    }

    private static void checkMagnitude(AdjustmentType type, @Nullable Integer magnitude) {
        if (magnitude == null) return;
        if (type != AdjustmentType.PERCENT_CHANGE_IN_CAPACITY)
            throw AwsException.validation(
                    "MinAdjustmentMagnitude is only supported for adjustment type PercentChangeInCapacity.");
        if (magnitude < 1) throw AwsException.validation("MinAdjustmentMagnitude must be greater than 0.");
    }

    private static void notNegative(@Nullable Integer seconds, String member) {
        if (seconds != null && seconds < 0)
            throw AwsException.validation(member + " must be greater than or equal to 0.");
    }

    private Steps steps() {
        AdjustmentType adjustmentType = adjustmentType();
        checkMagnitude(adjustmentType, request.minAdjustmentMagnitude());
        notNegative(request.estimatedInstanceWarmup(), "EstimatedInstanceWarmup");
        Steps steps = new Steps(
                adjustmentType,
                request.minAdjustmentMagnitude(),
                request.stepAdjustments(),
                aggregation(),
                request.estimatedInstanceWarmup());
        steps.decision().flaw().ifPresent(flaw -> {
            throw flawed(flaw);
        });
        return steps;
    }

    private Aggregation aggregation() {
        String asked = Objects.requireNonNullElse(request.metricAggregationType(), Aggregation.AVERAGE.apiName());
        return Arrays.stream(Aggregation.values())
                .filter(one -> one.apiName().equals(asked))
                .findFirst()
                .orElseThrow(() -> AwsException.validation("Invalid metric aggregation type: " + asked
                        + ". Valid types are Minimum, Maximum and Average."));
    }

    private static AwsException flawed(Flaw flaw) {
        if (flaw == Flaw.TOO_MANY)
            return new AwsException("LimitExceeded", "You can have at most 20 step adjustments for each policy.");
        return AwsException.validation(
                switch (flaw) {
                    case NO_STEP -> "At least one StepAdjustment must be specified for policy type StepScaling.";
                    case NO_BOUND, TOO_MANY ->
                        "Both lower and upper bounds of a StepAdjustment cannot be left unspecified.";
                    case EMPTY_RANGE -> "The lower bound of a StepAdjustment must be less than its upper bound.";
                    case OVERLAP -> "StepAdjustment intervals can't overlap.";
                    case GAP -> "StepAdjustment intervals can't have a gap between them.";
                    case NO_LOWEST ->
                        "There must be a StepAdjustment with an unspecified lower bound (i.e., lower bound is null)"
                                + " when one StepAdjustment has a negative lower bound";
                    case NO_HIGHEST ->
                        "There must be a StepAdjustment with an unspecified upper bound (i.e., upper bound is null)"
                                + " when one StepAdjustment has a positive upper bound";
                    case NEGATIVE_CAPACITY ->
                        "ScalingAdjustment must not be negative for adjustment type ExactCapacity.";
                });
    }

    private Tracking tracking() {
        notNegative(request.estimatedInstanceWarmup(), "EstimatedInstanceWarmup");
        var configuration = required(request.targetTrackingConfiguration(), "TargetTrackingConfiguration");
        new MetricChecks(targetGroups).check(configuration);
        return new Tracking(configuration, request.estimatedInstanceWarmup(), List.of());
    }

    private Predictive predictive() {
        var configuration = required(request.predictiveScalingConfiguration(), "PredictiveScalingConfiguration");
        return new Predictive(new MetricChecks(targetGroups).checked(configuration));
    }
}
