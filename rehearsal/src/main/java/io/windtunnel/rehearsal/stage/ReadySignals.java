package io.windtunnel.rehearsal.stage;

import io.windtunnel.cloud.Cloud;
import io.windtunnel.cloud.ports.Machine;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.rehearsal.standin.StandIn;
import java.time.Duration;
import java.util.Map;

/// Says for a stand-in that it is ready, as a program on the machine would: it completes the lifecycle action of its
/// group's hook, and tries again for a while when Auto Scaling does not wait for it yet.
public final class ReadySignals implements StandIn.Signals {
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

    private static final int TRIES = 15;

    private final Cloud cloud;
    private final Time time;

    public ReadySignals(Cloud cloud) {
        this.cloud = cloud;
        this.time = cloud.fabric().time();
    }

    @Override
    public void ready(Machine machine, String hook) {
        String group = machine.tags().get("aws:autoscaling:groupName");
        if (group == null) return;
        Map<String, String> request = Map.of(
                "AutoScalingGroupName",
                group,
                "LifecycleHookName",
                hook,
                "InstanceId",
                machine.instanceId(),
                "LifecycleActionResult",
                "CONTINUE");
        time.after(BETWEEN_TRIES, () -> complete(new CloudClient(cloud, machine.scope()), request, TRIES));
    }

    private void complete(CloudClient client, Map<String, String> request, int tries) {
        try {
            client.autoScaling("CompleteLifecycleAction", request);
        } catch (RehearsalFailure notWaitedFor) {
            if (tries > 1) time.after(BETWEEN_TRIES, () -> complete(client, request, tries - 1));
        }
    }
}
