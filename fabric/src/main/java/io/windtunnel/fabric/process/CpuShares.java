package io.windtunnel.fabric.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Control groups that limit how much processor time a sandbox may use, where this computer lets us make them.
///
/// https://docs.kernel.org/admin-guide/cgroup-v2.html and https://docs.kernel.org/scheduler/sched-bwc.html
///
/// Thread safety: every method may be called from any thread.
final class CpuShares implements AutoCloseable {
    private static final String PREFIX = "windtunnel-";
    private static final int PERIOD_MICROSECONDS = 100_000;
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private final Path own;
    private final boolean unified;

    private CpuShares(Path own, boolean unified) {
        this.own = own;
        this.unified = unified;
    }

    /// Control groups of this process, or null when it may make none.
    static @Nullable CpuShares open() {
        String name = PREFIX + ProcessHandle.current().pid();
        for (Path first : List.of(ROOT.resolve("cpu"), ROOT.resolve("cpu,cpuacct"), ROOT)) {
            boolean unified = first.equals(ROOT);
            if (!Files.isWritable(first) || (unified && !Files.exists(first.resolve("cgroup.controllers")))) continue;
            CpuShares shares = new CpuShares(first.resolve(name), unified);
            if (shares.usable()) return shares;
        }
        return null;
    }

    private boolean usable() {
        try {
            sweep();
            Files.createDirectories(own);
            if (unified) write(own.resolve("cgroup.subtree_control"), "+cpu");
            return Files.exists(own.resolve(unified ? "cpu.max" : "cpu.cfs_quota_us"));
        } catch (IOException refused) {
            close();
            return false;
        }
    }

    /// Removes what processes left that ended without closing theirs.
    private void sweep() throws IOException {
        try (Stream<Path> groups = Files.list(own.resolveSibling("."))) {
            for (Path group : groups.toList()) {
                String name = group.getFileName().toString();
                if (!name.matches(PREFIX + "\\d+")) continue;
                long pid = Long.parseLong(name.substring(PREFIX.length()));
                if (ProcessHandle.of(pid).isEmpty()) removeTree(group);
            }
        }
    }

    /// Makes a group that may use `cpus` processors; returns the file into which a process writes its id to join.
    Path make(String name, double cpus) {
        Path group = own.resolve(name);
        long quota = Math.round(cpus * PERIOD_MICROSECONDS);
        try {
            Files.createDirectories(group);
            if (unified) {
                write(group.resolve("cpu.max"), quota + " " + PERIOD_MICROSECONDS);
            } else {
                write(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROSECONDS));
                write(group.resolve("cpu.cfs_quota_us"), Long.toString(quota));
            }
            return group.resolve("cgroup.procs");
        } catch (IOException failure) {
            throw new SandboxException("cannot limit the processor time of " + name, failure);
        }
    }

    /// Removes a group whose processes have ended. One that still has some stays until the next sweep.
    void remove(String name) {
        removeTree(own.resolve(name));
    }

    private static void write(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void removeTree(Path group) {
        try (Stream<Path> children = Files.list(group)) {
            for (Path child : children.filter(Files::isDirectory).toList()) removeTree(child);
            Files.deleteIfExists(group);
        } catch (IOException busyOrGone) {
            // A process is still in it: it is swept when the next Windtunnel starts.
        }
    }

    @Override
    public void close() {
        removeTree(own);
    }
}
