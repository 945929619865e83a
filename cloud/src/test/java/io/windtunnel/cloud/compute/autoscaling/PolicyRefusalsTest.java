package io.windtunnel.cloud.compute.autoscaling;

import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.cpu;
import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.custom;
import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.predictive;
import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.simple;
import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.step;
import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.steps;
import static io.windtunnel.cloud.compute.autoscaling.ScalingStage.tracking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.CustomizedMetricSpecification;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.DescribePoliciesRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.Metric;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.MetricDataQueries;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.MetricDataQuery;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PredefinedMetricSpecification;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PredictiveScalingConfiguration;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PredictiveScalingMetricSpecification;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.PutScalingPolicyRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.StepAdjustment;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.TargetTrackingConfiguration;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.TargetTrackingMetricDataQuery;
import io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.TargetTrackingMetricStat;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What PutScalingPolicy refuses; the sources are its page of the API reference and the user guide's page
/// of each type.
class PolicyRefusalsTest {
    private static final String CHANGE = "ChangeInCapacity";
    private static final PredictiveScalingMetricSpecification CPU_PAIR = new PredictiveScalingMetricSpecification(
            40, new PredefinedMetricSpecification("ASGCPUUtilization", null), null, null, null, null, null);

    private static PutScalingPolicyRequest of(
            String type, @Nullable String adjustment, @Nullable Integer cooldown, @Nullable Integer warmup) {
        return new PutScalingPolicyRequest(
                "web", "p", type, adjustment, null, null, null, cooldown, null, List.of(), warmup, null, null, null);
    }

    private static TargetTrackingConfiguration predefined(String type, @Nullable String label) {
        return new TargetTrackingConfiguration(new PredefinedMetricSpecification(type, label), null, 50, null);
    }

    private static TargetTrackingConfiguration math(TargetTrackingMetricDataQuery... queries) {
        return new TargetTrackingConfiguration(
                null,
                new CustomizedMetricSpecification(null, null, List.of(), null, null, null, List.of(queries)),
                50,
                null);
    }

    private static TargetTrackingMetricDataQuery stat(String id, @Nullable Boolean returned) {
        Metric metric = new Metric("shop", "Jobs", List.of());
        return new TargetTrackingMetricDataQuery(
                id, null, new TargetTrackingMetricStat(metric, "Sum", null, null), null, null, returned);
    }

    private static TargetTrackingMetricDataQuery expression(String id, String text) {
        return new TargetTrackingMetricDataQuery(id, text, null, null, null, true);
    }

    private static PutScalingPolicyRequest forecast(
            PredictiveScalingMetricSpecification metrics,
            @Nullable Integer buffer,
            @Nullable String behavior,
            @Nullable Integer capacityBuffer) {
        return predictive(
                "p", new PredictiveScalingConfiguration(List.of(metrics), null, buffer, behavior, capacityBuffer));
    }

    private static MetricDataQueries query(@Nullable String expression) {
        return new MetricDataQueries(List.of(new MetricDataQuery(
                "m1",
                expression,
                expression != null
                        ? null
                        : new io.windtunnel.cloud.compute.autoscaling.policies.PolicyShapes.MetricStat(
                                new Metric("shop", "Jobs", List.of()), "Sum", null),
                null,
                null)));
    }

    private static PredictiveScalingMetricSpecification own(@Nullable MetricDataQueries load) {
        return new PredictiveScalingMetricSpecification(40, null, null, null, query(null), load, null);
    }

