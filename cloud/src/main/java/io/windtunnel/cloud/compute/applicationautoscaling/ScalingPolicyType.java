package io.windtunnel.cloud.compute.applicationautoscaling;

import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::ApplicationAutoScaling::ScalingPolicy`. Its physical id is the policy's ARN, as alarms name it.
/// The target is named by its id (a `ScalableTarget`'s `Ref`) or by its three parts.
///
/// Source: the template reference, `aws-resource-applicationautoscaling-scalingpolicy.html`.
final class ScalingPolicyType implements ResourceType<ScalingPolicyType.Properties> {
    record Properties(
            String policyName,
            String policyType,
            @Nullable String scalingTargetId,
            @Nullable String serviceNamespace,
            @Nullable String resourceId,
            @Nullable String scalableDimension,
            Shapes.@Nullable StepScaling stepScalingPolicyConfiguration,
            Shapes.@Nullable TargetTracking targetTrackingScalingPolicyConfiguration) {
        /// @throws AwsException when the target is not named
        Target.Key target() {
            if (scalingTargetId != null) {
                String[] parts = scalingTargetId.split("\\|");
                if (parts.length == 3) return new Target.Key(parts[2], parts[0], parts[1]);
            }
            if (serviceNamespace == null || resourceId == null || scalableDimension == null)
                throw AwsException.validation(
                        "ScalingTargetId or ResourceId, ScalableDimension and ServiceNamespace must be specified.");
            return new Target.Key(serviceNamespace, resourceId, scalableDimension);
        }
    }

    private final ApplicationAutoScalingApi api;

    ScalingPolicyType(ApplicationAutoScalingApi api) {
        this.api = api;
    }

    @Override
    public String name() {
        return "AWS::ApplicationAutoScaling::ScalingPolicy";
    }

    @Override
    public Class<Properties> properties() {
        return Properties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("PolicyName", "ScalingTargetId", "ServiceNamespace", "ResourceId", "ScalableDimension");
    }

    @Override
    public Progress create(Request<Properties> request) {
        return put(request, "");
    }

    @Override
    public Progress update(Request<Properties> request, Properties before) {
        return put(request, request.id());
    }

    private Progress put(Request<Properties> request, String existing) {
        Properties asked = request.properties();
        try {
            Target.Key key = asked.target();
            Shapes.PolicyPut made = api.putScalingPolicy(
                    Call.internal(request.scope()),
                    new Shapes.PutScalingPolicy(
                            asked.policyName(),
                            key.namespace(),
                            key.resourceId(),
                            key.dimension(),
                            asked.policyType(),
                            asked.stepScalingPolicyConfiguration(),
                            asked.targetTrackingScalingPolicyConfiguration()));
            return new Progress.Done(made.policyArn(), Map.of("Arn", made.policyArn()));
        } catch (AwsException refusal) {
            return new Progress.Failed(existing, refusal.message());
        }
    }

    @Override
    public Progress delete(Request<Properties> request) {
        Progress done = new Progress.Done(request.id(), Map.of());
        try {
            Target.Key key = request.properties().target();
            api.deleteScalingPolicy(
                    Call.internal(request.scope()),
                    new Shapes.PolicyNamed(
                            request.properties().policyName(), key.namespace(), key.resourceId(), key.dimension()));
            return done;
        } catch (AwsException refusal) {
            return refusal.code().equals("ObjectNotFoundException")
                    ? done
                    : new Progress.Failed(request.id(), refusal.message());
        }
    }
}
