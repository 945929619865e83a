package io.windtunnel.cloud.compute.autoscaling;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.compute.autoscaling.Shapes.AutoScalingGroup;
import io.windtunnel.cloud.compute.autoscaling.Shapes.CreateAutoScalingGroupRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeAutoScalingGroupsRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeScalingActivitiesRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.LaunchTemplateSpecification;
import io.windtunnel.cloud.compute.autoscaling.Shapes.ProcessesRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.ScalingActivity;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.CustomizedMetricSpecification;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.DescribePoliciesRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.MetricDimension;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PredefinedMetricSpecification;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PredictiveScalingConfiguration;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PutScalingPolicyRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.ScalingPolicy;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.StepAdjustment;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.TargetTrackingConfiguration;
import io.windtunnel.cloud.operations.cloudwatch.CloudWatch;
import io.windtunnel.cloud.ports.Alarms;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.cloud.ports.LaunchTemplates;
import io.windtunnel.cloud.ports.Subnets;
import io.windtunnel.cloud.ports.TargetGroups;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.Call;
import io.windtunnel.wire.Unhonoured;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Auto Scaling on virtual time with a small EC2 and alarms that are judged when a test says so. The group
/// is `web`.
final class ScalingStage {
    static final Instant START = Instant.parse("2026-11-24T18:00:00Z");
    static final String LABEL = "app/front/0123456789abcdef/targetgroup/web/0123456789abcdef";

    final VirtualTime time = new VirtualTime(START);
    final Scope scope = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
    final Call call = Call.internal(scope);
    final Directory directory = new Directory();
    final ResourceTypes types = new ResourceTypes();
    final FakeEc2 ec2 = new FakeEc2(scope, time);
    final FakeAlarms alarms = new FakeAlarms(scope, directory, time);
    final List<String> journal = new ArrayList<>();
    final List<String> unhonoured = new ArrayList<>();
    final AutoScalingApi api;

    ScalingStage() {
        this(false);
    }

    /// With the real CloudWatch instead of the small alarms.
    static ScalingStage withCloudWatch() {
        return new ScalingStage(true);
    }

    private ScalingStage(boolean cloudWatch) {
        directory.offer(Instances.class, ec2);
        directory.offer(Subnets.class, new FakeEc2.FakeSubnets(scope));
        directory.offer(LaunchTemplates.class, ec2.new FakeTemplates());
        directory.offer(TargetGroups.class, new FakeTargetGroups(time));
        if (!cloudWatch) directory.offer(Alarms.class, alarms);
        directory.offer(Unhonoured.class, (service, operation, member) -> unhonoured.add(operation + " " + member));
        CloudContext context = new CloudContext(
                Fabric.bare(time, 1), directory, types, event -> journal.add(event.kind() + " " + event.words()));
        if (cloudWatch) CloudWatch.open(context);
        api = AutoScaling.open(context).face();
    }

    /// A group whose instances warm up for `warmup` seconds; null leaves it to the cooldown.
    ScalingStage group(int minimum, int maximum, int desired, @Nullable Integer warmup, @Nullable Integer cooldown) {
        api.createAutoScalingGroup(
                call,
                new CreateAutoScalingGroupRequest(
                        "web",
                        null,
                        new LaunchTemplateSpecification("lt-1", null, "$Latest"),
                        minimum,
                        maximum,
                        desired,
                        cooldown,
                        List.of(),
                        List.of(FakeTargetGroups.ARN),
                        "EC2",
                        0,
                        "subnet-a,subnet-b",
                        List.of(),
                        null,
                        List.of(),
                        List.of(),
                        null,
                        warmup,
                        List.of(),
                        null,
                        null,
                        null,
                        null));
        return this;
    }

    AutoScalingGroup group() {
        return api.describeAutoScalingGroups(
                        call, new DescribeAutoScalingGroupsRequest(List.of("web"), null, null, List.of()))
                .autoScalingGroups()
                .getFirst();
    }

    int desired() {
        return group().desiredCapacity();
    }

    long serving() {
        return group().instances().stream()
                .filter(instance -> instance.lifecycleState().equals("InService"))
                .count();
    }

    /// The activities, the latest first.
    List<ScalingActivity> activities() {
        return api.describeScalingActivities(
                        call, new DescribeScalingActivitiesRequest(List.of(), "web", null, null, null))
                .activities();
    }

    void pass(int seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    void suspend(String process) {
        api.suspendProcesses(call, new ProcessesRequest("web", List.of(process)));
    }

    List<ScalingPolicy> policies() {
        return api.describePolicies(call, new DescribePoliciesRequest("web", List.of(), List.of(), null, null))
                .scalingPolicies();
    }

    String put(PutScalingPolicyRequest request) {
        return api.putScalingPolicy(call, request).policyArn();
    }

    /// A minute passes in which every alarm sees `value`.
    void minute(double value) {
        pass(60);
        alarms.minute(_ -> java.util.OptionalDouble.of(value));
    }

    void minutes(int count, double value) {
        for (int i = 0; i < count; i++) minute(value);
    }

    static TargetTrackingConfiguration cpu(double target, @Nullable Boolean disableScaleIn) {
        return new TargetTrackingConfiguration(
                new PredefinedMetricSpecification("ASGAverageCPUUtilization", null), null, target, disableScaleIn);
    }

    static TargetTrackingConfiguration requests(double target) {
        return new TargetTrackingConfiguration(
                new PredefinedMetricSpecification("ALBRequestCountPerTarget", LABEL), null, target, null);
    }

    static TargetTrackingConfiguration custom(String metric, double target, @Nullable Integer period) {
        return new TargetTrackingConfiguration(
                null,
                new CustomizedMetricSpecification(
                        metric,
                        "shop",
                        List.of(new MetricDimension("site", "one")),
                        "Average",
                        null,
                        period,
                        List.of()),
                target,
                null);
    }

    static PutScalingPolicyRequest tracking(
            String name, TargetTrackingConfiguration configuration, @Nullable Integer warmup) {
        return new PutScalingPolicyRequest(
                "web",
                name,
                "TargetTrackingScaling",
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                warmup,
                configuration,
                null,
                null);
    }

    static PutScalingPolicyRequest steps(
            String name, String type, @Nullable Integer magnitude, @Nullable Integer warmup, StepAdjustment... steps) {
        return new PutScalingPolicyRequest(
                "web",
                name,
                "StepScaling",
                type,
                null,
                magnitude,
                null,
                null,
                null,
                List.of(steps),
                warmup,
                null,
                null,
                null);
    }

    static PutScalingPolicyRequest simple(
            String name, @Nullable String type, @Nullable Integer adjustment, @Nullable Integer cooldown) {
        return new PutScalingPolicyRequest(
                "web", name, null, type, null, null, adjustment, cooldown, null, List.of(), null, null, null, null);
    }

    static PutScalingPolicyRequest predictive(String name, PredictiveScalingConfiguration configuration) {
        return new PutScalingPolicyRequest(
                "web",
                name,
                "PredictiveScaling",
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                configuration);
    }

    static StepAdjustment step(@Nullable Double lower, @Nullable Double upper, int adjustment) {
        return new StepAdjustment(lower, upper, adjustment);
    }
}
