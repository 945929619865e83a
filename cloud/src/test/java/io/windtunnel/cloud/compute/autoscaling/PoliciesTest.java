package io.windtunnel.cloud.compute.autoscaling;

import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.cpu;
import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.custom;
import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.requests;
import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.simple;
import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.step;
import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.steps;
import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.tracking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.compute.autoscaling.Shapes.DeleteAutoScalingGroupRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.ScalingActivity;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.CustomizedMetricSpecification;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.DeletePolicyRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.ExecutePolicyRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PredefinedMetricSpecification;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PutScalingPolicyRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.ScalingPolicy;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.TargetTrackingConfiguration;
import io.windtunnel.cloud.ports.Alarms.Comparison;
import io.windtunnel.cloud.ports.Alarms.Definition;
import io.windtunnel.cloud.ports.Alarms.MissingData;
import io.windtunnel.cloud.ports.Alarms.Query;
import io.windtunnel.cloud.ports.GroupAggregation;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.kernel.identity.Arn;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PoliciesTest {
    private final ScalingStage stage = new ScalingStage();

    private void alarm(String name, Comparison comparison, double threshold, int periods, String policyArn) {
        stage.alarms.put(
                stage.scope,
                new Definition(
                        name,
                        "",
                        List.of(new Query.Stat(
                                "m1",
                                new Metrics.Name("AWS/EC2", "CPUUtilization", new TreeMap<>(Map.of())),
                                "Average",
                                Duration.ofMinutes(1),
                                null,
                                true)),
                        comparison,
                        threshold,
                        periods,
                        periods,
                        MissingData.MISSING,
                        List.of(Arn.parse(policyArn))));
    }

    private List<String> causes() {
        return stage.activities().stream().map(ScalingActivity::cause).toList();
    }

    /// aws-facts 2.1, row "Target tracking alarms": 3 of 3 and 15 of 15 one-minute points, 0.7 of the target for EC2
    /// CPU; names as as-verify-scaling-activity.html shows them.
    @Test
    void targetTrackingMakesItsTwoAlarms() {
        stage.group(1, 10, 2, 60, null);
        String arn = stage.put(tracking("cpu50", cpu(50, null), null));
        assertThat(arn)
                .matches("arn:aws:autoscaling:us-east-1:\\d{12}:scalingPolicy:[0-9a-f-]{36}"
                        + ":autoScalingGroupName/web:policyName/cpu50");
        ScalingPolicy policy = stage.policies().getFirst();
        assertThat(policy.alarms()).hasSize(2);
        String uuid = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}";
        assertThat(policy.alarms().getFirst().alarmName()).matches("TargetTracking-web-AlarmHigh-" + uuid);
        assertThat(policy.alarms().getLast().alarmName()).matches("TargetTracking-web-AlarmLow-" + uuid);
        Definition high =
                stage.alarms.definitions.get(policy.alarms().getFirst().alarmName());
        assertThat(high.comparison()).isEqualTo(Comparison.GREATER_THAN);
        assertThat(high.threshold()).isEqualTo(50);
        assertThat(high.evaluationPeriods()).isEqualTo(3);
        assertThat(high.datapointsToAlarm()).isEqualTo(3);
        assertThat(high.alarmActions()).containsExactly(Arn.parse(arn));
        Definition low = stage.alarms.definitions.get(policy.alarms().getLast().alarmName());
        assertThat(low.comparison()).isEqualTo(Comparison.LESS_THAN);
        assertThat(low.threshold()).isEqualTo(35);
        assertThat(low.evaluationPeriods()).isEqualTo(15);
        assertThat(low.datapointsToAlarm()).isEqualTo(15);
        Query.Stat stat = (Query.Stat) low.queries().getFirst();
        assertThat(stat.period()).isEqualTo(Duration.ofMinutes(1));
        assertThat(stat.metric())
                .isEqualTo(new Metrics.Name(
                        "AWS/EC2", "CPUUtilization", new TreeMap<>(Map.of("AutoScalingGroupName", "web"))));
    }

    @Test
    void aLoadBalancersRequestsAndMetricsOfOnesOwnAreTracked() {
        stage.group(1, 10, 2, 60, null);
        stage.put(tracking("requests", requests(1_000), null));
        stage.put(tracking("jobs", custom("JobsPerInstance", 30, 10), null));
        Definition requests = stage.alarms.definitions.get(
                stage.policies().getLast().alarms().getLast().alarmName());
        assertThat(requests.threshold()).isEqualTo(900);
        Query.Stat stat = (Query.Stat) requests.queries().getFirst();
        assertThat(stat.statistic()).isEqualTo("Sum");
        assertThat(stat.metric().dimensions())
                .containsEntry("LoadBalancer", "app/front/0123456789abcdef")
                .containsEntry("TargetGroup", "targetgroup/web/0123456789abcdef");
        Definition jobs = stage.alarms.definitions.get(
                stage.policies().getFirst().alarms().getFirst().alarmName());
        assertThat(((Query.Stat) jobs.queries().getFirst()).period()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void alarmsFollowTheirPolicy() {
        stage.group(1, 10, 2, 60, null);
        stage.put(tracking("cpu", cpu(50, null), null));
        List<String> made = List.copyOf(stage.alarms.definitions.keySet());
        stage.put(tracking("cpu", cpu(60, true), null));
        assertThat(stage.alarms.definitions).hasSize(1);
        assertThat(stage.alarms.definitions.values().iterator().next().threshold())
                .isEqualTo(60);
        assertThat(made).containsAll(stage.alarms.definitions.keySet());
        stage.put(simple("cpu", "ChangeInCapacity", 1, null));
        assertThat(stage.alarms.definitions).isEmpty();
        stage.put(tracking("cpu", cpu(50, null), null));
        stage.api.deletePolicy(stage.call, new DeletePolicyRequest("web", "cpu"));
        assertThat(stage.alarms.definitions).isEmpty();
        stage.put(tracking("cpu", cpu(50, null), null));
        stage.api.deleteAutoScalingGroup(stage.call, new DeleteAutoScalingGroupRequest("web", true));
        assertThat(stage.alarms.definitions).isEmpty();
    }

    @Test
    void targetTrackingGoesOutByProportionAndSaysWhy() {
        stage.group(1, 10, 2, 60, null);
        stage.put(tracking("cpu50", cpu(50, null), null));
        stage.minutes(3, 40);
        stage.minutes(2, 90);
        assertThat(stage.desired()).isEqualTo(2);
        stage.minute(90);
        String alarm = stage.policies().getFirst().alarms().getFirst().alarmName();
        stage.pass(30);
        assertThat(stage.desired()).isEqualTo(4);
        assertThat(stage.serving()).isEqualTo(4);
        assertThat(causes().getFirst())
                .isEqualTo("At 2026-11-24T18:06:01Z a monitor alarm " + alarm + " in state ALARM triggered policy cpu50"
                        + " changing the desired capacity from 2 to 4.  At 2026-11-24T18:06:11Z an instance was"
                        + " started in response to a difference between desired and actual capacity, increasing the"
                        + " capacity from 2 to 4.");
        assertThat(stage.journal).anyMatch(line -> line.startsWith("group.scaled a monitor alarm"));
    }

    @Test
    void whileInstancesWarmUpTheyAreNotAddedAgainAndNothingGoes() {
        stage.group(1, 20, 2, 600, null);
        stage.pass(700);
        stage.put(tracking("cpu50", cpu(50, null), null));
        stage.minutes(5, 90);
        assertThat(stage.desired()).isEqualTo(4);
        stage.minute(140);
        stage.pass(2);
        assertThat(stage.desired()).as("two warm instances at 140 % need six").isEqualTo(6);
        stage.minutes(6, 10);
        assertThat(stage.desired()).isEqualTo(6);
    }

    @Test
    void targetTrackingGoesInAfterFifteenMinutesByTheHighestOfThem() {
        stage.group(1, 20, 10, 60, null);
        stage.pass(300);
        stage.put(tracking("cpu50", cpu(50, null), null));
        stage.minutes(14, 20);
        assertThat(stage.desired()).isEqualTo(10);
        stage.minute(5);
        stage.pass(2);
        assertThat(stage.desired()).isEqualTo(4);
        assertThat(stage.alarms.history).isNotEmpty();
        stage.pass(40);
        assertThat(causes().getFirst()).contains("-AlarmLow-").contains("changing the desired capacity from 10 to 4.");
    }

    @Test
    void afterRemovalTheNextDatapointDecides() {
        stage.group(1, 20, 10, 60, null);
        stage.pass(300);
        stage.put(tracking("cpu50", cpu(50, null), null));
        stage.minutes(15, 30);
        stage.pass(2);
        assertThat(stage.desired()).isEqualTo(6);
        stage.pass(58);
        stage.alarms.minute(_ -> java.util.OptionalDouble.of(30));
        stage.pass(2);
        assertThat(stage.desired()).as("that minute still speaks of the ten").isEqualTo(6);
    }

    @Test
    void severalTargetTrackingPoliciesMustAgreeToGoIn() {
        stage.group(1, 20, 10, 60, null);
        stage.pass(300);
        stage.put(tracking("cpu", cpu(50, null), null));
        stage.put(tracking("jobs", custom("Jobs", 50, null), null));
        for (int i = 0; i < 20; i++) {
            stage.pass(60);
            stage.alarms.minute(
                    metric -> java.util.OptionalDouble.of(metric.metric().equals("Jobs") ? 48 : 10));
        }
        stage.pass(2);
        assertThat(stage.desired()).isEqualTo(10);
        for (int i = 0; i < 16; i++) {
            stage.pass(60);
            stage.alarms.minute(
                    metric -> java.util.OptionalDouble.of(metric.metric().equals("Jobs") ? 30 : 10));
        }
        stage.pass(2);
        assertThat(stage.desired()).as("six for the jobs, two for the CPU").isEqualTo(6);
    }

    @Test
    void missingDataAndSuspensionAndDisabledPoliciesDecideNothing() {
        stage.group(1, 20, 2, 60, null);
        stage.put(tracking("cpu", cpu(50, null), null));
        for (int i = 0; i < 5; i++) {
            stage.pass(60);
            stage.alarms.minute(_ -> java.util.OptionalDouble.empty());
        }
        assertThat(stage.alarms.history).isEmpty();
        stage.suspend("AlarmNotification");
        stage.minutes(4, 90);
        stage.pass(5);
        assertThat(stage.desired()).isEqualTo(2);
        assertThat(stage.alarms.history.getLast()).contains("AlarmNotification").contains("suspended");
        stage.api.resumeProcesses(stage.call, new Shapes.ProcessesRequest("web", List.of()));
        PutScalingPolicyRequest off = tracking("cpu", cpu(50, null), null);
        stage.put(new PutScalingPolicyRequest(
                "web",
                "cpu",
                off.policyType(),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                off.targetTrackingConfiguration(),
                false,
                null));
        stage.minute(90);
        stage.pass(5);
        assertThat(stage.desired()).isEqualTo(2);
        assertThat(stage.policies().getFirst().enabled()).isFalse();
    }

    @Test
    void atTheMaximumItIsToldOnce() {
        stage.group(1, 2, 2, 60, null);
        stage.pass(300);
        stage.put(tracking("cpu", cpu(50, null), null));
        stage.minutes(6, 90);
        stage.pass(2);
        assertThat(stage.journal)
                .filteredOn(line -> line.startsWith("group.left"))
                .containsExactly("group.left policy cpu left the desired capacity at 2: it is at the maximum size.");
    }

    @Test
    void stepsAnswerToTheSizeOfTheBreach() {
        stage.group(1, 20, 10, 60, null);
        stage.pass(300);
        String out = stage.put(steps(
                "out",
                "PercentChangeInCapacity",
                null,
                null,
                step(0.0, 10.0, 0),
                step(10.0, 20.0, 10),
                step(20.0, null, 30)));
        alarm("busy", Comparison.GREATER_THAN, 50, 1, out);
        stage.minute(55);
        stage.pass(2);
        assertThat(stage.desired()).isEqualTo(10);
        stage.minute(62);
        stage.pass(2);
        assertThat(stage.desired()).isEqualTo(11);
        stage.minute(75);
        stage.pass(2);
        assertThat(stage.desired()).as("30 % of the ten warm ones").isEqualTo(13);
        assertThat(stage.policies().getFirst().alarms().getFirst().alarmName()).isEqualTo("busy");
    }

    /// as-scale-based-on-demand.html: three less, or a quarter less of eight: the group keeps six.
    @Test
    void ofTwoStepPoliciesTheOneThatLeavesMoreIsFollowed() {
        stage.group(1, 20, 8, 60, null);
        stage.pass(300);
        String three = stage.put(steps("a-three", "ChangeInCapacity", null, null, step(null, 0.0, -3)));
        String quarter = stage.put(steps("quarter", "PercentChangeInCapacity", null, null, step(null, 0.0, -25)));
        alarm("idle", Comparison.LESS_THAN, 30, 1, three);
        alarm("idle-too", Comparison.LESS_THAN, 30, 1, quarter);
        stage.minute(10);
        stage.pass(2);
        assertThat(stage.desired()).isEqualTo(6);
    }

    /// aws-facts 2.1, row "Default cooldown": 300 s, for simple scaling only.
    @Test
    void simpleScalingWaitsForTheCooldown() {
        stage.group(1, 20, 2, null, null);
        stage.pass(400);
        String out = stage.put(simple("out", "ChangeInCapacity", 1, null));
        alarm("busy", Comparison.GREATER_THAN, 50, 1, out);
        stage.minute(90);
        stage.pass(2);
        assertThat(stage.desired()).isEqualTo(3);
        stage.minutes(5, 90);
        assertThat(stage.desired()).isEqualTo(3);
        stage.minutes(2, 90);
        stage.pass(2);
        assertThat(stage.desired()).isEqualTo(4);
    }

    @Test
    void aPolicysOwnCooldownOverridesTheGroups() {
        stage.group(1, 20, 2, null, null);
        stage.pass(400);
        String out = stage.put(simple("out", "ChangeInCapacity", 1, 30));
        alarm("busy", Comparison.GREATER_THAN, 50, 1, out);
        stage.minute(90);
        stage.minute(90);
        stage.pass(2);
        assertThat(stage.desired()).isEqualTo(4);
    }

    @Test
    void policiesAreExecutedByHand() {
        stage.group(1, 20, 2, 60, null);
        stage.pass(400);
        stage.put(simple("out", "ChangeInCapacity", 2, null));
        execute("out", true, null, null);
        assertThat(stage.desired()).isEqualTo(4);
        stage.pass(30);
        assertThat(causes().getFirst())
                .startsWith("At 2026-11-24T18:06:40Z a user request executed policy out changing the desired capacity"
                        + " from 2 to 4.");
        assertThatThrownBy(() -> execute("out", true, null, null))
                .isInstanceOfSatisfying(
                        AwsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("ScalingActivityInProgress"));
        execute("out", false, null, null);
        assertThat(stage.desired()).isEqualTo(6);
        stage.pass(200);
        stage.put(steps("steps", "ChangeInCapacity", null, null, step(0.0, 10.0, 1), step(10.0, null, 5)));
        execute("steps", null, 59.0, 50.0);
        assertThat(stage.desired()).isEqualTo(7);
        assertThatThrownBy(() -> execute("steps", null, 40.0, 50.0)).hasMessageContaining("no StepAdjustment");
        assertThatThrownBy(() -> execute("steps", null, null, null)).hasMessageContaining("BreachThreshold");
        assertThatThrownBy(() -> execute("steps", true, 59.0, 50.0)).hasMessageContaining("HonorCooldown");
        stage.put(tracking("cpu", cpu(50, null), null));
        assertThatThrownBy(() -> execute("cpu", null, null, null)).hasMessageContaining("not supported");
        assertThatThrownBy(() -> execute("nobody", null, null, null)).hasMessageContaining("No policy found");
    }

    private void execute(String policy, @Nullable Boolean honor, @Nullable Double metric, @Nullable Double threshold) {
        stage.api.executePolicy(stage.call, new ExecutePolicyRequest("web", policy, honor, metric, threshold));
    }

    /// ec2-auto-scaling-default-instance-warmup.html: until then an instance is not in the group's EC2 metrics.
    @Test
    void whatWarmsUpDoesNotSpeakForItsGroup() {
        stage.group(1, 10, 1, 120, null);
        stage.pass(30);
        String first = stage.group().instances().getFirst().instanceId();
        GroupAggregation aggregation = stage.directory.require(GroupAggregation.class);
        assertThat(aggregation.speakers(stage.scope, "web").test(first)).isFalse();
        stage.pass(120);
        Predicate<String> speakers = aggregation.speakers(stage.scope, "web");
        assertThat(speakers.test(first)).isTrue();
        assertThat(speakers.test("i-other")).isTrue();
        assertThat(aggregation.speakers(stage.scope, "other").test(first)).isTrue();
    }

    @Test
    void aMetricThatNobodyPublishesIsTold() {
        stage.group(1, 10, 1, 120, null);
        stage.put(tracking("network", predefined("ASGAverageNetworkIn"), null));
        assertThat(stage.unhonoured).isEmpty();
        stage.put(tracking("disk", ofInstances("DiskReadOps"), null));
        assertThat(stage.unhonoured)
                .singleElement()
                .asString()
                .contains("DiskReadOps")
                .contains("insufficient data");
    }

    private static TargetTrackingConfiguration predefined(String metric) {
        return new TargetTrackingConfiguration(new PredefinedMetricSpecification(metric, null), null, 1e6, null);
    }

    private static TargetTrackingConfiguration ofInstances(String metric) {
        return new TargetTrackingConfiguration(
                null,
                new CustomizedMetricSpecification(metric, "AWS/EC2", List.of(), "Average", null, null, List.of()),
                1e6,
                null);
    }
}
