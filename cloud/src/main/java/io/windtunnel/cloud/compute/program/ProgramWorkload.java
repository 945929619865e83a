package io.windtunnel.cloud.compute.program;

import io.windtunnel.cloud.CloudContext;
import io.windtunnel.cloud.ports.Endpoint;
import io.windtunnel.cloud.ports.Journal;
import io.windtunnel.cloud.ports.Machine;
import io.windtunnel.cloud.ports.Programs;
import io.windtunnel.cloud.ports.Workload;
import io.windtunnel.fabric.Fabric;
import io.windtunnel.fabric.http.HttpServer;
import io.windtunnel.fabric.net.Destination;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.process.ConsoleLog;
import io.windtunnel.fabric.process.Isolation;
import io.windtunnel.fabric.process.Road;
import io.windtunnel.fabric.process.Sandbox;
import io.windtunnel.fabric.process.SandboxCommand;
import io.windtunnel.fabric.process.SandboxOrder;
import io.windtunnel.fabric.process.SandboxedProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Runs machines' user data in sandboxes.
///
/// Thread safety: every method may be called from any thread.
public final class ProgramWorkload implements Workload, Programs, AutoCloseable {
    /// Where programs find the cloud's API endpoint inside: an address that is link-local and not AWS's.
    static final String ENDPOINT_ADDRESS = "169.254.169.249";

    static final int ENDPOINT_PORT = 4566;

    /// A machine's boot, without its image: firmware, kernel, first services. Guessed: see the fidelity table.
    private static final Duration BOOT = Duration.ofSeconds(4);

    /// How much longer a machine boots for each GiB of its image. Guessed: see the fidelity table.
    private static final Duration BOOT_PER_GIBIBYTE = Duration.ofSeconds(1);

    /// How long a terminated machine's console can still be read: as long as EC2 shows the instance.
    private static final Duration CONSOLE_KEPT = Duration.ofHours(1);

    /// How long after its start a program's processes are told: by then it has some.
    private static final Duration PROCESSES_TOLD = Duration.ofSeconds(5);

    private final CloudContext context;
    private final Map<String, ConsoleLog> consoles = new ConcurrentHashMap<>();
    private final Map<String, RunningProgram> running = new ConcurrentHashMap<>();
    private final AtomicBoolean isolationTold = new AtomicBoolean();

    private ProgramWorkload(CloudContext context) {
        this.context = context;
    }

    /// Opens the workload and offers it to the cloud as its [Programs].
    public static ProgramWorkload open(CloudContext context) {
        ProgramWorkload workload = new ProgramWorkload(context);
        context.directory().offer(Programs.class, workload);
        return workload;
    }

    @Override
    public Duration boot(Machine machine) {
        return BOOT.plus(BOOT_PER_GIBIBYTE.multipliedBy(machine.imageGibibytes()));
    }

    @Override
    public Duration restart(Machine machine) {
        return BOOT;
    }

    @Override
    public Running start(Machine machine) {
        Fabric fabric = context.fabric();
        ConsoleLog console = consoles.computeIfAbsent(
                machine.instanceId(), _ -> new ConsoleLog(fabric.time(), ConsoleLog.EC2_BYTES));
        Isolation isolation = fabric.sandboxes().isolation();
        isolation.words().forEach(words -> console.line("windtunnel: " + words));
        if (isolationTold.compareAndSet(false, true))
            tell(machine, "program.isolation", String.join(" ", isolation.words()));
        RunningProgram program = new RunningProgram(machine, console);
        running.put(machine.instanceId(), program);
        program.boot();
        return program;
    }

    private void tell(Machine machine, String kind, String words) {
        context.journal()
                .record(new Journal.Event(
                        context.fabric().time().now(), machine.scope(), kind, machine.instanceId(), words));
    }

    @Override
    public void erase(Machine machine) {
        RunningProgram program = running.remove(machine.instanceId());
        if (program != null) program.close();
        context.fabric().sandboxes().erase(machine.instanceId());
        context.fabric().time().after(CONSOLE_KEPT, () -> consoles.remove(machine.instanceId()));
    }

    @Override
    public Workload workload() {
        return this;
    }

    @Override
    public Optional<Console> console(String instanceId) {
        return Optional.ofNullable(consoles.get(instanceId)).map(log -> new Console(log.tail(), log.changed()));
    }

    @Override
    public List<Long> processes(String instanceId) {
        RunningProgram program = running.get(instanceId);
        return program == null ? List.of() : program.sandbox.pids();
    }

    @Override
    public void close() {
        running.values().forEach(RunningProgram::close);
    }

    /// One machine's sandbox, with its metadata service beside it.
    private final class RunningProgram implements Running {
        private final Machine machine;
        private final ConsoleLog console;
        private final Host metadata;
        private final Sandbox sandbox;
        private long busyNanos;
        private Duration usedSeen = Duration.ZERO;
        private long wallSeenNanos;
        private long seenNanos;

