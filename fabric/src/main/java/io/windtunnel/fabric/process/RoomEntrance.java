package io.windtunnel.fabric.process;

import io.windtunnel.fabric.run.Threads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The first process of a room and the way in to it.
final class RoomEntrance {
    /// The directories of this computer that make up a machine's system.
    static final String SYSTEM = "bin sbin lib lib32 lib64 libx32 usr etc var opt srv nix";

    /// What a program's PATH is on a machine.
    static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// How long the first process may take to build the room, in seconds of wall time.
    private static final int PATIENCE_SECONDS = 20;

    private final Process process;
    private final ProcessHandle init;
    private final SandboxOrder order;
    private final UserSpace user;
    private final List<Path> cpuGroups;

    private RoomEntrance(
            Process process, ProcessHandle init, SandboxOrder order, UserSpace user, List<Path> cpuGroups) {
        this.process = process;
        this.init = init;
        this.order = order;
        this.user = user;
        this.cpuGroups = cpuGroups;
    }

    /// Builds a room and waits until it stands.
    static RoomEntrance open(
            SandboxOrder order,
            List<SandboxFile> files,
            SandboxOptions options,
            UserSpace user,
            boolean diskKept,
            List<Path> cpuGroups,
            Threads threads) {
        Disk disk = new Disk(options.directory().resolve(order.name()));
        disk.prepare(files);
        ProcessBuilder builder = new ProcessBuilder(words(user)).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(Map.of("PATH", PATH, "ROOM", disk.directory().toString(), "SYSTEM", SYSTEM));
        environment.put("DISK", diskKept ? "kept" : "memory");
        environment.put("HIDDEN", lines(options.hidden(), options.directory()));
        environment.put("SHOWN", lines(options.shown(), null));
        environment.put("OPTIONS", user.overlayOptions());
        environment.put("OWNED", user == UserSpace.NESTED ? "no" : "yes");
        environment.put("NAME", order.hostname());
        environment.put("FILES", Integer.toString(files.size()));
        try {
            Process process = builder.start();
            awaitReady(process, order.name());
            ChildProcess.pump(process.getInputStream(), order.console(), threads);
            ProcessHandle init = process.children()
                    .findFirst()
                    .orElseThrow(() -> new SandboxException("the first process of " + order.name() + " is gone"));
            RoomEntrance entrance = new RoomEntrance(process, init, order, user, cpuGroups);
            entrance.joinCpuGroups();
            return entrance;
        } catch (IOException refused) {
            throw new SandboxException("cannot start unshare for " + order.name(), refused);
        }
    }

    private static List<String> words(UserSpace user) {
        List<String> words = new ArrayList<>(
                List.of("setsid", "unshare", "--mount", "--uts", "--ipc", "--net", "--pid", "--fork", "--kill-child"));
        words.addAll(List.of("--propagation", "private"));
        words.addAll(user.unshareOptions());
        words.addAll(List.of("sh", "-c", script()));
        return words;
    }

    private static String script() {
        try (InputStream script = RoomEntrance.class.getResourceAsStream("room.sh")) {
            if (script == null) throw new IllegalStateException("room.sh is missing");
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String lines(List<Path> paths, @Nullable Path further) {
        StringBuilder lines = new StringBuilder();
        for (Path path : paths) lines.append(path.toAbsolutePath().normalize()).append('\n');
        return further == null
                ? lines.toString()
                : lines.append(further).append('\n').toString();
    }

    private static void awaitReady(Process process, String name) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        InputStream output = process.getInputStream();
        var patience = process.onExit()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .whenComplete((_, late) -> {
                    if (late != null) process.destroyForcibly();
                });
        for (int next = output.read(); next >= 0; next = output.read()) {
            said.write(next);
            if (next == '\n' && said.toString(StandardCharsets.UTF_8).endsWith("ready\n")) {
                patience.cancel(false);
                return;
            }
        }
        throw new SandboxException("the sandbox " + name + " could not be built: "
                + said.toString(StandardCharsets.UTF_8).strip());
    }

    private void joinCpuGroups() throws IOException {
        for (Path group : cpuGroups)
            for (ProcessHandle each :
                    Stream.concat(Stream.of(init), init.descendants()).toList())
                java.nio.file.Files.writeString(group, Long.toString(each.pid()));
    }

    /// The command that starts a program in the room from outside.
    List<String> command(SandboxCommand command) {
        List<String> words = new ArrayList<>();
        for (Path group : cpuGroups)
            words.addAll(List.of("sh", "-c", "echo $$ >\"$0\"; exec \"$@\"", group.toString()));
        words.addAll(List.of("nsenter", "--target", Long.toString(init.pid())));
        words.addAll(List.of("--mount", "--uts", "--ipc", "--net", "--pid"));
        words.addAll(user.enterOptions());
        words.addAll(List.of("--", "setsid", "sh", "-c", "cd \"$0\" && exec \"$@\"", command.directory()));
        words.addAll(command.words());
        return words;
    }

    Map<String, String> environment(SandboxCommand command) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", PATH);
        environment.put("HOME", "/root");
        environment.put("USER", "root");
        environment.put("LANG", "C.UTF-8");
        environment.putAll(order.environment());
        environment.putAll(command.environment());
        return environment;
    }

    long initPid() {
        return init.pid();
    }

    Stream<ProcessHandle> descendants() {
        return init.descendants();
    }

    boolean alive() {
        return process.isAlive() && init.isAlive();
    }

    void onExit(Runnable task) {
        process.onExit().thenRun(task);
    }

    /// Ends the room: its first process takes all others with it. Waits until they are gone.
    void kill() {
        init.destroyForcibly();
        try {
            // `unshare` ends when the first process, and so every other, is gone.
            if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