    static List<Arguments> refusals() {
        StepAdjustment up = step(0.0, null, 1);
        return List.of(
                Arguments.of(of("Magic", CHANGE, null, null), "Invalid policy type: Magic"),
                Arguments.of(simple("p", null, 1, null), "AdjustmentType must be specified"),
                Arguments.of(simple("p", "Doubling", 1, null), "Invalid adjustment type: Doubling"),
                Arguments.of(simple("p", CHANGE, null, null), "ScalingAdjustment must be specified"),
                Arguments.of(simple("p", "ExactCapacity", -1, null), "must not be negative"),
                Arguments.of(simple("p", CHANGE, 1, -1), "Cooldown must be greater than or equal to 0"),
                Arguments.of(steps("p", CHANGE, null, null), "At least one StepAdjustment"),
                Arguments.of(steps("p", CHANGE, 2, null, up), "only supported for adjustment type PercentChange"),
                Arguments.of(steps("p", "PercentChangeInCapacity", 0, null, up), "greater than 0"),
                Arguments.of(steps("p", CHANGE, null, -1, up), "EstimatedInstanceWarmup must be greater"),
                Arguments.of(steps("p", CHANGE, null, null, step(null, null, 1)), "Both lower and upper bounds"),
                Arguments.of(
                        steps("p", CHANGE, null, null, step(0.0, 10.0, 1)),
                        "There must be a StepAdjustment with an unspecified upper bound (i.e., upper bound is null) when"
                                + " one StepAdjustment has a positive upper bound"),
                Arguments.of(steps("p", CHANGE, null, null, step(-10.0, 0.0, -1)), "unspecified lower bound"),
                Arguments.of(steps("p", CHANGE, null, null, step(0.0, 10.0, 1), step(20.0, null, 2)), "gap"),
                Arguments.of(steps("p", CHANGE, null, null, step(0.0, 10.0, 1), step(5.0, null, 2)), "overlap"),
                Arguments.of(of("StepScaling", CHANGE, 60, null), "At least one StepAdjustment"),
                Arguments.of(of("TargetTrackingScaling", null, null, null), "TargetTrackingConfiguration must be"),
                Arguments.of(of("PredictiveScaling", null, null, null), "PredictiveScalingConfiguration must be"),
                Arguments.of(
                        tracking("p", new TargetTrackingConfiguration(null, null, 50, null), null), "Exactly one of"),
                Arguments.of(tracking("p", cpu(0, null), null), "TargetValue must be greater than 0"),
                Arguments.of(
                        tracking("p", predefined("ALBRequestCountPerTarget", null), null),
                        "Resource label should be specified for predefined metric type ALBRequestCountPerTarget"),
                Arguments.of(tracking("p", predefined("ALBRequestCountPerTarget", "web"), null), "is invalid"),
                Arguments.of(
                        tracking("p", predefined("ALBRequestCountPerTarget", "app/a/1/targetgroup/other/2"), null),
                        "is not attached"),
                Arguments.of(
                        tracking("p", predefined("ASGAverageCPUUtilization", ScalingStage.LABEL), null),
                        "should not be specified"),
                Arguments.of(tracking("p", custom("Jobs", 5, 5), null), "Period must be one of 10, 30 and 60"),
                Arguments.of(tracking("p", math(), null), "either Metrics or MetricName"),
                Arguments.of(tracking("p", math(stat("M1", null)), null), "Id M1 is invalid"),
                Arguments.of(tracking("p", math(stat("m1", false), stat("m1", null)), null), "is not unique"),
                Arguments.of(
                        tracking("p", math(stat("m1", null), expression("e1", "m1/2")), null), "Exactly one metric"),
                Arguments.of(forecast(CPU_PAIR, 3600, null, null), "SchedulingBufferTime must be less than 3600"),
                Arguments.of(forecast(CPU_PAIR, null, "IncreaseMaxCapacity", null), "MaxCapacityBuffer must be"),
                Arguments.of(forecast(CPU_PAIR, null, null, 10), "MaxCapacityBuffer must be"),
                Arguments.of(forecast(own(null), null, null, null), "Either PredefinedMetricPairSpecification"),
                Arguments.of(
                        forecast(own(query("SUM(SEARCH('x','Sum'))")), null, null, null), "has not built this yet"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatMakesNoSenseIsRefused(PutScalingPolicyRequest request, String message) {
        ScalingStage stage = new ScalingStage().group(1, 10, 1, null, null);
        assertThatThrownBy(() -> stage.put(request))
                .isInstanceOf(AwsException.class)
                .hasMessageContaining(message);
        assertThat(stage.policies()).isEmpty();
        assertThat(stage.alarms.definitions).isEmpty();
    }

    @Test
    void whatATypeDoesNotTakeIsRefusedByName() {
        ScalingStage stage = new ScalingStage().group(1, 10, 1, null, null);
        assertThatThrownBy(() -> stage.put(new PutScalingPolicyRequest(
                        "web", "p", null, CHANGE, null, null, 1, null, null, List.of(), 60, null, null, null)))
                .hasMessage("EstimatedInstanceWarmup is not supported for policy type SimpleScaling.");
        assertThatThrownBy(() -> stage.put(new PutScalingPolicyRequest(
                        "web",
                        "p",
                        "TargetTrackingScaling",
                        CHANGE,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        cpu(50, null),
                        null,
                        null)))
                .hasMessage("AdjustmentType is not supported for policy type TargetTrackingScaling.");
    }

    @Test
    void metricMathIsKeptAsItWasSent() {
        ScalingStage stage = new ScalingStage().group(1, 10, 1, null, null);
        TargetTrackingConfiguration sent = math(stat("m1", false), stat("m2", false), expression("e1", "m1 / m2"));
        stage.put(tracking("math", sent, null));
        TargetTrackingConfiguration kept = stage.policies().getFirst().targetTrackingConfiguration();
        assertThat(kept).isNotNull();
        assertThat(kept.customizedMetricSpecification()).isEqualTo(sent.customizedMetricSpecification());
        assertThat(kept.disableScaleIn()).isFalse();
        assertThat(stage.alarms.definitions.values().iterator().next().queries())
                .hasSize(3);
    }

    @Test
    void aGroupHasFiftyPoliciesAtMostAndOneForEachTrackedMetric() {
        ScalingStage stage = new ScalingStage().group(1, 10, 1, null, null);
        stage.put(tracking("cpu", cpu(50, null), null));
        assertThatThrownBy(() -> stage.put(tracking("cpu-too", cpu(60, null), null)))
                .hasMessage("Only one TargetTrackingScaling policy for a given metric specification is allowed.");
        IntStream.range(1, 50).forEach(i -> stage.put(simple("p" + i, CHANGE, 1, null)));
        assertThatThrownBy(() -> stage.put(simple("one-more", CHANGE, 1, null)))
                .isInstanceOfSatisfying(
                        AwsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("LimitExceeded"));
        stage.put(simple("p1", CHANGE, 2, null));
        List<String> names = new ArrayList<>();
        String token = null;
        do {
            var page = stage.api.describePolicies(
                    stage.call, new DescribePoliciesRequest(null, List.of(), List.of(), token, 20));
            page.scalingPolicies().forEach(policy -> names.add(policy.policyName()));
            token = page.nextToken();
        } while (token != null);
        assertThat(names).hasSize(50).doesNotHaveDuplicates();
        assertThat(stage.api
                        .describePolicies(
                                stage.call,
                                new DescribePoliciesRequest(
                                        "web", List.of(), List.of("TargetTrackingScaling"), null, null))
                        .scalingPolicies())
                .hasSize(1);
    }

    @Test
    void aGroupThatIsNotThereIsTold() {
        ScalingStage stage = new ScalingStage();
        assertThatThrownBy(() -> stage.put(simple("p", CHANGE, 1, null)))
                .hasMessage("AutoScalingGroup name not found - AutoScalingGroup 'web' not found");
    }

    @Test
    void adjustmentTypesAreListed() {
        assertThat(new ScalingStage().api.describeAdjustmentTypes().adjustmentTypes())
                .extracting(type -> type.adjustmentType())
                .containsExactly("ChangeInCapacity", "ExactCapacity", "PercentChangeInCapacity");
    }
}
