package io.windtunnel.cloud.compute.autoscaling;

import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.cpu;
import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.requests;
import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.simple;
import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.step;
import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.steps;
import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.tracking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.compute.autoscaling.FleetApi.DescribeWarmPoolRequest;
import io.windtunnel.cloud.compute.autoscaling.FleetApi.PutWarmPoolRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.GroupInstance;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.ExecutePolicyRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PutScalingPolicyRequest;
import io.windtunnel.cloud.ports.Alarms.Definition;
import io.windtunnel.cloud.ports.Alarms.Query;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The constants of EC2 Auto Scaling as the table of AWS's facts has them (section 2.1), one line for each: its row,
/// AWS's page, and what must be seen.
class ScalingFactsTest {
    private static final String GUIDE = "docs.aws.amazon.com/autoscaling/ec2/userguide/";

    private static Arguments fact(String row, String page, Consumer<ScalingStage> seen) {
        return Arguments.of(row, page, seen);
    }

    static Stream<Arguments> ofWaiting() {
        return Stream.of(
                fact(
                        "Default cooldown: 300 s",
                        GUIDE + "ec2-auto-scaling-scaling-cooldowns.html",
                        stage -> assertThat(
                                        stage.group(1, 9, 1, null, null).group().defaultCooldown())
                                .isEqualTo(300)),
                fact(
                        "Default cooldown: applies to simple scaling",
                        GUIDE + "ec2-auto-scaling-scaling-cooldowns.html",
                        ScalingFactsTest::simpleScalingWaits),
                fact(
                        "Default cooldown: step scaling does not wait",
                        GUIDE + "ec2-auto-scaling-scaling-cooldowns.html",
                        ScalingFactsTest::stepScalingDoesNotWait),
                fact(
                        "Instance warm-up: off by default, falls back to the cooldown of 300 s",
                        GUIDE + "ec2-auto-scaling-default-instance-warmup.html",
                        stage -> warmsUpFor(stage, null, 300)),
                fact(
                        "Instance warm-up: the group's, where it has one",
                        GUIDE + "ec2-auto-scaling-default-instance-warmup.html",
                        stage -> warmsUpFor(stage, 120, 120)),
                fact(
                        "Scale-in lock: blocked while a scale-out's instances warm up",
                        GUIDE + "as-scaling-target-tracking.html",
                        ScalingFactsTest::nothingGoesWhileInstancesWarmUp),
                fact(
                        "Many policies: out if any wants, in only if all want",
                        GUIDE + "as-scaling-target-tracking.html",
                        ScalingFactsTest::anyGoesOutAllGoIn));
    }

    static Stream<Arguments> ofTracking() {
        return Stream.of(
                fact(
                        "Target tracking alarms: AlarmHigh 3 of 3 one-minute points",
                        "observed",
                        stage -> actsAfter(stage, 90, 3)),
                fact(
                        "Target tracking alarms: AlarmLow 15 of 15 one-minute points",
                        "observed",
                        stage -> actsAfter(stage, 10, 15)),
                fact(
                        "Target tracking alarms: low threshold 0.7 of the target for EC2 CPU",
                        "observed",
                        stage -> assertThat(lowThreshold(
                                        stage.group(1, 9, 4, 60, null), tracking("p", cpu(50, null), null)))
                                .isEqualTo(35)),
                fact(
                        "Target tracking alarms: low threshold 0.9 of the target elsewhere",
                        "observed",
                        stage -> assertThat(lowThreshold(
                                        stage.group(1, 9, 4, 60, null), tracking("p", requests(1_000), null)))
                                .isEqualTo(900)),
                fact(
                        "CloudWatch alarms: a predefined metric is judged by periods of 1 min",
                        "docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html",
                        ScalingFactsTest::judgedByMinutes),
                fact(
                        "Missing data: INSUFFICIENT_DATA, no scaling",
                        GUIDE + "as-scaling-target-tracking.html",
                        ScalingFactsTest::missingDataDecidesNothing));
    }

