package io.windtunnel.cloud.compute.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.compute.autoscaling.Shapes.AutoScalingGroup;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeAutoScalingGroupsRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.LaunchTemplateSpecification;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.cloud.ports.LaunchTemplates;
import io.windtunnel.cloud.ports.Subnets;
import io.windtunnel.cloud.template.Progress;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupTypeTest {
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-24T10:00:00Z"));
    private final Scope scope = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
    private final FakeEc2 ec2 = new FakeEc2(scope, time);
    private final CloudContext context =
            new CloudContext(Fabric.bare(time, 1), new Directory(), new ResourceTypes(), _ -> {});
    private final AutoScalingApi api = open().face();
    private final GroupType type = new GroupType(api, context.fabric().ids(), time);

    private AutoScaling open() {
        context.directory().offer(Instances.class, ec2);
        context.directory().offer(Subnets.class, new FakeEc2.FakeSubnets(scope));
        context.directory().offer(LaunchTemplates.class, ec2.new FakeTemplates());
        return AutoScaling.open(context);
    }

    private static GroupType.Properties properties(String version, int size) {
        return new GroupType.Properties(
                null,
                null,
                new LaunchTemplateSpecification("lt-1", null, version),
                size,
                size * 2,
                size,
                null,
                List.of(),
                List.of(),
                null,
                null,
                List.of("subnet-a", "subnet-b"),
                List.of(),
                null,
                List.of(),
                List.of(new GroupType.MetricsCollection("1Minute", List.of())),
                List.of(new GroupType.GroupTag("Name", "site", true)),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    private ResourceType.Request<GroupType.Properties> request(
            @Nullable String id, GroupType.Properties properties, Map<String, Object> policy) {
        Map<String, String> tags = Map.of("aws:cloudformation:logical-id", "Group");
        return new ResourceType.Request<>(scope, "site", "stack-1", "Group", id, properties, tags, policy);
    }

    /// Walks pending steps on, at most ten minutes.
    private Progress walk(Progress begun) {
        Progress progress = begun;
        for (int i = 0; i < 600 && progress instanceof Progress.Pending pending; i++) {
            time.advance(pending.again());
            progress = pending.next().get();
        }
        return progress;
    }

    private AutoScalingGroup group() {
        return api.describeAutoScalingGroups(
                        Call.internal(scope), new DescribeAutoScalingGroupsRequest(List.of(), null, null, List.of()))
                .autoScalingGroups()
                .getFirst();
    }

    @Test
    void aStacksGroupIsCreatedWhenItServesUpdatedByRollingAndDeletedWhenEmpty() {
        assertThat(type.create(request(null, properties("1", 3), Map.of()))).isInstanceOf(Progress.Pending.class);
        AutoScalingGroup begun = group();
        Progress created = walk(new Progress.Pending(
                "", Duration.ofSeconds(30), () -> new Progress.Done(begun.autoScalingGroupName(), Map.of())));
        String name = ((Progress.Done) created).physicalId();
        assertThat(name).startsWith("site-Group-");
        assertThat(group().instances())
                .hasSize(3)
                .allMatch(one -> one.lifecycleState().equals("InService"));
        assertThat(ec2.orders.getFirst().tags())
                .containsEntry("aws:cloudformation:logical-id", "Group")
                .containsEntry("Name", "site");
        assertThat(group().enabledMetrics()).isNotEmpty();

        ec2.latestVersion = 2;
        Map<String, Object> policy = Map.of(
                "AutoScalingRollingUpdate",
                Map.of("MaxBatchSize", "1", "MinInstancesInService", 2, "PauseTime", "PT10S"));
        Progress updated = walk(type.update(request(name, properties("2", 3), policy), properties("1", 3)));
        assertThat(updated).isInstanceOf(Progress.Done.class);
        assertThat(group().instances())
                .hasSize(3)
                .allSatisfy(one -> assertThat(one.launchTemplate().version()).isEqualTo("2"));

        assertThat(walk(type.delete(request(name, properties("2", 3), Map.of()))))
                .isInstanceOf(Progress.Done.class);
        assertThat(ec2.views.values()).allMatch(view -> view.state() == Instances.State.TERMINATED);
    }

    @Test
    void aGroupThatNeverServesFailsWithItsLastActivity() {
        ec2.dark.addAll(List.of("a", "b"));
        Progress failed = walk(type.create(request(null, properties("1", 1), Map.of())));
        assertThat(failed).isInstanceOf(Progress.Failed.class);
        assertThat(((Progress.Failed) failed).reason())
                .startsWith("Group did not stabilize. {current/minSize/maxSize} group size = {0/1/2}. Last scaling"
                        + " activity: Could not launch On-Demand Instances. InsufficientInstanceCapacity");
    }
}
