package io.windtunnel.cloud.compute.ec2.instances;

import io.windtunnel.cloud.compute.ec2.network.Interfaces;
import io.windtunnel.cloud.compute.ec2.types.InstanceType;
import io.windtunnel.cloud.compute.ec2.types.InstanceTypes;
import io.windtunnel.cloud.ports.Directory;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.Machine;
import io.windtunnel.cloud.ports.Programs;
import io.windtunnel.cloud.ports.Workload;
import io.windtunnel.cloud.ports.Workloads;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.NamedAddress;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.kernel.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The machines behind the running instances: hosts on the network, with workloads that start when they have booted.
///
/// Thread safety: every method may be called from any thread; calls for one instance must come one after the other.
public final class Machines implements AutoCloseable {
    /// Bytes of a machine's connections.
    public record Bytes(long in, long out) {}

    /// One machine: off, booting or on. Guards itself.
    private final class Powered {
        private final Machine machine;
        private final @Nullable Workload workload;
        private final List<String> names;
        private @Nullable Timer boot;
        private Workload.@Nullable Running running;
        private Bytes carriedSeen = new Bytes(0, 0);
        private long busySeenNanos;
        private long lookedNanos;
        private boolean off;
        private boolean booted;

        Powered(Machine machine, @Nullable Workload workload, List<String> names) {
            this.machine = machine;
            this.workload = workload;
            this.names = names;
        }

        synchronized boolean booted() {
            return booted;
        }

        /// Boots, `up` after the machine came up; `again` when its disk has been booted from before, `asleep` when its
        /// memory is read back.
        synchronized void boot(Duration up, boolean again, boolean asleep) {
            booted = again;
            if (workload == null) return;
            Duration lasts = !again ? workload.boot(machine) : asleep ? Pace.WAKING : workload.restart(machine);
            boot = fabric.time().after(lasts.minus(up), this::start);
        }

        private synchronized void start() {
            if (off || workload == null) return;
            try {
                lookedNanos = fabric.time().nanos();
                booted = true;
                running = workload.start(machine);
                tell(machine, "instance.booted", "its workload has started");
            } catch (RuntimeException failure) {
                tell(machine, "instance.failed", "its workload did not start: " + failure);
                note(machine.instanceId(), "The workload did not start: " + failure);
            }
        }

        /// How busy it was since the last call (or its start), in percent of all its processors.
        synchronized OptionalDouble utilization() {
            OptionalLong busy = running == null ? OptionalLong.empty() : running.busyNanos();
            long now = fabric.time().nanos();
            long passed = now - lookedNanos;
            if (busy.isEmpty() || passed <= 0) return OptionalDouble.empty();
            long gained = busy.getAsLong() - busySeenNanos;
            lookedNanos = now;
            busySeenNanos = busy.getAsLong();
            return OptionalDouble.of(Math.clamp(100.0 * gained / passed, 0.0, 100.0));
        }

        synchronized Bytes carried() {
            Bytes all = new Bytes(
                    machine.host().traffic().received(),
                    machine.host().traffic().sent());
            Bytes since = new Bytes(all.in - carriedSeen.in, all.out - carriedSeen.out);
            carriedSeen = all;
            return since;
        }

        synchronized void end() {
            off = true;
            if (boot != null) boot.cancel();
            if (workload != null && !booted)
                tell(machine, "instance.interrupted", "it is switched off before its first boot was complete");
            if (running != null) running.close();
            running = null;
            names.forEach(fabric.names()::remove);
            machine.host().close();
        }
    }

    /// How a machine comes up: when, and whether it goes on where it was.
    record Waking(Instant since, boolean asleep) {}

    /// The most of a console that is kept, in characters, as at AWS.
    private static final int CONSOLE = 65_536;

    private final Fabric fabric;
    private final Directory directory;
    private final Journal journal;
    private final Map<String, Powered> on = new ConcurrentHashMap<>();
    private final Map<String, Powered> last = new ConcurrentHashMap<>();
    private final Map<String, String> notes = new ConcurrentHashMap<>();

    public Machines(Fabric fabric, Directory directory, Journal journal) {
        this.fabric = fabric;
        this.directory = directory;
        this.journal = journal;
    }

    private void tell(Machine machine, String kind, String words) {
        journal.record(new Journal.Event(fabric.time().now(), machine.scope(), kind, machine.instanceId(), words));
    }

