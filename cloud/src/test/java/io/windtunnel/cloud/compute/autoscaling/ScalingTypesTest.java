package io.windtunnel.cloud.compute.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.compute.autoscaling.FleetApi.DescribeWarmPoolRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.GroupInstance;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.DescribeScheduledActionsRequest;
import io.windtunnel.cloud.compute.autoscaling.policies.ScheduleShapes.ScheduledUpdateGroupAction;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.PropertyBinder;
import io.windtunnel.cloud.template.ResourceType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// `AWS::AutoScaling::ScalingPolicy`, `ScheduledAction` and `WarmPool`, with their properties as
/// templates spell them.
class ScalingTypesTest {
    private final ScalingStage stage = new ScalingStage().group(1, 10, 1, 60, null);

    private Map<String, Object> tree(Map<String, Object> properties) {
        Map<String, Object> tree = new HashMap<>(properties);
        tree.put("AutoScalingGroupName", "web");
        return tree;
    }

    private <P extends Record> ResourceType.Request<P> request(
            ResourceType<P> type, @Nullable String id, Map<String, Object> properties) {
        PropertyBinder.Bound<P> bound = PropertyBinder.bind(type.properties(), tree(properties), "It");
        assertThat(bound.unhonoured()).isEmpty();
        return new ResourceType.Request<>(stage.scope, "site", "stack-1", "It", id, bound.properties(), Map.of());
    }

    private Progress create(String type, Map<String, Object> properties) {
        return create(stage.types.find(type).orElseThrow(), properties);
    }

    private <P extends Record> Progress create(ResourceType<P> type, Map<String, Object> properties) {
        return type.create(request(type, null, properties));
    }

    private <P extends Record> Progress update(
            ResourceType<P> type, String id, Map<String, Object> before, Map<String, Object> after) {
        return type.update(request(type, id, after), request(type, id, before).properties());
    }

    private <P extends Record> Progress delete(ResourceType<P> type, String id, Map<String, Object> properties) {
        return type.delete(request(type, id, properties));
    }

    private static Progress.Done done(Progress progress) {
        assertThat(progress).isInstanceOf(Progress.Done.class);
        return (Progress.Done) progress;
    }

    private static Map<String, Object> tracking(double target) {
        return Map.of(
                "PolicyType",
                "TargetTrackingScaling",
                "EstimatedInstanceWarmup",
                "90",
                "TargetTrackingConfiguration",
                Map.of(
                        "TargetValue",
                        target,
                        "PredefinedMetricSpecification",
                        Map.of("PredefinedMetricType", "ASGAverageCPUUtilization")));
    }

    private List<String> warmed() {
        return stage
                .api
                .describeWarmPool(stage.call, new DescribeWarmPoolRequest("web", null, null))
                .instances()
                .stream()
                .map(GroupInstance::lifecycleState)
                .toList();
    }

    @Test
    void aWarmPoolIsMadeChangedAndDeleted() {
        ResourceType<?> type = stage.types.find("AWS::AutoScaling::WarmPool").orElseThrow();
        assertThat(type.replacedBy()).containsExactly("AutoScalingGroupName");
        Map<String, Object> two = Map.of("MaxGroupPreparedCapacity", "3", "PoolState", "Stopped");
        Progress.Done made = done(create(type, two));
        assertThat(made.physicalId()).isEqualTo("web");
        stage.pass(300);
        assertThat(warmed()).containsExactly("Warmed:Stopped", "Warmed:Stopped");
        Map<String, Object> more =
                Map.of("MaxGroupPreparedCapacity", 5, "InstanceReusePolicy", Map.of("ReuseOnScaleIn", "true"));
        assertThat(done(update(type, "web", two, more)).physicalId()).isEqualTo("web");
        stage.pass(300);
        assertThat(warmed()).hasSize(4);
        Progress going = delete(type, "web", more);
        for (int i = 0; i < 60 && going instanceof Progress.Pending pending; i++) {
            stage.pass(10);
            going = pending.next().get();
        }
        assertThat(done(going).physicalId()).isEqualTo("web");
        assertThat(warmed()).isEmpty();
    }

