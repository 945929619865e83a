package io.windtunnel.cloud.compute.applicationautoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.ports.Alarms;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.ScalableTargets;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.PropertyBinder;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.cloud.template.ResourceTypes;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.kernel.identity.AccountId;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.VirtualTime;
import io.windtunnel.wire.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A target and its policy as a template has them.
class TemplateTypesTest {
    private static final String ID = FakeService.NAME + "|ecs:service:DesiredCount|ecs";

    private final Scope scope = new Scope(new AccountId("111122223333"), Region.US_EAST_1);
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-26T08:00:00Z"));
    private final Directory directory = new Directory();
    private final FakeService service = new FakeService();
    private final FakeAlarms alarms = new FakeAlarms(scope, directory, time);
    private final CloudContext context =
            new CloudContext(Fabric.bare(time, 1), directory, new ResourceTypes(), _ -> {});
    private final ApplicationAutoScalingApi api = open();
    private final ScalableTargetType targets = new ScalableTargetType(api, new Books(context.fabric(), directory));
    private final ScalingPolicyType policies = new ScalingPolicyType(api);

    private ApplicationAutoScalingApi open() {
        directory.offer(ScalableTargets.class, "ecs", _ -> Optional.of(service));
        directory.offer(Alarms.class, alarms);
        return ApplicationAutoScaling.open(context).face();
    }

    private <P extends Record> ResourceType.Request<P> request(
            ResourceType<P> type, @Nullable String physicalId, Map<String, ?> properties) {
        PropertyBinder.Bound<P> bound = PropertyBinder.bind(type.properties(), properties, "It");
        assertThat(bound.unhonoured()).isEmpty();
        return new ResourceType.Request<>(scope, "shop", "id", "It", physicalId, bound.properties(), Map.of());
    }

    private static Map<String, ?> target(int least, String... actions) {
        return Map.of(
                "ServiceNamespace",
                "ecs",
                "ResourceId",
                FakeService.NAME,
                "ScalableDimension",
                "ecs:service:DesiredCount",
                "MinCapacity",
                least,
                "MaxCapacity",
                "10",
                "RoleARN",
                "arn:aws:iam::111122223333:role/scaling",
                "ScheduledActions",
                List.of(actions).stream()
                        .map(name -> Map.of(
                                "ScheduledActionName",
                                name,
                                "Schedule",
                                "cron(0 20 * * ? *)",
                                "StartTime",
                                "2026-11-26T00:00:00Z",
                                "ScalableTargetAction",
                                Map.of("MinCapacity", 6)))
                        .toList());
    }

    @Test
    void are_made_changed_and_deleted() {
        Progress.Done made = (Progress.Done) targets.create(request(targets, null, target(3, "evening", "night")));
        assertThat(made.ref()).isEqualTo(ID);
        Map<String, ?> tracking = Map.of(
                "PolicyName",
                "cpu",
                "PolicyType",
                "TargetTrackingScaling",
                "ScalingTargetId",
                made.ref(),
                "TargetTrackingScalingPolicyConfiguration",
                Map.of(
                        "TargetValue",
                        60,
                        "PredefinedMetricSpecification",
                        Map.of("PredefinedMetricType", "ECSServiceAverageCPUUtilization")));
        Progress.Done policy = (Progress.Done) policies.create(request(policies, null, tracking));
        assertThat(policy.ref()).endsWith(":resource/ecs/service/default/web:policyName/cpu");
        assertThat(alarms.byName).hasSize(2);
        time.advance(Duration.ofSeconds(1));
        assertThat(service.desired).isEqualTo(3);
        Map<String, ?> after = target(4, "evening");
        targets.update(
                request(targets, ID, after),
                request(targets, ID, target(3, "evening", "night")).properties());
        assertThat(actions()).containsExactly("evening");
        policies.delete(request(policies, policy.ref(), tracking));
        targets.delete(request(targets, ID, after));
        assertThat(alarms.byName).isEmpty();
        assertThat(actions()).isEmpty();
        assertThat(targets.delete(request(targets, ID, after))).isInstanceOf(Progress.Done.class);
    }

    private List<String> actions() {
        return api
                .describeScheduledActions(
                        Call.internal(scope),
                        new Shapes.DescribeScheduledActions(List.of(), "ecs", null, null, null, null))
                .scheduledActions()
                .stream()
                .map(Shapes.Scheduled::scheduledActionName)
                .toList();
    }

    @Test
    void a_policy_without_its_target_fails() {
        Progress failed = policies.create(request(
                policies, null, Map.of("PolicyName", "cpu", "PolicyType", "StepScaling", "ScalingTargetId", ID)));
        assertThat(failed)
                .isInstanceOfSatisfying(
                        Progress.Failed.class,
                        progress -> assertThat(progress.reason()).startsWith("No scalable target registered"));
    }
}
