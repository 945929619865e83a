package io.windtunnel.cloud.compute.ec2;

import static io.windtunnel.cloud.compute.ec2.Ec2World.SCOPE;
import static io.windtunnel.cloud.compute.ec2.Ec2World.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.windtunnel.cloud.compute.ec2.common.Filter;
import io.windtunnel.cloud.compute.ec2.instances.InstanceApi.DescribeInstancesRequest;
import io.windtunnel.cloud.compute.ec2.instances.InstanceApi.StopInstancesRequest;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.cloud.ports.Machine;
import io.windtunnel.cloud.ports.Workload;
import io.windtunnel.cloud.ports.Workloads;
import io.windtunnel.cloud.ports.ZonePower;
import io.windtunnel.kernel.identity.Zone;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstanceLifeTest {
    private final Ec2World world = new Ec2World();

    /// Boots in 45 seconds and writes down what happens to it.
    private static final class Diary implements Workload {
        final List<String> lines = new ArrayList<>();

        @Override
        public Duration boot(Machine machine) {
            return Duration.ofSeconds(45);
        }

        @Override
        public Running start(Machine machine) {
            lines.add("started " + machine.host().ip());
            return new Running() {
                @Override
                public boolean alive() {
                    return true;
                }

                @Override
                public void close() {
                    lines.add("stopped");
                }
            };
        }

        @Override
        public void erase(Machine machine) {
            lines.add("erased");
        }
    }

    @Test
    void anInstanceIsPendingThenRunningAndItsWorkloadStartsWhenItHasBooted() {
        Diary diary = new Diary();
        world.directory.offer(Workloads.class, _ -> Optional.of(diary));
        String id = world.runOne();
        assertThat(world.state(id)).isEqualTo("pending");
        world.pass(5);
        assertThat(world.state(id)).isEqualTo("running");
        world.pass(39);
        assertThat(diary.lines).isEmpty();
        world.pass(1);
        assertThat(diary.lines).hasSize(1).first().asString().startsWith("started 172.31.");
        world.face.terminateInstances(world.call, ids(id));
        assertThat(diary.lines).hasSize(2).last().isEqualTo("stopped");
        assertThat(world.state(id)).isEqualTo("shutting-down");
        world.pass(15);
        assertThat(world.state(id)).isEqualTo("terminated");
        assertThat(diary.lines).last().isEqualTo("erased");
        assertThat(world.describe(id).privateIpAddress()).isNull();
        world.pass(3600);
        assertThatThrownBy(() -> world.state(id)).hasMessage("The instance ID '" + id + "' does not exist");
    }

    @Test
    void aStoppedInstanceKeepsItsAddressAndBootsAgain() {
        Diary diary = new Diary();
        world.directory.offer(Workloads.class, _ -> Optional.of(diary));
        String id = world.runOne();
        world.pass(60);
        String address = world.describe(id).privateIpAddress();
        assertThat(world.describe(id).publicIpAddress()).isNotNull();
        world.face.stopInstances(world.call, new StopInstancesRequest(List.of(id), null, null));
        assertThat(diary.lines).last().isEqualTo("stopped");
        world.pass(15);
        assertThat(world.state(id)).isEqualTo("stopped");
        assertThat(world.describe(id).publicIpAddress()).isNull();
        world.face.startInstances(world.call, ids(id));
        world.pass(46);
        assertThat(world.state(id)).isEqualTo("running");
        assertThat(world.describe(id).privateIpAddress()).isEqualTo(address);
        assertThat(diary.lines).hasSize(3);
    }

    @Test
    void aZoneWithoutPowerStopsItsInstancesRefusesLaunchesAndStartsThemAgain() {
        Zone zone = SCOPE.region().zone("a");
        ZonePower power = world.directory.require(ZonePower.class);
        List<String> changes = new ArrayList<>();
        world.directory
                .require(Instances.class)
                .watch(change -> changes.add(change.after().state() + ": " + change.reason()));
        String inA = id(world.launch(1, world.subnet("a"), null));
        String inB = id(world.launch(1, world.subnet("b"), null));
        world.pass(10);
        changes.clear();
        power.cut(zone);
        assertThat(world.state(inA)).isEqualTo("stopping");
        assertThat(world.state(inB)).isEqualTo("running");
        assertThat(changes).containsExactly("STOPPING: zone us-east-1a lost its power");
        assertThatThrownBy(() -> world.face.runInstances(world.call, world.launch(1, world.subnet("a"), null)))
                .isInstanceOfSatisfying(AwsException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("InsufficientInstanceCapacity");
                    assertThat(refusal.message())
                            .contains("sufficient t3.micro capacity", "(us-east-1a)", "us-east-1b, us-east-1c");
                });
        assertThat(world.describe(world.runOne()).placement().availabilityZone())
                .isNotEqualTo("us-east-1a");
        world.pass(60);
        assertThat(world.state(inA)).isEqualTo("stopped");
        power.restore(zone);
        assertThat(world.state(inA)).isEqualTo("pending");
        world.pass(5);
        assertThat(world.state(inA)).isEqualTo("running");
    }

    @Test
    void whatWasLaunchingWhenThePowerWentNeverComesUp() {
        String id = id(world.launch(1, world.subnet("a"), null));
        world.directory.require(ZonePower.class).cut(SCOPE.region().zone("a"));
        world.pass(20);
        assertThat(world.state(id)).isEqualTo("terminated");
        assertThat(String.valueOf(world.describe(id).stateReason())).contains("Server.InternalError");
    }

    private String id(io.windtunnel.cloud.compute.ec2.instances.InstanceApi.RunInstancesRequest request) {
        return world.face
                .runInstances(world.call, request)
                .instances()
                .getFirst()
                .instanceId();
    }

    @Test
    void theSameClientTokenLaunchesOnce() {
        String first = id(world.launch(1, null, "token"));
        assertThat(id(world.launch(1, null, "token"))).isEqualTo(first);
        assertThatThrownBy(() -> id(world.launch(2, null, "token")))
                .isInstanceOfSatisfying(
                        AwsException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("IdempotentParameterMismatch"));
    }

    @Test
    void aThousandInstancesAreLaunchedDescribedByPageAndFiltered() {
        for (int i = 0; i < 10; i++) world.run(100);
        world.pass(5);
        List<Filter> running =
                List.of(new Filter("instance-state-name", List.of("run*")), new Filter("vpc-id", List.of("vpc-????*")));
        String token = null;
        int seen = 0;
        do {
            var page = world.face.describeInstances(
                    world.call, new DescribeInstancesRequest(List.of(), running, 300, token, null));
            seen += page.reservations().stream()
                    .mapToInt(reservation -> reservation.instances().size())
                    .sum();
            token = page.nextToken();
        } while (token != null);
        assertThat(seen).isEqualTo(1000);
        assertThat(world.journal()).containsEntry("instance.launched", 1000L).containsEntry("instance.running", 1000L);
    }
}
