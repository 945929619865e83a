package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.DeletePolicyRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PredictiveScalingConfiguration;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PutScalingPolicyRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PutScalingPolicyResult;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.StepAdjustment;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.TargetTrackingConfiguration;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::AutoScaling::ScalingPolicy`. Its physical id is the policy's ARN, as alarms name it.
///
/// Source: the template reference, `aws-resource-autoscaling-scalingpolicy.html`.
public final class ScalingPolicyType implements ResourceType<ScalingPolicyType.Properties> {
    /// Characters of a policy's name (API reference, `PutScalingPolicy`).
    private static final int LONGEST_NAME = 255;

    /// `cooldown` is a text in templates.
    public record Properties(
            String autoScalingGroupName,
            @Nullable String policyType,
            @Nullable String adjustmentType,
            @Nullable Integer cooldown,
            @Nullable Integer estimatedInstanceWarmup,
            @Nullable String metricAggregationType,
            @Nullable Integer minAdjustmentMagnitude,
            @Nullable Integer scalingAdjustment,
            List<StepAdjustment> stepAdjustments,
            @Nullable TargetTrackingConfiguration targetTrackingConfiguration,
            @Nullable PredictiveScalingConfiguration predictiveScalingConfiguration) {}

    private final PolicyApi api;
    private final Ids ids;

    public ScalingPolicyType(PolicyApi api, Ids ids) {
        this.api = api;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "AWS::AutoScaling::ScalingPolicy";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("AutoScalingGroupName");
    }

    @Override
    public Progress create(Request<Properties> request) {
        return put(request, request.generatedName(ids.upper(12), LONGEST_NAME), "");
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        return put(request, policyName(request.id()), request.id());
    }

    private static String policyName(String arn) {
        return arn.substring(arn.indexOf(":policyName/") + ":policyName/".length());
    }

    private Progress put(Request<Properties> request, String name, String existing) {
        Properties asked = request.properties();
        try {
            PutScalingPolicyResult made = api.putScalingPolicy(
                    Call.internal(request.scope()),
                    new PutScalingPolicyRequest(
                            asked.autoScalingGroupName(),
                            name,
                            asked.policyType(),
                            asked.adjustmentType(),
                            null,
                            asked.minAdjustmentMagnitude(),
                            asked.scalingAdjustment(),
                            asked.cooldown(),
                            asked.metricAggregationType(),
                            asked.stepAdjustments(),
                            asked.estimatedInstanceWarmup(),
                            asked.targetTrackingConfiguration(),
                            null,
                            asked.predictiveScalingConfiguration()));
            return new Progress.Done(made.policyArn(), Map.of("Arn", made.policyArn(), "PolicyName", name));
        } catch (AwsException refusal) {
            return new Progress.Failed(existing, refusal.message());
        }
    }

    @Override
    public Progress delete(Request<Properties> request) {
        String id = Objects.requireNonNullElse(request.physicalId(), "");
        try {
            api.deletePolicy(
                    Call.internal(request.scope()),
                    new DeletePolicyRequest(request.properties().autoScalingGroupName(), id));
        } catch (AwsException alreadyGone) {
            // the group or the policy is no more: that is what was asked for
            return new Progress.Done(id, Map.of());
        }
        return new Progress.Done(id, Map.of());
    }
}
