package io.windtunnel.fabric.process;

import io.windtunnel.kernel.time.Time;
import io.windtunnel.kernel.time.Timer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Sandboxes made of Linux namespaces.
final class Rooms implements Sandboxes {
    /// How often it is looked which ports programs listen on, wall time.
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final Ground ground;
    private final UserSpace user;
    private final @Nullable CpuShares cpuShares;
    private final Porter porter;
    private final TunnelWatch tunnels;
    private final Isolation isolation;
    private final Map<String, Room> rooms = new ConcurrentHashMap<>();
    private final Timer looking;

    private Rooms(
            Ground ground,
            UserSpace user,
            @Nullable CpuShares cpuShares,
            Porter porter,
            TunnelWatch tunnels,
            Isolation isolation) {
        this.ground = ground;
        this.user = user;
        this.cpuShares = cpuShares;
        this.porter = porter;
        this.tunnels = tunnels;
        this.isolation = isolation;
        this.looking = ground.network().time().every(scenario(ground.network().time()), this::look);
    }

    private static Duration scenario(Time time) {
        double wallSecond = Math.max(1e-6, time.onWall(Duration.ofSeconds(1)).toNanos() / 1e9);
        return Duration.ofNanos(Math.round(LOOK_EVERY.toNanos() / wallSecond));
    }

    /// The sandboxes this computer gives by namespaces.
    ///
    /// @throws SandboxException when it gives none; the message says what is missing
    static Rooms open(Ground ground, UserSpace user) {
        for (String command : List.of("unshare", "nsenter", "setsid", "mount", "umount", "pivot_root"))
            if (ChildCommands.find(command).isEmpty())
                throw new SandboxException("the command " + command + " (of util-linux) is not installed");
        Porter porter = new Porter(ground.threads().platform("sandbox-porter"));
        TunnelWatch tunnels = new TunnelWatch(ground.threads().platform("sandbox-tunnels"));
        boolean diskKept;
        try {
            diskKept = trial(porter, user, ground.options().directory());
        } catch (RuntimeException refused) {
            porter.close();
            tunnels.close();
            throw refused;
        }
        CpuShares shares = CpuShares.open();
        return new Rooms(ground, user, shares, porter, tunnels, isolation(user, shares != null, diskKept));
    }

    /// Does once, with nothing at stake, what every room needs. Returns whether a room's disk can lie in `directory`.
    private static boolean trial(Porter porter, UserSpace user, Path directory) {
        List<String> words =
                new ArrayList<>(List.of("unshare", "--mount", "--uts", "--ipc", "--net", "--pid", "--fork"));
        words.addAll(List.of("--kill-child", "--propagation", "private"));
        words.addAll(user.unshareOptions());
        words.addAll(List.of("sh", "-c", TRIAL));
        Map<String, String> environment = Map.of(
                "PATH",
                RoomEntrance.PATH,
                "OPTIONS",
                user.overlayOptions(),
                "TRIAL",
                directory.resolve("trial").toString());
        try (TrialProcess trial = TrialProcess.start(words, environment)) {
            Street.lay(porter, trial.firstProcess(), "192.0.2.1").close();
            return trial.said().equals("ready kept__\n");
        } finally {
            new Disk(directory.resolve("trial")).delete();
        }
    }

    private static final String TRIAL = """
            set -e
            mkdir -p "$TRIAL/upper" "$TRIAL/work" "$TRIAL/all"
            cd "$TRIAL"
            overlay="${OPTIONS}lowerdir=/usr,upperdir=upper,workdir=work"
            if mount -t overlay -o "volatile,$overlay" trial all 2>/dev/null ||
              mount -t overlay -o "$overlay" trial all 2>/dev/null; then
              disk=kept__
            else
              disk=memory
              mount -t tmpfs trial "$TRIAL"
              cd "$TRIAL"
              mkdir upper work all
              mount -t overlay -o "$overlay" trial all
            fi
            mount -t proc proc /proc
            echo "ready $disk"
            read end || :
            """;