    static Stream<Arguments> ofPools() {
        return Stream.of(
                fact(
                        "Warm pool: size = max - desired",
                        GUIDE + "ec2-auto-scaling-warm-pools.html",
                        stage -> assertThat(pooled(stage.group(1, 7, 2, null, null), null, null))
                                .hasSize(5)
                                .containsOnly("Warmed:Stopped")),
                fact(
                        "Warm pool: size = MaxGroupPreparedCapacity - desired",
                        GUIDE + "ec2-auto-scaling-warm-pools.html",
                        stage -> assertThat(pooled(stage.group(1, 9, 2, null, null), 5, null))
                                .hasSize(3)),
                fact(
                        "Warm pool: state Running",
                        GUIDE + "ec2-auto-scaling-warm-pools.html",
                        stage -> assertThat(pooled(stage.group(1, 4, 2, null, null), null, "Running"))
                                .hasSize(2)
                                .containsOnly("Warmed:Running")),
                fact(
                        "Warm pool: state Hibernated",
                        GUIDE + "ec2-auto-scaling-warm-pools.html",
                        stage -> assertThat(pooled(stage.group(1, 4, 2, null, null), null, "Hibernated"))
                                .hasSize(2)
                                .containsOnly("Warmed:Hibernated")),
                fact("Health check grace: 0 via the API", "from memory", stage -> {
                    stage.group(1, 4, 1, null, null).pass(30);
                    assertThat(stage.group().healthCheckGracePeriod()).isZero();
                    String first = stage.group().instances().getFirst().instanceId();
                    stage.ec2.impair(first);
                    stage.pass(120);
                    assertThat(stage.group().instances())
                            .extracting(GroupInstance::instanceId)
                            .doesNotContain(first);
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"ofWaiting", "ofTracking", "ofPools"})
    void isSeen(String row, String page, Consumer<ScalingStage> seen) {
        assertThat(row).isNotBlank();
        assertThat(page).isNotBlank();
        seen.accept(new ScalingStage());
    }

    private static void execute(ScalingStage stage, String policy, @Nullable Boolean honor, @Nullable Double metric) {
        stage.api.executePolicy(
                stage.call, new ExecutePolicyRequest("web", policy, honor, metric, metric == null ? null : 50.0));
    }

    private static void simpleScalingWaits(ScalingStage stage) {
        stage.group(1, 9, 2, null, null).pass(400);
        stage.put(simple("out", "ChangeInCapacity", 1, null));
        execute(stage, "out", true, null);
        stage.pass(60);
        assertThat(stage.serving()).isEqualTo(3);
        stage.pass(220);
        assertThatThrownBy(() -> execute(stage, "out", true, null))
                .hasMessageContaining("scaling activities in progress");
        stage.pass(60);
        execute(stage, "out", true, null);
        assertThat(stage.desired()).isEqualTo(4);
    }

    private static void stepScalingDoesNotWait(ScalingStage stage) {
        stage.group(1, 9, 2, null, null).pass(400);
        stage.put(steps("out", "ChangeInCapacity", null, 0, step(0.0, null, 1)));
        execute(stage, "out", null, 90.0);
        stage.pass(30);
        execute(stage, "out", null, 90.0);
        assertThat(stage.desired()).isEqualTo(4);
    }

    private static void warmsUpFor(ScalingStage stage, @Nullable Integer warmup, int seconds) {
        stage.group(1, 20, 2, warmup, null).pass(400);
        stage.put(tracking("cpu", cpu(50, null), null));
        stage.minutes(3, 90);
        stage.pass(5);
        assertThat(stage.desired()).isEqualTo(4);
        long from = stage.time.nanos();
        while (stage.desired() == 4) stage.minute(90);
        long took = Duration.ofNanos(stage.time.nanos() - from).toSeconds();
        assertThat(took).as("until they count, and three more points").isBetween((long) seconds, seconds + 240L);
    }

    private static void nothingGoesWhileInstancesWarmUp(ScalingStage stage) {
        stage.group(1, 20, 2, 1_800, null).pass(2_000);
        stage.put(tracking("cpu", cpu(50, null), null));
        stage.minutes(3, 90);
        stage.minutes(20, 5);
        assertThat(stage.desired()).isEqualTo(4);
        stage.minutes(16, 5);
        stage.pass(5);
        assertThat(stage.desired()).isLessThan(4);
    }

    private static void anyGoesOutAllGoIn(ScalingStage stage) {
        stage.group(1, 20, 4, 60, null).pass(400);
        stage.put(tracking("busy", cpu(50, null), null));
        stage.put(tracking("calm", requests(1_000_000), null));
        Consumer<Double> minute = busy -> {
            stage.pass(60);
            stage.alarms.minute(metric -> OptionalDouble.of(metric.namespace().equals("AWS/EC2") ? busy : 950_000));
        };
        for (int i = 0; i < 3; i++) minute.accept(90.0);
        stage.pass(5);
        assertThat(stage.desired()).as("one wants out").isGreaterThan(4);
        int high = stage.desired();
        for (int i = 0; i < 20; i++) minute.accept(5.0);
        assertThat(stage.desired())
                .as("only one wants in: 950,000 is more than nine tenths")
                .isEqualTo(high);
        stage.minutes(16, 5);
        stage.pass(5);
        assertThat(stage.desired()).as("both want in").isLessThan(high);
    }

    private static void actsAfter(ScalingStage stage, double value, int points) {
        stage.group(1, 20, 4, 60, null).pass(400);
        stage.put(tracking("cpu", cpu(50, null), null));
        stage.minutes(points - 1, value);
        stage.pass(5);
        assertThat(stage.desired()).isEqualTo(4);
        stage.minute(value);
        stage.pass(5);
        assertThat(stage.desired()).isNotEqualTo(4);
    }

    private static List<Definition> alarmsOf(ScalingStage stage, PutScalingPolicyRequest policy) {
        stage.put(policy);
        return stage.policies().getFirst().alarms().stream()
                .map(alarm -> stage.alarms.definitions.get(alarm.alarmName()))
                .toList();
    }

    private static double lowThreshold(ScalingStage stage, PutScalingPolicyRequest policy) {
        return alarmsOf(stage, policy).getLast().threshold();
    }

    private static void judgedByMinutes(ScalingStage stage) {
        for (Definition alarm : alarmsOf(stage.group(1, 9, 2, 60, null), tracking("cpu", cpu(50, null), null)))
            assertThat(((Query.Stat) alarm.queries().getFirst()).period()).isEqualTo(Duration.ofMinutes(1));
    }

    private static void missingDataDecidesNothing(ScalingStage stage) {
        stage.group(1, 9, 4, 60, null).pass(400);
        stage.put(tracking("cpu", cpu(50, null), null));
        for (int i = 0; i < 30; i++) {
            stage.pass(60);
            stage.alarms.minute(_ -> OptionalDouble.empty());
        }
        assertThat(stage.desired()).isEqualTo(4);
    }

    private static List<String> pooled(ScalingStage stage, @Nullable Integer prepared, @Nullable String state) {
        stage.api.putWarmPool(stage.call, new PutWarmPoolRequest("web", prepared, null, state, null));
        stage.pass(300);
        return stage
                .api
                .describeWarmPool(stage.call, new DescribeWarmPoolRequest("web", null, null))
                .instances()
                .stream()
                .map(GroupInstance::lifecycleState)
                .toList();
    }
}