    @Test
    void aPolicyIsMadeChangedAndDeleted() {
        ResourceType<?> type =
                stage.types.find("AWS::AutoScaling::ScalingPolicy").orElseThrow();
        assertThat(type.replacedBy()).containsExactly("AutoScalingGroupName");
        Progress.Done made = done(create(type, tracking(50)));
        assertThat(made.physicalId()).startsWith("arn:aws:autoscaling:").contains(":policyName/site-It-");
        assertThat(made.attributes()).containsEntry("Arn", made.physicalId()).containsKey("PolicyName");
        assertThat(stage.alarms.definitions).hasSize(2);
        Progress.Done changed = done(update(type, made.physicalId(), tracking(50), tracking(70)));
        assertThat(changed.physicalId()).isEqualTo(made.physicalId());
        assertThat(stage.policies())
                .singleElement()
                .satisfies(
                        policy -> assertThat(policy.estimatedInstanceWarmup()).isEqualTo(90));
        done(delete(type, made.physicalId(), tracking(70)));
        done(delete(type, made.physicalId(), tracking(70)));
        assertThat(stage.policies()).isEmpty();
    }

    @Test
    void everyTypeOfPolicyIsTaken() {
        done(create(
                "AWS::AutoScaling::ScalingPolicy",
                Map.of("AdjustmentType", "ChangeInCapacity", "ScalingAdjustment", "1", "Cooldown", "60")));
        done(create(
                "AWS::AutoScaling::ScalingPolicy",
                Map.of(
                        "PolicyType",
                        "StepScaling",
                        "AdjustmentType",
                        "PercentChangeInCapacity",
                        "MinAdjustmentMagnitude",
                        1,
                        "MetricAggregationType",
                        "Maximum",
                        "StepAdjustments",
                        List.of(Map.of("MetricIntervalLowerBound", "0", "ScalingAdjustment", "10")))));
        done(create(
                "AWS::AutoScaling::ScalingPolicy",
                Map.of(
                        "PolicyType",
                        "PredictiveScaling",
                        "PredictiveScalingConfiguration",
                        Map.of(
                                "Mode",
                                "ForecastAndScale",
                                "SchedulingBufferTime",
                                120,
                                "MaxCapacityBreachBehavior",
                                "IncreaseMaxCapacity",
                                "MaxCapacityBuffer",
                                10,
                                "MetricSpecifications",
                                List.of(Map.of(
                                        "TargetValue",
                                        40,
                                        "PredefinedMetricPairSpecification",
                                        Map.of("PredefinedMetricType", "ASGCPUUtilization")))))));
        assertThat(stage.policies())
                .extracting(policy -> policy.policyType())
                .containsExactlyInAnyOrder("SimpleScaling", "StepScaling", "PredictiveScaling");
        assertThat(create("AWS::AutoScaling::ScalingPolicy", Map.of("PolicyType", "StepScaling")))
                .isInstanceOfSatisfying(
                        Progress.Failed.class,
                        failed -> assertThat(failed.reason()).contains("AdjustmentType must be specified"));
    }

    @Test
    void aScheduledActionIsMadeChangedAndDeleted() {
        ResourceType<?> type =
                stage.types.find("AWS::AutoScaling::ScheduledAction").orElseThrow();
        Map<String, Object> daily = Map.of(
                "DesiredCapacity",
                "4",
                "MinSize",
                2,
                "MaxSize",
                "8",
                "Recurrence",
                "0 19 * * *",
                "TimeZone",
                "Asia/Kolkata",
                "EndTime",
                "2027-01-01T00:00:00Z");
        Progress.Done made = done(create(type, daily));
        assertThat(made.attributes()).containsEntry("ScheduledActionName", made.physicalId());
        Map<String, Object> once = Map.of("DesiredCapacity", 5, "StartTime", "2026-11-25T00:00:00Z");
        done(update(type, made.physicalId(), daily, once));
        assertThat(actions()).singleElement().satisfies(action -> {
            assertThat(action.desiredCapacity()).isEqualTo(5);
            assertThat(action.recurrence()).isNull();
        });
        assertThat(create(type, Map.of("DesiredCapacity", 5, "StartTime", "tomorrow")))
                .isInstanceOf(Progress.Failed.class);
        done(delete(type, made.physicalId(), once));
        assertThat(actions()).isEmpty();
    }

    private List<ScheduledUpdateGroupAction> actions() {
        return stage.api
                .describeScheduledActions(
                        stage.call, new DescribeScheduledActionsRequest("web", List.of(), null, null, null, null))
                .scheduledUpdateGroupActions();
    }
}
