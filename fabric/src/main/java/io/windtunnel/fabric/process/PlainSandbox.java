package io.windtunnel.fabric.process;

import io.windtunnel.fabric.net.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Programs without a room, kept together so that they end together.
final class PlainSandbox implements Sandbox {
    /// Starts the program in a process group of its own and ends the group when standard input ends, which it does when
    /// the JVM ends, however it ends.
    private static final String WATCH = """
            exec 3<&0 </dev/null
            if command -v setsid >/dev/null; then
              setsid "$@" 3<&- &
            else
              set -m
              "$@" 3<&- &
              set +m
            fi
            program=$!
            { while read -r _; do :; done; kill -s KILL -- "-$program"; } <&3 2>/dev/null &
            watch=$!
            exec 3<&-
            wait "$program"
            status=$?
            if ! kill -s 0 -- "-$program" 2>/dev/null; then kill "$watch" 2>/dev/null; fi
            exit "$status"
            """;

    private final Ground ground;
    private final SandboxOrder order;
    private final Isolation isolation;
    private final Path directory;
    private final Callers callers;
    private final DatagramCallers datagramCallers;
    private final Set<ChildProcess> processes = ConcurrentHashMap.newKeySet();
    private final Set<ProcessHandle> seen = ConcurrentHashMap.newKeySet();
    private final ProcessorTime processorTime = new ProcessorTime();
    private final List<Runnable> endings = new ArrayList<>();
    private boolean ended;

    PlainSandbox(Ground ground, SandboxOrder order, Isolation isolation, Path directory) {
        this.ground = ground;
        this.order = order;
        this.isolation = isolation;
        this.directory = directory;
        this.callers = new Callers(ground.network(), order.host(), ground.loops(), PlainSandbox::socket, false);
        this.datagramCallers = new DatagramCallers(
                ground.network(), order.host(), ground.loops(), PlainSandbox::datagramSocket, false);
    }

    private static SocketChannel socket() {
        try {
            return SocketChannel.open();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static DatagramChannel datagramSocket() {
        try {
            return DatagramChannel.open();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String name() {
        return order.name();
    }

    @Override
    public Host host() {
        return order.host();
    }

    @Override
    public Isolation isolation() {
        return isolation;
    }

    @Override
    public synchronized SandboxedProcess start(SandboxCommand command) {
        if (ended) throw new SandboxException("the sandbox " + name() + " has ended");
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("WINDTUNNEL_ADDRESS", order.host().loopback().getHostAddress());
        environment.put("WINDTUNNEL_HOSTNAME", order.hostname());
        environment.put("WINDTUNNEL_PRIVATE_IP", order.host().ip());
        environment.putAll(order.environment());
        environment.putAll(command.environment());
        List<String> words = new ArrayList<>(List.of("sh", "-c", WATCH, "sh"));
        words.addAll(command.words());
        ChildProcess started = ChildProcess.start(words, environment, directory, command.output(), ground.threads());
        processes.add(started);
        return started;
    }

    /// Opens the host's ports on which the programs listen now. Only programs seen before they lost their parent count.
    void look() {
        processes.stream().flatMap(ChildProcess::descendants).forEach(seen::add);
        seen.removeIf(handle -> !handle.isAlive());
        processorTime.sum(seen.stream());
        List<Long> pids = seen.stream().map(ProcessHandle::pid).toList();
        callers.listening(PlainPorts.of(pids));
        datagramCallers.bound(PlainPorts.datagrams(pids));
    }

    @Override
    public List<Long> pids() {
        return programs().map(ProcessHandle::pid).distinct().sorted().toList();
    }

    private Stream<ProcessHandle> programs() {
        return Stream.concat(seen.stream(), processes.stream().flatMap(ChildProcess::descendants))
                .filter(ProcessHandle::isAlive);
    }

    @Override
    public Optional<Duration> processorTime() {
        return alive() ? processorTime.sum(programs()) : Optional.empty();
    }

    @Override
    public synchronized boolean alive() {
        return !ended;
    }

    @Override
    public void onEnd(Runnable task) {
        synchronized (this) {
            if (!ended) {
                endings.add(task);
                return;
            }
        }
        task.run();
    }

    @Override
    public void close() {
        List<Runnable> tasks;
        synchronized (this) {
            if (ended) return;
            ended = true;
            tasks = List.copyOf(endings);
        }
        callers.close();
        datagramCallers.close();
        processes.stream().flatMap(ChildProcess::descendants).forEach(seen::add);
        seen.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(ChildProcess::kill);
        tasks.forEach(Runnable::run);
    }
}
