package io.windtunnel.fabric.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Control groups that limit how much processor time a sandbox may use and count how much it has used, where this
/// computer lets us make them. In version 1 counting may be a tree of its own.
///
/// https://docs.kernel.org/admin-guide/cgroup-v2.html and https://docs.kernel.org/scheduler/sched-bwc.html
///
/// Thread safety: every method may be called from any thread.
final class CpuShares implements AutoCloseable {
    private static final String PREFIX = "windtunnel-";
    private static final int PERIOD_MICROSECONDS = 100_000;
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    /// The file of nanoseconds used, in version 1, and the beginning of the line of microseconds, in version 2.
    private static final String USED_V1 = "cpuacct.usage";

    private static final String USED_V2 = "usage_usec ";

    private final Path own;
    private final boolean unified;
    private @Nullable Path counting;

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
            sweep(own);
            Files.createDirectories(own);
            if (unified) write(own.resolve("cgroup.subtree_control"), "+cpu");
            counting = counting();
            return Files.exists(own.resolve(unified ? "cpu.max" : "cpu.cfs_quota_us"));
        } catch (IOException refused) {
            close();
            return false;
        }
    }

    /// The tree that counts: the one that limits, or in version 1 one beside it; null where there is none.
    private @Nullable Path counting() {
        if (unified || Files.exists(own.resolve(USED_V1))) return own;
        Path beside = ROOT.resolve("cpuacct").resolve(own.getFileName());
        if (!Files.isWritable(beside.getParent())) return null;
        try {
            sweep(beside);
            Files.createDirectories(beside);
            return beside;
        } catch (IOException refused) {
            return null;
        }
    }

    /// Removes what processes left that ended without closing theirs.
    private static void sweep(Path tree) throws IOException {
        try (Stream<Path> groups = Files.list(tree.resolveSibling("."))) {
            for (Path group : groups.toList()) {
                String name = group.getFileName().toString();
                if (!name.matches(PREFIX + "\\d+")) continue;
                long pid = Long.parseLong(name.substring(PREFIX.length()));
                if (ProcessHandle.of(pid).isEmpty()) removeTree(group);
            }
        }
    }

    /// Makes a group that may use `cpus` processors; returns the files into which a process writes its id to join.
    List<Path> make(String name, double cpus) {
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
            if (counting == null || counting.equals(own)) return List.of(group.resolve("cgroup.procs"));
            Path counted = Files.createDirectories(counting.resolve(name));
            return List.of(group.resolve("cgroup.procs"), counted.resolve("cgroup.procs"));
        } catch (IOException failure) {
            throw new SandboxException("cannot limit the processor time of " + name, failure);
        }
    }

    /// The processor time a group's processes have used, those that have ended among them; empty where it is not
    /// counted and when the group is gone.
    Optional<Duration> used(String name) {
        if (counting == null) return Optional.empty();
        Path group = counting.resolve(name);
        try {
            if (!unified) return Optional.of(Duration.ofNanos(Long.parseLong(read(group.resolve(USED_V1)))));
            return read(group.resolve("cpu.stat"))
                    .lines()
                    .filter(line -> line.startsWith(USED_V2))
                    .map(line -> Duration.of(Long.parseLong(line.substring(USED_V2.length())), ChronoUnit.MICROS))
                    .findFirst();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.US_ASCII).strip();
    }

    /// Removes a group whose processes have ended. One that still has some stays until the next sweep.
    void remove(String name) {
        removeTree(own.resolve(name));
        if (counting != null) removeTree(counting.resolve(name));
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
        if (counting != null) removeTree(counting);
    }
}
