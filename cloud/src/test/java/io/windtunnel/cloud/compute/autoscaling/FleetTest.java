package io.windtunnel.cloud.compute.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.compute.autoscaling.FleetApi.PutNotificationRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.CreateAutoScalingGroupRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.GroupInstance;
import io.windtunnel.cloud.compute.autoscaling.Shapes.InstanceRequirements;
import io.windtunnel.cloud.compute.autoscaling.Shapes.InstancesDistribution;
import io.windtunnel.cloud.compute.autoscaling.Shapes.LaunchTemplate;
import io.windtunnel.cloud.compute.autoscaling.Shapes.LaunchTemplateOverrides;
import io.windtunnel.cloud.compute.autoscaling.Shapes.LaunchTemplateSpecification;
import io.windtunnel.cloud.compute.autoscaling.Shapes.MixedInstancesPolicy;
import io.windtunnel.cloud.ports.Instances.Order;
import io.windtunnel.cloud.ports.NotificationTopic;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Mixed instances, lifetimes and notifications, on virtual time.
class FleetTest {
    private static final LaunchTemplateSpecification TEMPLATE =
            new LaunchTemplateSpecification("lt-1", null, "$Latest");

    private final ScalingStage stage = new ScalingStage();

    private void create(int desired, @Nullable MixedInstancesPolicy mix, @Nullable Integer lifetime) {
        stage.api.createAutoScalingGroup(
                stage.call,
                new CreateAutoScalingGroupRequest(
                        "web",
                        null,
                        mix == null ? TEMPLATE : null,
                        0,
                        40,
                        desired,
                        null,
                        List.of(),
                        List.of(),
                        "EC2",
                        0,
                        "subnet-a,subnet-b",
                        List.of(),
                        null,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        List.of(),
                        mix,
                        lifetime,
                        null,
                        null));
    }

    private static MixedInstancesPolicy mix(InstancesDistribution distribution, LaunchTemplateOverrides... types) {
        return new MixedInstancesPolicy(new LaunchTemplate(TEMPLATE, List.of(types)), distribution);
    }

    private static LaunchTemplateOverrides type(String name, @Nullable String weight) {
        return new LaunchTemplateOverrides(name, weight, null, null);
    }

    private long units() {
        return stage.group().instances().stream()
                .mapToLong(instance ->
                        Long.parseLong(instance.weightedCapacity() == null ? "1" : instance.weightedCapacity()))
                .sum();
    }

    /// Source: the user guide's ec2-auto-scaling-mixed-instances-groups-instance-weighting.html
    @Test
    void capacityIsCountedInUnits() {
        create(12, mix(new InstancesDistribution("prioritized", null, 100, null, null), type("m5.xlarge", "4")), null);
        stage.pass(120);
        assertThat(stage.group().instances()).hasSize(3);
        assertThat(stage.group().instances())
                .extracting(GroupInstance::weightedCapacity, GroupInstance::instanceType)
                .containsOnly(org.assertj.core.groups.Tuple.tuple("4", "m5.xlarge"));
        assertThat(units()).isEqualTo(12);
    }

    /// Source: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstancesDistribution.html
    @Test
    void aboveTheBaseAShareIsSpot() {
        create(
                10,
                mix(
                        new InstancesDistribution("prioritized", 2, 50, "price-capacity-optimized", null),
                        type("m5.large", null),
                        type("c5.large", null)),
                null);
        stage.pass(120);
        int onDemand = stage.ec2.orders.stream()
                .filter(order -> !order.spot())
                .mapToInt(Order::count)
                .sum();
        int spot = stage.ec2.orders.stream()
                .filter(Order::spot)
                .mapToInt(Order::count)
                .sum();
        assertThat(onDemand).as("2, and half of the other 8").isEqualTo(6);
        assertThat(spot).isEqualTo(4);
        assertThat(stage.ec2.orders)
                .filteredOn(order -> !order.spot())
                .extracting(Order::instanceType)
                .as("the first that is named")
                .containsOnly("m5.large");
        assertThat(stage.serving()).isEqualTo(10);
    }

    @Test
    void attributesInsteadOfTypesAreRefusedByName() {
        MixedInstancesPolicy wish = mix(
                new InstancesDistribution(null, null, null, null, null),
                new LaunchTemplateOverrides(null, null, null, new InstanceRequirements()));
        assertThatThrownBy(() -> create(1, wish, null))
                .isInstanceOf(AwsException.class)
                .hasMessageContaining("InstanceRequirements");
    }

    /// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-max-instance-lifetime.html
    @Test
    void whatHasLivedLongEnoughIsReplacedAFewAtATime() {
        int day = (int) Duration.ofDays(1).toSeconds();
        assertThatThrownBy(() -> create(4, null, day - 1)).isInstanceOf(AwsException.class);
        create(4, null, day);
        stage.pass(120);
        TreeSet<String> first = new TreeSet<>();
        stage.group().instances().forEach(instance -> first.add(instance.instanceId()));
        long fewest = 4;
        for (int minute = 0; minute < 2 * 24 * 60; minute++) {
            stage.pass(60);
            fewest = Math.min(fewest, stage.serving());
        }
        assertThat(stage.group().instances())
                .hasSize(4)
                .extracting(GroupInstance::instanceId)
                .doesNotContainAnyElementsOf(first);
        assertThat(fewest).as("in service at the worst").isGreaterThanOrEqualTo(3);
        assertThat(stage.activities())
                .anyMatch(activity -> activity.cause().contains("maximum instance lifetime")
                        || activity.cause().contains("max instance lifetime"));
    }

    /// Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-sns-notifications.html
    @Test
    void aTopicIsToldInAwsWords() {
        stage.group(1, 4, 1, null, null);
        String topic = "arn:aws:sns:us-east-1:000000000000:ops";
        PutNotificationRequest wish =
                new PutNotificationRequest("web", topic, List.of("autoscaling:EC2_INSTANCE_LAUNCH"));
        assertThatThrownBy(() -> stage.api.putNotificationConfiguration(stage.call, wish))
                .isInstanceOf(AwsException.class);
        List<String> told = new ArrayList<>();
        NotificationTopic fake = (subject, message) -> told.add(subject + "\n" + message);
        stage.directory.offer(
                NotificationTopic.class,
                "sns",
                arn -> arn.toString().equals(topic) ? Optional.of(fake) : Optional.empty());
        stage.api.putNotificationConfiguration(stage.call, wish);
        assertThat(told).singleElement().asString().contains("autoscaling:TEST_NOTIFICATION");
        stage.pass(120);
        assertThat(told.getLast())
                .contains("Auto Scaling: launch for group \"web\"")
                .contains("\"Event\":\"autoscaling:EC2_INSTANCE_LAUNCH\"")
                .contains("\"EC2InstanceId\":\""
                        + stage.group().instances().getFirst().instanceId() + "\"")
                .contains("\"AutoScalingGroupName\":\"web\"");
    }
}
