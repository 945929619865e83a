package io.windtunnel.fabric.process;

import io.netty.channel.Channel;
import io.windtunnel.fabric.net.Destination;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.NamedAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A sandbox in Linux namespaces: a first process that keeps it open, a street before it, and the programs in it.
final class Room implements Sandbox {
    private final RoomEntrance entrance;
    private final Ground ground;
    private final SandboxOrder order;
    private final Isolation isolation;
    private final Street street;
    private final TunnelWatch tunnels;
    private final @Nullable CpuShares cpuShares;
    private final ProcessorTime processorTime = new ProcessorTime();
    private final Departures departures;
    private final Callers callers;
    private final DatagramCallers datagramCallers;
    private final Channel names;
    private final Set<Long> ownPids;
    private final Map<String, String> realmOfName = new ConcurrentHashMap<>();
    private final Set<ChildProcess> processes = ConcurrentHashMap.newKeySet();
    private final List<Runnable> endings = new ArrayList<>();
    private boolean ended;

    Room(
            Ground ground,
            SandboxOrder order,
            Isolation isolation,
            RoomEntrance entrance,
            Street street,
            TunnelWatch tunnels,
            @Nullable CpuShares cpuShares) {
        this.ground = ground;
        this.order = order;
        this.isolation = isolation;
        this.entrance = entrance;
        this.street = street;
        this.tunnels = tunnels;
        this.cpuShares = cpuShares;
        Host host = order.host();
        this.departures = new Departures(street, ground.network(), ground.threads(), host, ground.loops(), this::road);
        this.callers = new Callers(ground.network(), host, ground.loops(), this::socketInStreet, true);
        this.datagramCallers =
                new DatagramCallers(ground.network(), host, ground.loops(), this::datagramsInStreet, true);
        this.names = NameServer.serve(ground.loops(), this::datagramsInStreet, this::resolve);
        this.ownPids = entrance.descendants().map(ProcessHandle::pid).collect(Collectors.toUnmodifiableSet());
        tunnels.add(street.tunnel(), departures::packet);
        entrance.onExit(this::close);
    }

    private SocketChannel socketInStreet() {
        return street.porter().call(street.namespace(), () -> {
            try {
                return SocketChannel.open(StandardProtocolFamily.INET);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    private DatagramChannel datagramsInStreet() {
        return street.porter().call(street.namespace(), () -> {
            try {
                return DatagramChannel.open(StandardProtocolFamily.INET);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    private List<NamedAddress> resolve(String name) {
        if (name.equalsIgnoreCase(order.hostname())) return List.of(new NamedAddress(host().realm(), host().ip()));
        List<NamedAddress> addresses = ground.names().resolve(name, host().place());
        for (NamedAddress address : addresses) realmOfName.put(address.ip(), address.realm());
        return addresses;
    }

    private Road road(InetSocketAddress called) {
        String ip = called.getAddress().getHostAddress();
        Road ordered = order.roads().get(ip + ":" + called.getPort());
        return ordered != null ? ordered : new Road.OnNetwork(new Destination(realm(ip), ip, called.getPort()));
    }

    /// The network in which a program's address is to be looked for: its own, the one it learnt the address from, or
    /// the
    /// internet.
    private String realm(String ip) {
        String own = host().realm();
        if (ground.network().find(own, ip).isPresent()) return own;
        String learnt = realmOfName.get(ip);
        if (learnt != null) return learnt;
        return ground.network().find(NamedAddress.INTERNET, ip).isPresent() ? NamedAddress.INTERNET : own;
    }

    /// Opens the host's ports on which programs listen now, and closes those on which none does.
    void look() {
        Map<Integer, InetAddress> ports = new HashMap<>();
        InetAddress address = InetAddress.ofLiteral(host().ip());
        for (int port : ListeningPorts.of(entrance.initPid())) ports.put(port, address);
        callers.listening(ports);
        Map<Integer, InetAddress> bound = new HashMap<>();
        for (int port : ListeningPorts.datagrams(entrance.initPid())) bound.put(port, address);
        datagramCallers.bound(bound);
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
    public SandboxedProcess start(SandboxCommand command) {
        if (!alive()) throw new SandboxException("the sandbox " + name() + " has ended");
        ChildProcess started = ChildProcess.start(
                entrance.command(command), entrance.environment(command), null, command.output(), ground.threads());
        processes.add(started);
        started.ended().thenRun(() -> processes.remove(started));
        return started;
    }

    @Override
    public List<Long> pids() {
        return programs().map(ProcessHandle::pid).distinct().sorted().toList();
    }

    private Stream<ProcessHandle> programs() {
        Stream<ProcessHandle> entered = processes.stream().flatMap(ChildProcess::descendants);
        return Stream.concat(entrance.descendants(), entered)
                .filter(ProcessHandle::isAlive)
                .filter(process -> !ownPids.contains(process.pid()));
    }

    @Override
    public Optional<Duration> processorTime() {
        if (!alive()) return Optional.empty();
        Optional<Duration> counted = cpuShares == null ? Optional.empty() : cpuShares.used(name());
        return counted.or(() -> processorTime.sum(programs()));
    }

    @Override
    public boolean alive() {
        return entrance.alive();
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
        departures.close();
        names.close();
        entrance.kill();
        tunnels.remove(street.tunnel());
        street.close();
        tasks.forEach(Runnable::run);
    }

    /// The real address behind a port of the host, for tests.
    @Nullable
    InetSocketAddress address(int port) {
        return callers.address(port);
    }
}
