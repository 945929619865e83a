package io.windtunnel.cloud.compute.autoscaling;

import static io.windtunnel.cloud.compute.autoscaling.Asked.hook;
import static io.windtunnel.cloud.compute.autoscaling.Asked.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.compute.autoscaling.Shapes.AutoScalingGroup;
import io.windtunnel.cloud.compute.autoscaling.Shapes.CompleteLifecycleActionRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.CreateAutoScalingGroupRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DeleteAutoScalingGroupRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeAutoScalingGroupsRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeInstanceRefreshesRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DescribeScalingActivitiesRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.DesiredConfiguration;
import io.windtunnel.cloud.compute.autoscaling.Shapes.GroupInstance;
import io.windtunnel.cloud.compute.autoscaling.Shapes.GroupRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.InstanceIdsRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.LaunchTemplateSpecification;
import io.windtunnel.cloud.compute.autoscaling.Shapes.LifecycleHookSpecification;
import io.windtunnel.cloud.compute.autoscaling.Shapes.MoveInstancesRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.ProcessesRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.RefreshPreferences;
import io.windtunnel.cloud.compute.autoscaling.Shapes.ScalingActivity;
import io.windtunnel.cloud.compute.autoscaling.Shapes.SetDesiredCapacityRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.SetInstanceHealthRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.SetInstanceProtectionRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.StartInstanceRefreshRequest;
import io.windtunnel.cloud.compute.autoscaling.Shapes.Tag;
import io.windtunnel.cloud.compute.autoscaling.Shapes.TerminateInstanceRequest;
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
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AutoScalingTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private final VirtualTime time = new VirtualTime(START);
    private final Scope scope = new Scope(AccountId.DEFAULT, Region.US_EAST_1);
    private final Call call = Call.internal(scope);
    private final FakeEc2 ec2 = new FakeEc2(scope, time);
    private final FakeTargetGroups targetGroups = new FakeTargetGroups(time);
    private final List<String> journal = new ArrayList<>();
    private final CloudContext context = new CloudContext(
            Fabric.bare(time, 1),
            new Directory(),
            new ResourceTypes(),
            event -> journal.add(event.kind() + " " + event.words()));
    private final AutoScalingApi api = open().face();

    private AutoScaling open() {
        context.directory().offer(Instances.class, ec2);
        context.directory().offer(Subnets.class, new FakeEc2.FakeSubnets(scope));
        context.directory().offer(LaunchTemplates.class, ec2.new FakeTemplates());
        context.directory().offer(TargetGroups.class, targetGroups);
        return AutoScaling.open(context);
    }

    private void create(int minimum, int maximum, int desired, String subnets) {
        create(minimum, maximum, desired, subnets, "EC2", 0, List.of(), List.of());
    }

    private void create(
            int minimum,
            int maximum,
            int desired,
            String subnets,
            String check,
            int grace,
            List<String> targets,
            List<LifecycleHookSpecification> hooks) {
        api.createAutoScalingGroup(
                call,
                new CreateAutoScalingGroupRequest(
                        "web",
                        null,
                        new LaunchTemplateSpecification("lt-1", null, "$Latest"),
                        minimum,
                        maximum,
                        desired,
                        null,
                        List.of(),
                        targets,
                        check,
                        grace,
                        subnets,
                        List.of(),
                        null,
                        hooks,
                        List.of(new Tag(null, null, "Name", "web", true), new Tag(null, null, "cost", "7", false)),
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        null,
                        null));
    }

    private AutoScalingGroup group() {
        return api.describeAutoScalingGroups(
                        call, new DescribeAutoScalingGroupsRequest(List.of("web"), null, null, List.of()))
                .autoScalingGroups()
                .getFirst();
    }

    private List<String> states() {
        return group().instances().stream().map(GroupInstance::lifecycleState).toList();
    }

    private List<String> zones() {
        return group().instances().stream()
                .filter(instance -> instance.lifecycleState().equals("InService"))
                .map(GroupInstance::availabilityZone)
                .sorted()
                .toList();
    }

    private String first() {
        return group().instances().getFirst().instanceId();
    }

    /// The activities, the earliest first.
    private List<ScalingActivity> activities() {
        return api.describeScalingActivities(
                        call, new DescribeScalingActivitiesRequest(List.of(), "web", null, null, null))
                .activities()
                .reversed();
    }

    private void pass(int seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void aNewGroupLaunchesInEachZoneAndSaysWhy() {
        create(1, 4, 2, "subnet-a,subnet-b");
        assertThat(states()).isEmpty();
        pass(1);
        assertThat(states()).containsExactly("Pending", "Pending");
        pass(9);
        assertThat(zones()).containsExactly("us-east-1a", "us-east-1b");
        ScalingActivity first = activities().getFirst();
        assertThat(first.cause())
                .isEqualTo("At 2026-11-24T10:00:00Z a user request created an AutoScalingGroup changing the desired"
                        + " capacity from 0 to 2.  At 2026-11-24T10:00:01Z an instance was started in response to a"
                        + " difference between desired and actual capacity, increasing the capacity from 0 to 2.");
        assertThat(first.description()).isEqualTo("Launching a new EC2 instance: i-00001");
        assertThat(first.statusCode()).isEqualTo("Successful");
        assertThat(first.details()).isEqualTo("{\"Subnet ID\":\"subnet-a\",\"Availability Zone\":\"us-east-1a\"}");
        assertThat(ec2.orders.getFirst().tags())
                .containsEntry("Name", "web")
                .containsEntry("aws:autoscaling:groupName", "web")
                .doesNotContainKey("cost");
        assertThat(group().instances().getFirst().launchTemplate())
                .isEqualTo(new LaunchTemplateSpecification("lt-1", "web", "1"));
    }

    @Test
    void aChangedCapacityIsFollowedUpAndDown() {
        create(0, 4, 1, "subnet-a,subnet-b");
        pass(20);
        api.setDesiredCapacity(call, new SetDesiredCapacityRequest("web", 3));
        pass(20);
        assertThat(zones()).hasSize(3);
        assertThat(activities().getLast().cause())
                .isEqualTo("At 2026-11-24T10:00:20Z a user request explicitly set group desired capacity changing the"
                        + " desired capacity from 1 to 3.  At 2026-11-24T10:00:30Z an instance was started in response"
                        + " to a difference between desired and actual capacity, increasing the capacity from 1 to 3.");
        pass(60);
        api.setDesiredCapacity(call, new SetDesiredCapacityRequest("web", 2));
        pass(20);
        assertThat(zones()).containsExactly("us-east-1a", "us-east-1b");
        assertThat(activities().getLast().cause())
                .contains("explicitly set group desired capacity changing the desired capacity from 3 to 2.  At")
                .contains("shrinking the capacity from 3 to 2.  At 2026-11-24T10:01:50Z instance i-")
                .endsWith("was selected for termination.");
        assertThatThrownBy(() -> api.setDesiredCapacity(call, new SetDesiredCapacityRequest("web", 5)))
                .isInstanceOf(AwsException.class)
                .hasMessage("New SetDesiredCapacity value 5 is above max value 4 for the AutoScalingGroup.");
    }

    @Test
    void anInstanceThatIsGoneIsReplacedAtTheNextCheck() {
        create(2, 4, 2, "subnet-a,subnet-b");
        pass(70);
        ec2.terminate(scope, List.of("i-00001"));
        pass(15);
        assertThat(group().instances()).extracting(GroupInstance::instanceId).contains("i-00001");
        pass(15);
        assertThat(zones()).containsExactly("us-east-1a", "us-east-1b");
        List<ScalingActivity> all = activities();
        assertThat(all.get(2).description()).isEqualTo("Terminating EC2 instance: i-00001");
        assertThat(all.get(2).cause())
                .isEqualTo("At 2026-11-24T10:01:30Z an instance was taken out of service in response to an EC2 health"
                        + " check indicating it has been terminated or stopped.");
        assertThat(all.get(3).cause())
                .isEqualTo("At 2026-11-24T10:01:30Z an instance was launched in response to an unhealthy instance"
                        + " needing to be replaced.");
    }

    /// The zone is lost at 1:00 and comes back at 6:00 in the morning; nobody is there.
    @Test
    void aNightInWhichAZoneIsLostAndComesBack() {
        create(2, 4, 4, "subnet-a,subnet-b");
        pass(3600);
        ec2.darken("a");
        pass(60);
        assertThat(zones()).containsExactly("us-east-1b", "us-east-1b", "us-east-1b", "us-east-1b");
        assertThat(activities().stream()
                        .filter(activity -> activity.statusCode().equals("Failed"))
                        .findFirst())
                .get()
                .satisfies(failed -> assertThat(failed.description())
                        .startsWith(
                                "Launching a new EC2 instance.  Status Reason: Could not launch On-Demand Instances."
                                        + " InsufficientInstanceCapacity - We currently do not have sufficient")
                        .endsWith("Launching EC2 instance failed."));
        pass(5 * 3600);
        assertThat(zones()).hasSize(4);
        long attempts = activities().stream()
                .filter(activity -> activity.statusCode().equals("Failed"))
                .count();
        assertThat(attempts).as("tries again, but less and less often").isBetween(20L, 60L);
        ec2.dark.clear();
        pass(1200);
        assertThat(zones()).containsExactly("us-east-1a", "us-east-1a", "us-east-1b", "us-east-1b");
        assertThat(activities())
                .anySatisfy(activity -> assertThat(activity.cause())
                        .endsWith(
                                "availability zones us-east-1a us-east-1b had 0 4 instances respectively. An instance was"
                                        + " launched to aid in balancing the group's zones."));
        assertThat(group().desiredCapacity()).isEqualTo(4);
    }

    @Test
    void targetGroupsAreServedAndTheirVerdictCounts() {
        create(2, 4, 2, "subnet-a,subnet-b", "ELB", 60, List.of(FakeTargetGroups.ARN), List.of());
        pass(40);
        assertThat(targetGroups.health).hasSize(2).containsValue(TargetGroups.Health.HEALTHY);
        targetGroups.health.put("i-00001", TargetGroups.Health.UNHEALTHY);
        pass(20);
        assertThat(states()).as("within the grace period").containsExactly("InService", "InService");
        pass(30);
        assertThat(activities().get(2).cause()).endsWith("in response to an ELB system health check failure.");
        assertThat(activities().get(2).statusCode()).isEqualTo("WaitingForELBConnectionDraining");
        assertThat(states()).contains("Terminating");
        pass(60);
        assertThat(group().instances()).hasSize(2);
        assertThat(targetGroups.health).hasSize(2).doesNotContainKey("i-00001");
        assertThat(activities().get(2).statusCode()).isEqualTo("Successful");
    }

    @Test
    void statusChecksCountAfterTheGracePeriod() {
        create(1, 1, 1, "subnet-a", "EC2", 120, List.of(), List.of());
        pass(30);
        ec2.impair("i-00001");
        pass(60);
        assertThat(states()).containsExactly("InService");
        pass(90);
        assertThat(activities().get(1).cause()).endsWith("an EC2 instance status check failure.");
    }

    @Test
    void aLaunchingHookHoldsAnInstanceUntilItIsCompleted() {
        create(1, 2, 1, "subnet-a", "EC2", 0, List.of(), List.of(hook("LAUNCHING", 300, null)));
        pass(30);
        assertThat(states()).containsExactly("Pending:Wait");
        assertThat(activities().getFirst().statusCode()).isEqualTo("MidLifecycleAction");
        api.completeLifecycleAction(
                call, new CompleteLifecycleActionRequest("wait", "web", null, "CONTINUE", "i-00001"));
        pass(5);
        assertThat(states()).containsExactly("InService");
        assertThatThrownBy(() -> api.completeLifecycleAction(
                        call, new CompleteLifecycleActionRequest("wait", "web", null, "CONTINUE", "i-00001")))
                .hasMessage("No active Lifecycle Action found with instance ID i-00001");
    }

    @Test
    void aHookThatIsNotCompletedInTimeGivesTheInstanceUp() {
        create(1, 2, 1, "subnet-a", "EC2", 0, List.of(), List.of(hook("LAUNCHING", 60, "ABANDON")));
        pass(75);
        assertThat(activities().getFirst().statusCode()).isEqualTo("Cancelled");
        assertThat(activities().getFirst().description())
                .contains("Instance failed to complete user's Lifecycle Action")
                .endsWith("Heartbeat Timeout");
        assertThat(group().instances()).extracting(GroupInstance::instanceId).contains("i-00002");
    }

    @Test
    void aTerminatingHookHoldsAnInstanceToo() {
        create(0, 2, 1, "subnet-a", "EC2", 0, List.of(), List.of(hook("TERMINATING", 60, "CONTINUE")));
        pass(20);
        api.setDesiredCapacity(call, new SetDesiredCapacityRequest("web", 0));
        pass(30);
        assertThat(states()).containsExactly("Terminating:Wait");
        assertThat(ec2.views.get("i-00001").state()).isEqualTo(Instances.State.RUNNING);
        pass(60);
        assertThat(states()).isEmpty();
        assertThat(ec2.views.get("i-00001").state()).isEqualTo(Instances.State.TERMINATED);
    }

    @Test
    void standbyAndBack() {
        create(0, 2, 2, "subnet-a,subnet-b", "ELB", 0, List.of(FakeTargetGroups.ARN), List.of());
        pass(60);
        var moved = api.enterStandby(call, new MoveInstancesRequest(List.of(first()), "web", true));
        assertThat(moved.activities().getFirst().cause())
                .endsWith("instance i-00001 was moved to standby in response to a user request, shrinking the capacity"
                        + " from 2 to 1.");
        pass(60);
        assertThat(states()).containsExactlyInAnyOrder("Standby", "InService");
        assertThat(targetGroups.health).hasSize(1);
        assertThat(group().desiredCapacity()).isEqualTo(1);
        api.exitStandby(call, new InstanceIdsRequest(List.of("i-00001"), "web"));
        pass(10);
        assertThat(states()).containsExactly("InService", "InService");
        assertThat(targetGroups.health).hasSize(2);
    }

    @Test
    void detachAndAttach() {
        create(0, 2, 2, "subnet-a,subnet-b");
        pass(60);
        api.detachInstances(call, new MoveInstancesRequest(List.of("i-00001"), "web", false));
        pass(30);
        assertThat(ec2.views.get("i-00001").state()).isEqualTo(Instances.State.RUNNING);
        assertThat(zones()).containsExactly("us-east-1a", "us-east-1b");
        assertThatThrownBy(() -> api.attachInstances(call, new InstanceIdsRequest(List.of("i-00001"), "web")))
                .hasMessageContaining("please increase the max-size");
        api.detachInstances(call, new MoveInstancesRequest(List.of("i-00003"), "web", true));
        pass(10);
        api.attachInstances(call, new InstanceIdsRequest(List.of("i-00001"), "web"));
        pass(10);
        assertThat(group().instances()).extracting(GroupInstance::instanceId).containsExactly("i-00001", "i-00002");
    }

    @Test
    void usersTerminateProtectAndSuspend() {
        create(0, 3, 2, "subnet-a");
        pass(60);
        var answer = api.terminateInstanceInAutoScalingGroup(call, new TerminateInstanceRequest("i-00001", true));
        assertThat(answer.activity().cause())
                .endsWith("instance was taken out of service in response to a user request, shrinking the capacity from"
                        + " 2 to 1.");
        pass(30);
        assertThat(group().instances()).hasSize(1);
        api.setInstanceProtection(call, new SetInstanceProtectionRequest(List.of("i-00002"), "web", true));
        api.setDesiredCapacity(call, new SetDesiredCapacityRequest("web", 0));
        pass(60);
        assertThat(states()).as("protected").containsExactly("InService");
        api.suspendProcesses(call, new ProcessesRequest("web", List.of("Launch")));
        api.setDesiredCapacity(call, new SetDesiredCapacityRequest("web", 3));
        pass(60);
        assertThat(states()).hasSize(1);
        api.resumeProcesses(call, new ProcessesRequest("web", List.of()));
        pass(60);
        assertThat(states()).hasSize(3);
        api.setInstanceHealth(call, new SetInstanceHealthRequest("i-00002", "Unhealthy", true));
        pass(60);
        assertThat(activities())
                .anySatisfy(activity -> assertThat(activity.cause()).endsWith("in response to a user health-check."));
    }

    @Test
    void aRefreshReplacesEveryInstanceWhileEnoughServe() {
        create(4, 8, 4, "subnet-a,subnet-b");
        pass(60);
        ec2.latestVersion = 2;
        String id = api.startInstanceRefresh(
                        call,
                        new StartInstanceRefreshRequest(
                                "web",
                                new DesiredConfiguration(new LaunchTemplateSpecification("lt-1", null, "2")),
                                new RefreshPreferences(50, 100, 30, List.of(50), 120, true)))
                .instanceRefreshId();
        assertThatThrownBy(() -> api.startInstanceRefresh(call, new StartInstanceRefreshRequest("web", null, null)))
                .isInstanceOf(AwsException.class)
                .extracting(e -> ((AwsException) e).code())
                .isEqualTo("InstanceRefreshInProgress");
        for (int second = 0; second < 400; second += 5) {
            pass(5);
            assertThat(zones().size()).isGreaterThanOrEqualTo(2);
        }
        var refresh = api.describeInstanceRefreshes(
                        call, new DescribeInstanceRefreshesRequest("web", List.of(id), null, null))
                .instanceRefreshes()
                .getFirst();
        assertThat(refresh.status()).isEqualTo("Successful");
        assertThat(refresh.percentageComplete()).isEqualTo(100);
        assertThat(Duration.between(refresh.startTime(), refresh.endTime()))
                .as("a checkpoint of two minutes")
                .isGreaterThan(Duration.ofSeconds(180));
        assertThat(group().instances())
                .hasSize(4)
                .allSatisfy(instance -> assertThat(instance.launchTemplate())
                        .isEqualTo(new LaunchTemplateSpecification("lt-1", "web", "2")));
        assertThat(group().launchTemplate()).isEqualTo(new LaunchTemplateSpecification("lt-1", "web", "2"));
    }

    @Test
    void aRefreshIsRolledBack() {
        create(2, 4, 2, "subnet-a");
        pass(60);
        ec2.latestVersion = 2;
        var two = new DesiredConfiguration(new LaunchTemplateSpecification("lt-1", null, "2"));
        api.updateAutoScalingGroup(call, update(new LaunchTemplateSpecification("lt-1", null, "1"), null));
        api.startInstanceRefresh(
                call,
                new StartInstanceRefreshRequest("web", two, new RefreshPreferences(50, 100, 0, List.of(), 0, false)));
        pass(18);
        api.rollbackInstanceRefresh(call, new GroupRequest("web"));
        pass(300);
        assertThat(group().instances())
                .hasSize(2)
                .allSatisfy(instance -> assertThat(instance.launchTemplate())
                        .isEqualTo(new LaunchTemplateSpecification("lt-1", "web", "1")));
        assertThat(api.describeInstanceRefreshes(
                                call, new DescribeInstanceRefreshesRequest("web", List.of(), null, null))
                        .instanceRefreshes()
                        .getFirst()
                        .status())
                .isEqualTo("RollbackSuccessful");
        assertThatThrownBy(() -> api.cancelInstanceRefresh(call, new GroupRequest("web")))
                .hasMessage("No in progress or pending Instance Refresh found for Auto Scaling group web");
    }

    @Test
    void groupsGoWhenTheirInstancesAreGone() {
        create(1, 2, 2, "subnet-a");
        pass(30);
        assertThatThrownBy(() -> api.deleteAutoScalingGroup(call, new DeleteAutoScalingGroupRequest("web", null)))
                .hasMessageStartingWith("You cannot delete an AutoScalingGroup while there are instances");
        api.deleteAutoScalingGroup(call, new DeleteAutoScalingGroupRequest("web", true));
        assertThat(group().status()).isEqualTo("Delete in progress");
        pass(30);
        assertThat(api.describeAutoScalingGroups(
                                call, new DescribeAutoScalingGroupsRequest(List.of(), null, null, List.of()))
                        .autoScalingGroups())
                .isEmpty();
        assertThat(ec2.views.values()).allMatch(view -> view.state() == Instances.State.TERMINATED);
        create(1, 1, 1, "subnet-a");
        pass(30);
        assertThat(states()).as("a group of the same name").containsExactly("InService");
        assertThat(activities()).hasSize(1);
    }

    @Test
    void raisingTheMinimumRaisesTheCapacity() {
        create(1, 5, 1, "subnet-a");
        pass(30);
        api.updateAutoScalingGroup(call, update(null, 3));
        pass(30);
        assertThat(states()).hasSize(3);
        assertThat(activities().getLast().cause())
                .contains("a user request update of AutoScalingGroup constraints to min: 3, max: 5, desired: 3 changing"
                        + " the desired capacity from 1 to 3.");
    }

    @Test
    void nonsenseIsRefusedBeforeAnythingChanges() {
        assertThatThrownBy(() -> create(3, 2, 2, "subnet-a")).hasMessageContaining("greater than or equal to min");
        assertThatThrownBy(() -> create(1, 2, 5, "subnet-a"))
                .hasMessage("Desired capacity:5 must be between the specified min size:1 and max size:2");
        assertThatThrownBy(() -> create(1, 2, 1, "subnet-x")).hasMessage("The subnet ID 'subnet-x' does not exist");
        assertThatThrownBy(() -> create(1, 2, 1, "subnet-a", "EC2", 0, List.of("arn:none"), List.of()))
                .hasMessageContaining("Target Groups may not be valid");
        assertThatThrownBy(() -> create(1, 2, 1, "subnet-a", "PULSE", 0, List.of(), List.of()))
                .hasMessageContaining("health check type");
        create(1, 1, 1, "subnet-a");
        assertThatThrownBy(() -> create(1, 1, 1, "subnet-a")).hasMessageContaining("already exists");
    }

    @Test
    void aThousandInstancesCostLittle() {
        create(1000, 1200, 1000, "subnet-a,subnet-b,subnet-c");
        pass(3660);
        assertThat(zones()).hasSize(1000);
        ec2.darken("c");
        pass(60);
        assertThat(zones()).hasSize(1000).doesNotContain("us-east-1c");
    }
}