    private static Isolation isolation(UserSpace user, boolean cpuShare, boolean diskKept) {
        boolean privileged = user == UserSpace.ROOT;
        List<String> words = new ArrayList<>();
        words.add("Programs run in sandboxes of Linux namespaces"
                + (privileged ? ", made as root" : ", made through a user namespace")
                + ": network, processes, files, hostname and IPC of their own.");
        words.add(
                "They see this computer's system directories, may write to them without touching them, and see neither"
                        + " home directories nor /tmp nor other sandboxes.");
        if (!privileged)
            words.add("Only one user exists in them, root, who is you outside: a change to another user fails.");
        words.add(
                cpuShare
                        ? "Processor time is limited by control groups."
                        : "Processor time is not limited: this computer lets us make no control group for it.");
        if (!diskKept) words.add("What programs write is kept in memory and lost when their machine stops.");
        words.add("Memory is not limited; there is no IPv6 between machines, and the real internet is not reachable.");
        return new Isolation(
                privileged ? Isolation.Kind.NAMESPACES : Isolation.Kind.USER_NAMESPACE,
                cpuShare,
                diskKept,
                true,
                words);
    }

    @Override
    public Isolation isolation() {
        return isolation;
    }

    @Override
    public Sandbox open(SandboxOrder order) {
        if (rooms.containsKey(order.name())) throw new SandboxException("the sandbox " + order.name() + " is open");
        List<Path> groups =
                cpuShares == null || order.cpus() == 0 ? List.of() : cpuShares.make(order.name(), order.cpus());
        RoomEntrance entrance = RoomEntrance.open(
                order, files(order), ground.options(), user, isolation.disk(), groups, ground.threads());
        try {
            Street street = Street.lay(porter, entrance.initPid(), order.host().ip());
            Room room = new Room(ground, order, isolation, entrance, street, tunnels, cpuShares);
            rooms.put(order.name(), room);
            room.onEnd(() -> ended(order.name(), room));
            return room;
        } catch (RuntimeException failure) {
            entrance.kill();
            throw failure;
        }
    }

    private void ended(String name, Room room) {
        rooms.remove(name, room);
        if (cpuShares != null) cpuShares.remove(name);
    }

    /// The files every machine needs to know itself, before the ordered ones.
    private static List<SandboxFile> files(SandboxOrder order) {
        List<SandboxFile> files = new ArrayList<>();
        String shortName = order.hostname().split("\\.")[0];
        String domain = order.hostname().contains(".")
                ? order.hostname().substring(order.hostname().indexOf('.') + 1)
                : "ec2.internal";
        files.add(SandboxFile.text("/etc/hostname", order.hostname() + "\n"));
        files.add(SandboxFile.text(
                "/etc/hosts",
                "127.0.0.1 localhost\n::1 localhost ip6-localhost\n"
                        + order.host().ip() + " " + order.hostname()
                        + (shortName.equals(order.hostname()) ? "" : " " + shortName) + "\n"));
        files.add(SandboxFile.text(
                "/etc/resolv.conf",
                "nameserver " + NameServer.ADDRESS + "\nsearch " + domain + "\noptions timeout:2\n"));
        files.addAll(order.files());
        return files;
    }

    private void look() {
        for (Room room : rooms.values()) room.look();
    }

    @Override
    public void erase(String name) {
        if (!rooms.containsKey(name)) new Disk(ground.options().directory().resolve(name)).delete();
    }

    @Override
    public void close() {
        looking.cancel();
        for (Room room : rooms.values()) room.close();
        if (cpuShares != null) cpuShares.close();
        tunnels.close();
        porter.close();
        ground.close();
    }

    /// A child that says it is ready and waits for the end of its input.
    private record TrialProcess(Process process, String said) implements AutoCloseable {
        static TrialProcess start(List<String> words, Map<String, String> environment) {
            try {
                ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
                builder.environment().clear();
                builder.environment().putAll(environment);
                Process process = builder.start();
                byte[] first = process.getInputStream().readNBytes("ready kept__\n".length());
                String said = new String(first, StandardCharsets.UTF_8);
                if (said.startsWith("ready ")) return new TrialProcess(process, said);
                byte[] rest = process.getInputStream().readNBytes(1000);
                String reason = (said + new String(rest, StandardCharsets.UTF_8)).strip();
                throw new SandboxException("this computer gives no namespaces: " + reason);
            } catch (java.io.IOException refused) {
                throw new SandboxException("unshare does not start", refused);
            }
        }

        long firstProcess() {
            return process.children().mapToLong(ProcessHandle::pid).findFirst().orElse(process.pid());
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
