package io.windtunnel.cloud.compute.autoscaling;

import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.cpu;
import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.steps;
import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.tracking;
import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.compute.autoscaling.Shapes.GroupInstance;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.StepAdjustment;
import io.windtunnel.cloud.ports.Alarms;
import io.windtunnel.cloud.ports.Alarms.Comparison;
import io.windtunnel.cloud.ports.Alarms.Definition;
import io.windtunnel.cloud.ports.Alarms.MissingData;
import io.windtunnel.cloud.ports.Alarms.Query;
import io.windtunnel.cloud.ports.InstanceMetrics;
import io.windtunnel.cloud.ports.Metrics;
import io.windtunnel.kernel.identity.Arn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The loop closed with the real CloudWatch on virtual time: load, CPU of each machine, group metric,
/// alarm, policy, capacity, warm-up, and back to the CPU.
class ClosedLoopTest {
    private static final int WARMUP_SECONDS = 90;

    private final ScalingStage stage = ScalingStage.withCloudWatch();

    /// In percent of one machine; machines that serve share it, those that boot are fully busy with
    /// themselves.
    private double load = 40;

    private void open(int minimum, int maximum, int desired) {
        stage.directory.offer(InstanceMetrics.class, this::readings);
        stage.group(minimum, maximum, desired, WARMUP_SECONDS, null);
        stage.pass(240);
    }

    private Collection<InstanceMetrics.Reading> readings() {
        List<GroupInstance> all = stage.group().instances();
        long serving = all.stream().filter(ClosedLoopTest::serves).count();
        List<InstanceMetrics.Reading> readings = new ArrayList<>();
        for (GroupInstance instance : all) {
            double busy = serves(instance) ? Math.min(100, load / serving) : 100;
            readings.add(new InstanceMetrics.Reading(
                    stage.scope,
                    instance.instanceId(),
                    "t3.micro",
                    "ami-1",
                    "web",
                    true,
                    OptionalDouble.of(busy),
                    false,
                    false));
        }
        return readings;
    }

    private static boolean serves(GroupInstance instance) {
        return instance.lifecycleState().equals("InService");
    }

    private void minutes(int count) {
        stage.time.advance(Duration.ofMinutes(count));
    }

    private Alarms alarms() {
        return stage.directory.require(Alarms.class);
    }

    @Test
    void loadMovesCapacityOutAndIn() {
        open(1, 20, 1);
        stage.put(tracking("cpu50", cpu(50, null), null));
        minutes(20);
        assertThat(stage.desired()).isEqualTo(1);
        load = 400;
        Instant wave = stage.time.now();
        while (stage.desired() == 1) minutes(1);
        assertThat(Duration.between(wave, stage.time.now()))
                .as("three datapoints, and the minute they take to be there")
                .isBetween(Duration.ofMinutes(3), Duration.ofMinutes(5));
        minutes(15);
        assertThat(stage.desired()).as("400 % at 50 %").isEqualTo(8);
        assertThat(stage.serving()).isEqualTo(8);
        String cause = stage.activities().getFirst().cause();
        assertThat(cause)
                .containsPattern("a monitor alarm TargetTracking-web-AlarmHigh-[0-9a-f-]+ in state ALARM"
                        + " triggered policy cpu50 changing the desired capacity from \\d to \\d\\.");
        minutes(60);
        assertThat(stage.desired()).as("at rest").isEqualTo(8);
        load = 100;
        Instant lull = stage.time.now();
        while (stage.desired() == 8) minutes(1);
        assertThat(Duration.between(lull, stage.time.now())).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(18));
        minutes(40);
        assertThat(stage.desired()).isEqualTo(2);
        assertThat(alarms().all(stage.scope)).extracting(Alarms.View::state).contains(Alarms.State.OK);
    }

    @Test
    void whatBootsIsNotInTheMetric() {
        open(2, 20, 2);
        stage.put(tracking("cpu50", cpu(50, null), null));
        load = 150;
        minutes(12);
        assertThat(stage.desired())
                .as("booting machines are at 100 %; the group is not")
                .isEqualTo(3);
    }

    @Test
    void aStepPolicyIsCalledByAnAlarmOfOnesOwn() {
        open(1, 20, 4);
        StepAdjustment add = ScalingStage.step(0.0, null, 2);
        String arn = stage.put(steps("out", "ChangeInCapacity", null, null, add));
        alarms().put(
                        stage.scope,
                        new Definition(
                                "busy",
                                "",
                                List.of(new Query.Stat(
                                        "m1",
                                        new Metrics.Name(
                                                "AWS/EC2",
                                                "CPUUtilization",
                                                new TreeMap<>(Map.of("AutoScalingGroupName", "web"))),
                                        "Average",
                                        Duration.ofMinutes(1),
                                        null,
                                        true)),
                                Comparison.GREATER_THAN,
                                60,
                                2,
                                2,
                                MissingData.MISSING,
                                List.of(Arn.parse(arn))));
        assertThat(stage.policies().getFirst().alarms().getFirst().alarmName()).isEqualTo("busy");
        load = 320;
        minutes(5);
        assertThat(stage.desired()).isEqualTo(6);
        minutes(20);
        assertThat(stage.desired()).as("at 53 % the alarm is quiet").isEqualTo(6);
    }
}