    private void note(String instanceId, String line) {
        notes.merge(instanceId, "[windtunnel] " + line + "\n", (old, added) -> {
            String all = old + added;
            return all.substring(Math.max(0, all.length() - CONSOLE));
        });
    }

    /// Switches an instance's machine on. It boots for as long as its workload takes from when it came up: less
    /// where an earlier boot was complete.
    void on(Scope scope, Instance instance, Map<String, String> tags, @Nullable String publicIp, Waking waking) {
        Instance.Stand stand = instance.stand();
        Host host = fabric.hosts().host(Place.in(stand.zone()), stand.vpcId(), stand.privateIp());
        Machine machine = machine(scope, instance, tags, host);
        Workload workload = workload(machine);
        List<String> names = name(scope, stand, publicIp);
        Powered powered = new Powered(machine, workload, names);
        on.put(instance.instanceId(), powered);
        Powered before = last.put(instance.instanceId(), powered);
        Duration up = Duration.between(waking.since, fabric.time().now());
        powered.boot(up, before != null && before.booted(), waking.asleep);
    }

    private List<String> name(Scope scope, Instance.Stand stand, @Nullable String publicIp) {
        String region = scope.region().code();
        List<NamedAddress> address = List.of(new NamedAddress(stand.vpcId(), stand.privateIp()));
        String privateName = Interfaces.privateDnsName(region, stand.privateIp());
        List<String> names = publicIp == null
                ? List.of(privateName)
                : List.of(privateName, publicIp, Interfaces.publicDnsName(region, publicIp));
        for (String name : names) fabric.names().put(name, () -> address);
        return names;
    }

    private static Machine machine(Scope scope, Instance instance, Map<String, String> tags, Host host) {
        Instance.Settings settings = instance.settings();
        InstanceType type = InstanceTypes.require(settings.instanceType());
        return new Machine(
                instance.instanceId(),
                scope,
                host,
                type.name(),
                type.vcpus(),
                type.memoryMebibytes(),
                settings.imageId(),
                settings.imageGibibytes(),
                Base64.getMimeDecoder().decode(settings.userData()),
                tags,
                instance.logicalId(),
                settings.profileArn());
    }

    private @Nullable Workload workload(Machine machine) {
        Optional<Workload> standIn = directory.find(Workloads.class).flatMap(workloads -> workloads.choose(machine));
        Workload chosen = standIn.orElseGet(
                () -> directory.find(Programs.class).map(Programs::workload).orElse(null));
        if (chosen == null && machine.userData().length > 0)
            note(
                    machine.instanceId(),
                    "Nothing runs here: no stand-in is given for this machine, and this cloud has no sandbox for"
                            + " its user data.");
        return chosen;
    }

    /// How busy an instance's machine was since the last call, in percent of all its processors; empty while it boots
    /// and where its workload cannot tell.
    public OptionalDouble utilization(String instanceId) {
        Powered powered = on.get(instanceId);
        return powered == null ? OptionalDouble.empty() : powered.utilization();
    }

    /// What an instance's connections have carried since the last call.
    public Bytes carried(String instanceId) {
        Powered powered = on.get(instanceId);
        return powered == null ? new Bytes(0, 0) : powered.carried();
    }

    /// Switches an instance's machine off, at once.
    void off(String instanceId) {
        Powered powered = on.remove(instanceId);
        if (powered != null) powered.end();
    }

    /// Forgets what a terminated instance's machine kept.
    void erase(String instanceId) {
        Powered powered = last.remove(instanceId);
        if (powered != null && powered.workload != null) powered.workload.erase(powered.machine);
        notes.remove(instanceId);
    }

    /// What the machine's console says: Windtunnel's notes, then the program's own output.
    public byte[] console(String instanceId) {
        byte[] noted = notes.getOrDefault(instanceId, "").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] said = directory
                .find(Programs.class)
                .flatMap(programs -> programs.console(instanceId))
                .map(Programs.Console::text)
                .orElse(new byte[0]);
        byte[] both = java.util.Arrays.copyOf(noted, noted.length + said.length);
        System.arraycopy(said, 0, both, noted.length, said.length);
        return both;
    }

    /// Switches everything off.
    @Override
    public void close() {
        for (String instanceId : List.copyOf(on.keySet())) off(instanceId);
    }
}
