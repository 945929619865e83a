package io.windtunnel.cloud.compute.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.ports.InstanceMetrics;
import io.windtunnel.cloud.ports.InstanceMetrics.Reading;
import io.windtunnel.cloud.ports.Machine;
import io.windtunnel.cloud.ports.Workload;
import io.windtunnel.cloud.ports.Workloads;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What EC2 says of its machines' processors, as CloudWatch asks once a minute.
class InstanceUtilizationTest {
    private final Ec2World world = new Ec2World();

    /// Boots in ten seconds; how long it was busy is set from outside.
    private static final class Worker implements Workload {
        OptionalLong busyNanos = OptionalLong.of(0);

        @Override
        public Duration boot(Machine machine) {
            return Duration.ofSeconds(10);
        }

        @Override
        public Running start(Machine machine) {
            return new Running() {
                @Override
                public boolean alive() {
                    return true;
                }

                @Override
                public OptionalLong busyNanos() {
                    return busyNanos;
                }

                @Override
                public void close() {}
            };
        }

        void busy(Duration since) {
            busyNanos = OptionalLong.of(since.toNanos());
        }
    }

    private Worker worker() {
        Worker worker = new Worker();
        world.directory.offer(Workloads.class, _ -> Optional.of(worker));
        return worker;
    }

    private OptionalDouble cpu() {
        Collection<Reading> readings =
                world.directory.require(InstanceMetrics.class).readings();
        assertThat(readings).hasSize(1);
        return readings.iterator().next().cpuPercent();
    }

    @Test
    void eachReadingIsOfTheTimeSinceTheLast() {
        Worker worker = worker();
        world.runOne();
        world.pass(5);
        assertThat(cpu()).as("while it boots nobody knows").isEmpty();
        world.pass(25);
        worker.busy(Duration.ofSeconds(5));
        assertThat(cpu()).as("5 s of 20 s since it started").hasValue(25);
        world.pass(60);
        worker.busy(Duration.ofSeconds(35));
        assertThat(cpu()).hasValue(50);
        world.pass(60);
        assertThat(cpu()).hasValue(0);
        world.pass(60);
        worker.busy(Duration.ofSeconds(35 + 61));
        assertThat(cpu()).as("never more than the machine has").hasValue(100);
    }

    @Test
    void aWorkloadThatCannotTellMakesNoReading() {
        Worker worker = worker();
        worker.busyNanos = OptionalLong.empty();
        world.runOne();
        world.pass(60);
        assertThat(cpu()).isEmpty();
    }

    @Test
    void aMachineThatWasStoppedBeginsAnew() {
        Worker worker = worker();
        String id = world.runOne();
        world.pass(60);
        worker.busy(Duration.ofSeconds(50));
        assertThat(cpu()).hasValue(100);
        world.face.stopInstances(
                world.call,
                new io.windtunnel.cloud.compute.ec2.instances.InstanceApi.StopInstancesRequest(
                        java.util.List.of(id), null, null));
        world.pass(15);
        world.face.startInstances(world.call, Ec2World.ids(id));
        worker.busy(Duration.ZERO);
        world.pass(5 + 5 + 40);
        worker.busy(Duration.ofSeconds(10));
        assertThat(cpu()).as("10 s of the 40 s since it has booted again").hasValue(25);
    }
}
