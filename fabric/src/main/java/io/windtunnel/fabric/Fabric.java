package io.windtunnel.fabric;

import io.windtunnel.fabric.net.Hosts;
import io.windtunnel.fabric.net.Links;
import io.windtunnel.fabric.net.Names;
import io.windtunnel.fabric.net.Network;
import io.windtunnel.fabric.net.UnpluggedHosts;
import io.windtunnel.fabric.process.SandboxOptions;
import io.windtunnel.fabric.process.Sandboxes;
import io.windtunnel.fabric.run.ClockWork;
import io.windtunnel.fabric.run.Threads;
import io.windtunnel.fabric.storage.Storage;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.kernel.time.Time;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The ground a cloud stands on, handed to every service: time, chance, state, places with the links between them,
/// sockets, names and threads.
///
/// Thread safety: every method may be called from any thread.
public final class Fabric implements AutoCloseable {
    private final Time time;
    private final Time wall;
    private final RandomStreams random;
    private final Ids ids;
    private final Storage storage;
    private final Links links = new Links();
    private final Names names = new Names();
    private final Threads threads;
    private final @Nullable Network network;
    private final Hosts hosts;
    private final Deque<Runnable> endings = new ArrayDeque<>();
    private final @Nullable Path data;
    private @Nullable Sandboxes sandboxes;

    private Fabric(
            Time time,
            Time wall,
            RandomStreams random,
            Storage storage,
            Threads threads,
            @Nullable FabricOptions withNetwork) {
        this.time = time;
        this.wall = wall;
        this.random = random;
        this.ids = new Ids(random.stream("ids"));
        this.storage = storage;
        this.threads = threads;
        this.data = withNetwork == null ? null : withNetwork.data();
        this.network = withNetwork == null
                ? null
                : Network.open(withNetwork.network(), time, links, random.below("network"), threads);
        this.hosts = network == null ? new UnpluggedHosts() : network;
    }

    /// A ground with sockets, on wall time.
    public static Fabric open(FabricOptions options) {
        Storage storage = options.data() == null ? Storage.inMemory() : Storage.in(options.data());
        Era era = Era.of(storage);
        RandomStreams random = options.seed() == null ? RandomStreams.unpredictable() : era.streams(options.seed());
        Threads threads = new Threads();
        ClockWork clock = options.origin() == null
                ? ClockWork.wall(options.speed(), era.earliest(), threads)
                : ClockWork.from(options.origin(), options.speed(), threads);
        ClockWork wall = ClockWork.wall(1, threads);
        if (options.data() != null) era.keep(clock.time(), wall.time());
        Fabric fabric = new Fabric(clock.time(), wall.time(), random, storage, threads, options);
        fabric.endings.push(clock::close);
        fabric.endings.push(wall::close);
        return fabric;
    }

    /// A ground without sockets, for decisions under test. Its tables, links and names are as always.
    public static Fabric bare(Time time, long seed) {
        return bare(time, seed, Storage.inMemory());
    }

    /// A ground without sockets whose state is in `storage`, which closes with it.
    public static Fabric bare(Time time, long seed, Storage storage) {
        return new Fabric(time, time, new RandomStreams(seed), storage, new Threads(), null);
    }

    /// Scenario time.
    public Time time() {
        return time;
    }

    /// The wall clock at its own speed, for what stands outside of the scenario: a client's patience with the API, the
    /// validity of a certificate. In virtual time it is virtual too.
    public Time wall() {
        return wall;
    }

    public RandomStreams random() {
        return random;
    }

    public Ids ids() {
        return ids;
    }

    public Storage storage() {
        return storage;
    }

    /// The links between places, and the faults on them.
    public Links links() {
        return links;
    }

    /// The names inside of the cloud.
    public Names names() {
        return names;
    }

    public Threads threads() {
        return threads;
    }

    /// Does work that may wait for a disk or a neighbour, away from the thread that asks for it: on a virtual thread,
    /// or
    /// at once on a ground without sockets, where time is virtual and the same calls are to give the same run.
    public void background(Runnable work) {
        if (hasNetwork()) threads.run(work);
        else work.run();
    }

    /// The hosts, whether there are sockets or not.
    public Hosts hosts() {
        return hosts;
    }

    /// Hosts and their sockets.
    ///
    /// @throws IllegalStateException when this fabric was opened without sockets
    public Network network() {
        if (network == null) throw new IllegalStateException("this fabric has no sockets");
        return network;
    }

    /// Whether there are sockets.
    public boolean hasNetwork() {
        return network != null;
    }

    /// Rooms for programs; opened when first asked for, which takes about a tenth of a second.
    ///
    /// @throws IllegalStateException when this fabric was opened without sockets
    public synchronized Sandboxes sandboxes() {
        if (sandboxes == null) {
            SandboxOptions options = data == null
                    ? SandboxOptions.temporary()
                    : SandboxOptions.in(data.resolve("sandboxes")).hiding(data);
            sandboxes = Sandboxes.open(options, network(), names, threads);
        }
        return sandboxes;
    }

    private synchronized void closeSandboxes() {
        if (sandboxes != null) sandboxes.close();
    }

    @Override
    public void close() {
        closeSandboxes();
        endings.forEach(Runnable::run);
        if (network != null) network.close();
        threads.close();
        storage.close();
    }
}
