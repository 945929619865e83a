package io.windtunnel.cloud.operations.cloudwatch.alarms;

import static io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmBed.asked;
import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.AlarmHistoryItem;
import io.windtunnel.cloud.operations.cloudwatch.alarms.AlarmShapes.Dimension;
import io.windtunnel.cloud.ports.Instances;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.identity.Zone;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineActionTest {
    private final AlarmBed bed = new AlarmBed();
    private final List<String> done = new ArrayList<>();

    /// EC2 with the instance `i-1`, which writes down what is done to it.
    private final class OneInstance implements Instances {
        @Override
        public Optional<View> find(Scope scope, String instanceId) {
            Place place = new Place.InZone(new Zone(Region.US_EAST_1, "a"));
            View view = new View(
                    "i-1", State.RUNNING, place, "vpc-1", "subnet-1", "10.0.0.4", "t3.micro", AlarmBed.START, false);
            return instanceId.equals("i-1") ? Optional.of(view) : Optional.empty();
        }

        @Override
        public Optional<View> at(Scope scope, String vpcId, String privateIp) {
            return Optional.empty();
        }

        @Override
        public List<String> launch(Scope scope, Order order) {
            throw new IllegalStateException();
        }

        @Override
        public void terminate(Scope scope, Collection<String> instanceIds) {
            done.add("terminate " + instanceIds);
        }

        @Override
        public void stop(Scope scope, Collection<String> instanceIds) {
            done.add("stop " + instanceIds);
        }

        @Override
        public void start(Scope scope, Collection<String> instanceIds) {
            throw new IllegalStateException();
        }

        @Override
        public void reboot(Scope scope, Collection<String> instanceIds) {
            done.add("reboot " + instanceIds);
        }

        @Override
        public void watch(Consumer<Change> watcher) {}
    }

    private void goesOff(String instanceId, String action) {
        AlarmBed.Asked asked = asked("idle", 1, 1).actions(action);
        asked.missing = "ignore";
        asked.dimensions = List.of(new Dimension("InstanceId", instanceId));
        bed.put(asked);
        bed.set("idle", "ALARM");
    }

    /// UsingAlarmActions.html: the action's ARN, and its older form.
    @ParameterizedTest
    @CsvSource({
        "arn:aws:automate:us-east-1:ec2:stop, stop [i-1]",
        "arn:aws:automate:us-east-1:ec2:terminate, terminate [i-1]",
        "arn:aws:automate:us-east-1:ec2:reboot, reboot [i-1]",
        "arn:aws:automate:us-east-1:ec2:recover, reboot [i-1]",
        "arn:aws:swf:us-east-1:111122223333:action/actions/AWS_EC2.InstanceId.Stop/1.0, stop [i-1]",
    })
    void theInstanceOfTheAlarmsMetricIsActedOn(String action, String expected) {
        bed.directory.offer(Instances.class, new OneInstance());
        goesOff("i-1", action);
        assertThat(done).containsExactly(expected);
        assertThat(bed.told.getLast().words()).startsWith("idle: the alarm's action on i-1 was: ");
    }

    @Test
    void anInstanceThatIsNotThereIsWritten() {
        bed.directory.offer(Instances.class, new OneInstance());
        goesOff("i-2", "arn:aws:automate:us-east-1:ec2:stop");
        assertThat(done).isEmpty();
        assertThat(bed.history("idle", "Action"))
                .extracting(AlarmHistoryItem::historyData)
                .first()
                .asString()
                .contains("The instance ID 'i-2' does not exist");
    }
}
