package io.windtunnel.cloud.compute.autoscaling.policies;

import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.AdjustmentTypeName;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.AdjustmentTypesResult;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.DeletePolicyRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.DescribePoliciesRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.DescribePoliciesResult;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.ExecutePolicyRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.GetPredictiveScalingForecastRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.GetPredictiveScalingForecastResult;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PutScalingPolicyRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PutScalingPolicyResult;
import io.windtunnel.kernel.scaling.policy.AdjustmentType;
import io.windtunnel.wire.Call;
import java.util.Arrays;
import java.util.function.Function;

/// Auto Scaling's operations on scaling policies.
public interface PolicyApi {
    <T> T scaling(Call call, Function<Policies, T> work);

    default PutScalingPolicyResult putScalingPolicy(Call call, PutScalingPolicyRequest request) {
        return scaling(call, policies -> policies.requests().put(call.scope(), request));
    }

    default DescribePoliciesResult describePolicies(Call call, DescribePoliciesRequest request) {
        return scaling(call, policies -> policies.requests().describe(call.scope(), request));
    }

    default void deletePolicy(Call call, DeletePolicyRequest request) {
        scaling(call, policies -> policies.requests().delete(call.scope(), request));
    }

    default void executePolicy(Call call, ExecutePolicyRequest request) {
        scaling(call, policies -> policies.requests().execute(call.scope(), request));
    }

    default GetPredictiveScalingForecastResult getPredictiveScalingForecast(
            Call call, GetPredictiveScalingForecastRequest request) {
        return scaling(call, policies -> policies.requests().forecast(call.scope(), request));
    }

    default AdjustmentTypesResult describeAdjustmentTypes() {
        return new AdjustmentTypesResult(Arrays.stream(AdjustmentType.values())
                .map(type -> new AdjustmentTypeName(type.apiName()))
                .toList());
    }
}