        RunningProgram(Machine machine, ConsoleLog console) {
            this.machine = machine;
            this.console = console;
            Fabric fabric = context.fabric();
            this.metadata = fabric.network()
                    .host(machine.host().place(), "link-local/" + machine.instanceId(), MetadataService.ADDRESS);
            try {
                MetadataService service =
                        new MetadataService(machine, context.directory(), fabric.time(), fabric.ids());
                var listener = HttpServer.serve(
                        fabric.network(), fabric.threads(), metadata, MetadataService.PORT, service::handle);
                this.sandbox = fabric.sandboxes().open(order(listener.address().getPort()));
            } catch (RuntimeException failure) {
                metadata.close();
                throw failure;
            }
            this.wallSeenNanos = fabric.wall().nanos();
            this.seenNanos = fabric.time().nanos();
            sandbox.onEnd(this::ended);
        }

        private SandboxOrder order(int metadataPort) {
            BootPlan plan = BootPlan.of(machine.instanceId(), machine.userData());
            for (String words : plan.notHonoured()) {
                console.line("windtunnel: " + words);
                tell(machine, "program.not-honoured", words);
            }
            Map<String, Road> roads = new HashMap<>();
            roads.put(
                    MetadataService.ADDRESS + ":" + MetadataService.PORT,
                    new Road.OnNetwork(
                            new Destination(metadata.realm(), MetadataService.ADDRESS, MetadataService.PORT)));
            Map<String, String> environment = new HashMap<>();
            boolean isolated = context.fabric().sandboxes().isolation().isolated();
            if (!isolated)
                environment.put(
                        "AWS_EC2_METADATA_SERVICE_ENDPOINT",
                        "http://" + metadata.loopback().getHostAddress() + ":" + metadataPort);
            context.directory().find(Endpoint.class).flatMap(Endpoint::address).ifPresent(address -> {
                roads.put(ENDPOINT_ADDRESS + ":" + ENDPOINT_PORT, new Road.OnComputer(address));
                environment.put(
                        "AWS_ENDPOINT_URL",
                        isolated
                                ? "http://" + ENDPOINT_ADDRESS + ":" + ENDPOINT_PORT
                                : "http://127.0.0.1:" + address.getPort());
            });
            return new SandboxOrder(
                    machine.instanceId(),
                    machine.host(),
                    MetadataTree.privateName(machine),
                    environment,
                    machine.vcpus(),
                    plan.files(),
                    roads,
                    console);
        }

        private void boot() {
            boolean isolated = sandbox.isolation().isolated();
            if (!isolated) {
                plainly();
                return;
            }
            String line = BootPlan.SCRIPT + " 2>&1 | tee -a /var/log/cloud-init-output.log";
            SandboxedProcess script = sandbox.start(new SandboxCommand(List.of("sh", "-c", line), console));
            long begun = context.fabric().time().nanos();
            tell(
                    machine,
                    "program.started",
                    "its user data runs at " + machine.host().ip());
            context.fabric().time().after(PROCESSES_TOLD, this::tellProcesses);
            script.ended().thenAccept(_ -> {
                if (!sandbox.alive()) return;
                Duration took = Duration.ofNanos(context.fabric().time().nanos() - begun);
                List<Long> left = sandbox.pids();
                String words = left.isEmpty()
                        ? "no program is left running"
                        : "its programs go on as processes " + left + " of this computer";
                console.line("windtunnel: user data ended after " + took.toMillis() + " ms; " + words);
                tell(machine, "program.booted", "user data ended after " + took.toMillis() + " ms; " + words);
            });
        }

        private void tellProcesses() {
            List<Long> pids = sandbox.pids();
            if (pids.isEmpty()) return;
            String words = "its programs run as processes " + pids + " of this computer: kill one to see what notices";
            console.line("windtunnel: " + words);
            tell(machine, "program.processes", words);
        }

        /// Without isolation only scripts can be run, each on its own.
        private void plainly() {
            int number = 0;
            for (UserData.Part part : UserData.parts(machine.userData())) {
                if (!(part instanceof UserData.Part.Script script)) {
                    console.line("windtunnel: only scripts of user data run without a sandbox; a part is left out");
                    continue;
                }
                SandboxedProcess process = sandbox.start(
                        new SandboxCommand(List.of("sh", "-c", runner(++number), "user-data", script.text()), console));
                tell(machine, "program.started", "user data runs plainly as process " + process.pid());
            }
        }

        private static String runner(int number) {
            String file = "part-" + number;
            return "printf '%s' \"$1\" >" + file + " && chmod 700 " + file + " && exec ./" + file;
        }

        private void ended() {
            metadata.close();
            running.remove(machine.instanceId(), this);
        }

        @Override
        public boolean alive() {
            return sandbox.alive();
        }

        /// Programs run by the wall: the share of the machine they used since the last call is of wall time, and holds
        /// for the scenario time that has passed meanwhile, however fast it ran.
        @Override
        public synchronized OptionalLong busyNanos() {
            Optional<Duration> used = sandbox.processorTime();
            if (used.isEmpty()) return busyNanos == 0 ? OptionalLong.empty() : OptionalLong.of(busyNanos);
            long wall = context.fabric().wall().nanos();
            long now = context.fabric().time().nanos();
            double worked = Math.max(0, used.get().minus(usedSeen).toNanos());
            double share = wall <= wallSeenNanos ? 0 : worked / (wall - wallSeenNanos) / machine.vcpus();
            busyNanos += Math.round(Math.min(1, share) * (now - seenNanos));
            usedSeen = used.get();
            wallSeenNanos = wall;
            seenNanos = now;
            return OptionalLong.of(busyNanos);
        }

        @Override
        public void close() {
            sandbox.close();
        }
    }
}
