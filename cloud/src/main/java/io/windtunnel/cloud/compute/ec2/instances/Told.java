package io.windtunnel.cloud.compute.ec2.instances;

import io.windtunnel.cloud.compute.ec2.common.Ground;
import io.windtunnel.cloud.compute.ec2.network.Interfaces;
import io.windtunnel.cloud.compute.ec2.network.NetworkInterface;
import io.windtunnel.cloud.ports.Instances.Change;
import io.windtunnel.cloud.ports.Instances.State;
import io.windtunnel.cloud.ports.Journal;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/// Takes note of what happens to instances, for the machines, the watchers and the journal to hear it once the lock is
/// free.
final class Told implements Instances.Effects {
    private final Ground ground;
    private final Interfaces interfaces;
    private final Machines machines;
    private final Consumer<Change> watchers;
    private final Journal journal;
    private final Consumer<Runnable> afterwards;

    Told(
            Ground ground,
            Interfaces interfaces,
            Machines machines,
            Consumer<Change> watchers,
            Journal journal,
            Consumer<Runnable> afterwards) {
        this.ground = ground;
        this.interfaces = interfaces;
        this.machines = machines;
        this.watchers = watchers;
        this.journal = journal;
        this.afterwards = afterwards;
    }

    @Override
    public void on(Instance instance, boolean asleep) {
        Map<String, String> tags = ground.tags().of(instance.instanceId());
        String publicIp = interfaces
                .ofInstance(instance.instanceId())
                .map(NetworkInterface::publicIp)
                .orElse(null);
        Instant now = ground.now();
        // a first start comes when the pending time is over, or a little later; a reboot has an older launch behind it
        Instant earliest = now.minus(Pace.PENDING.multipliedBy(2));
        Instant since = instance.launchTime().isBefore(earliest) ? now : instance.launchTime();
        afterwards.accept(
                () -> machines.on(ground.scope(), instance, tags, publicIp, new Machines.Waking(since, asleep)));
    }

    @Override
    public void off(Instance instance) {
        afterwards.accept(() -> machines.off(instance.instanceId()));
    }

    @Override
    public void erase(Instance instance) {
        afterwards.accept(() -> machines.erase(instance.instanceId()));
    }

    @Override
    public void changed(Instance before, Instance after, String reason) {
        Change change = new Change(ground.scope(), before.view(), after.view(), reason);
        afterwards.accept(() -> watchers.accept(change));
        if (after.state() != State.PENDING || before.state() != State.PENDING)
            told(after, "instance." + after.state().apiName(), reason);
    }

    @Override
    public void told(Instance instance, String kind, String words) {
        Journal.Event event = new Journal.Event(ground.now(), ground.scope(), kind, instance.instanceId(), words);
        afterwards.accept(() -> journal.record(event));
    }
}
