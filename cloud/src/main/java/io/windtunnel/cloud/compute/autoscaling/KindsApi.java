package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.compute.autoscaling.Shapes.GranularityType;
import io.windtunnel.cloud.compute.autoscaling.Shapes.HookTypesResult;
import io.windtunnel.cloud.compute.autoscaling.Shapes.MetricType;
import io.windtunnel.cloud.compute.autoscaling.Shapes.MetricTypesResult;
import io.windtunnel.cloud.compute.autoscaling.Shapes.PolicyTypesResult;
import io.windtunnel.cloud.compute.autoscaling.Shapes.ProcessType;
import io.windtunnel.cloud.compute.autoscaling.Shapes.ProcessTypesResult;
import io.windtunnel.kernel.scaling.Process;
import io.windtunnel.kernel.scaling.TerminationPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Auto Scaling's operations that list the kinds of things there are.
public interface KindsApi {
    default MetricTypesResult describeMetricCollectionTypes() {
        return new MetricTypesResult(
                GroupMetrics.ALL.stream().map(MetricType::new).toList(), List.of(new GranularityType("1Minute")));
    }

    default ProcessTypesResult describeScalingProcessTypes() {
        return new ProcessTypesResult(Arrays.stream(Process.values())
                .map(process -> new ProcessType(process.apiName()))
                .toList());
    }

    default PolicyTypesResult describeTerminationPolicyTypes() {
        List<String> names = new ArrayList<>();
        for (TerminationPolicy policy : TerminationPolicy.values()) names.add(policy.apiName());
        return new PolicyTypesResult(names.stream().sorted().toList());
    }

    default HookTypesResult describeLifecycleHookTypes() {
        return new HookTypesResult(List.of(HookRequests.LAUNCHING, HookRequests.TERMINATING));
    }
}
