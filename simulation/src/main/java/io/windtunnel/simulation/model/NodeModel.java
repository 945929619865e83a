package io.windtunnel.simulation.model;

import io.windtunnel.cloud.edge.elbv2.proxy.Backend;
import io.windtunnel.cloud.edge.elbv2.proxy.Carrier;
import io.windtunnel.cloud.edge.elbv2.proxy.Carriers;
import io.windtunnel.cloud.edge.elbv2.proxy.Ceiling;
import io.windtunnel.cloud.edge.elbv2.proxy.Door;
import io.windtunnel.cloud.edge.elbv2.proxy.NodeSettings;
import io.windtunnel.cloud.edge.elbv2.proxy.Pool;
import io.windtunnel.cloud.edge.elbv2.proxy.Prober;
import io.windtunnel.cloud.edge.elbv2.proxy.Routes;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.simulation.engine.Actor;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A node of an application load balancer: asks its doors' routes what to do, chooses a target by its pools, and joins
/// the client's call with the target until the answer is there.
///
/// Thread safety: belongs to the engine's thread.
final class NodeModel implements Carrier {
    /// How long a target may take to accept a connection: as the node of sockets has it.
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private static final int UNAVAILABLE = 503;
    private static final int BAD_GATEWAY = 502;
    private static final int TIMED_OUT = 504;
    private static final int CLIENT_GONE = 460;

    /// What an error page of the load balancer's own comes to, in bytes.
    private static final int OWN_ANSWER_BYTES = 320;

    private final World world;
    private final Host host;
    private final Ceiling ceiling;
    private final NodeCounts counts;
    private final RandomGenerator draws;
    private final ModelProber prober;
    /// Those that were closed too: connections through them stay until they are over.
    private final Map<Integer, Door> doors = new HashMap<>();
    private final Set<Integer> open = new TreeSet<>();
    private final Map<Integer, RoutesModel> routes = new HashMap<>();
    private final Map<Pool, GroupCounts> groups = new LinkedHashMap<>();
    private final Map<Backend, TargetModel> targets = new IdentityHashMap<>();
    private final Map<Pool, SampledPool> samples = new IdentityHashMap<>();
    private final Actor connected = this::connected;
    private final Actor arrivedAtTarget = this::arrived;
    private final Actor cameBack = this::cameBack;
    private final Actor gaveUp = this::gaveUp;
    private NodeSettings settings;

    NodeModel(World world, Host host, Carriers.Making making) {
        this.world = world;
        this.host = host;
        this.ceiling = making.ceiling();
        this.settings = making.settings();
        this.counts = new NodeCounts(making.meters());
        this.draws = making.random().stream("draws");
        this.prober = new ModelProber(world, this);
    }

    Place place() {
        return host.place();
    }

    Host host() {
        return host;
    }

    /// Whether a connection to a port meets somebody who listens.
    boolean listensOn(int port) {
        return open.contains(port);
    }

    /// A client connects, or so many alike do; false when the node has no capacity for them.
    boolean connect(int weight) {
        if (!ceiling.admitsConnections(weight)) {
            counts.rejected += weight;
            return false;
        }
        counts.connected(weight);
        return true;
    }

    /// A client's connection has ended, or so many alike have.
    void disconnected(int weight) {
        ceiling.connectionsEnded(weight);
        counts.ended(weight);
    }

    long idleNanos() {
        return settings.idleTimeout().toNanos();
    }

    /// A client's request has come in at a door.
    void receive(Call call, int port, long nowNanos) {
        call.node = this;
        int bytes = call.request().bytes;
        passed(bytes, call.weight);
        host.traffic().receive((long) bytes * call.weight);
        Door door = Objects.requireNonNull(doors.get(port), "a request through no door");
        if (!ceiling.admitsRequests(call.weight)) {
            answer(call, UNAVAILABLE, nowNanos);
            return;
        }
        RoutesModel known = routes.get(port);
        if (known == null || known.routes() != door.routes()) routes.put(port, known = new RoutesModel(door.routes()));
        if (known.rules() > 0) {
            ceiling.rules(known.rules(), call.weight);
            counts.evaluations.record(known.rules(), call.weight);
        }
        switch (known.choose(call)) {
            case Routes.Forward forward -> forward(call, forward, nowNanos);
            case Routes.Redirect redirect -> {
                counts.redirected += call.weight;
                answer(call, redirect.status(), nowNanos);
            }
            case Routes.Fixed fixed -> {
                counts.fixed += call.weight;
                if (fixed.status() >= 300) answer(call, fixed.status(), nowNanos);
                else
                    toClient(
                            call,
                            fixed.status(),
                            OWN_ANSWER_BYTES + fixed.body().length(),
                            nowNanos);
            }
        }
    }

    private void forward(Call call, Routes.Forward forward, long nowNanos) {
        Pool pool = pool(forward);
        Backend backend = pool == null ? null : choose(pool, nowNanos);
        if (pool == null || backend == null) {
            answer(call, UNAVAILABLE, nowNanos);
            return;
        }
        GroupCounts group = groups.get(pool);
        if (group == null)
            groups.put(pool, group = new GroupCounts(pool.settings().group()));
        group.chosen += call.weight;
        if (pool.routable().failedOpen()) group.failedOpen += call.weight;
        TargetModel target = targets.get(backend);
        if (target == null) targets.put(backend, target = new TargetModel(world, this, backend, group));
        backend.begin();
        call.backend = backend;
        call.target = target;
        call.nodeDone = false;
        if (world.trace().told()) world.trace().tell(nowNanos, call.number, "target", backend.key());
        if (target.takeKept()) toTarget(call, target, nowNanos);
        else connect(call, target, nowNanos);
    }

    private @Nullable Pool pool(Routes.Forward forward) {
        if (forward.weights().total() == 0) return null;
        if (forward.pools().size() == 1) return forward.pools().getFirst();
        int index = forward.weights().index(draws.nextInt(forward.weights().total()));
        return index < 0 ? null : forward.pools().get(index);
    }

    private void connect(Call call, TargetModel target, long nowNanos) {
        Duration answer = target.handshake(CONNECT_TIMEOUT);
        if (answer == null) {
            call.hold();
            world.engine().at(nowNanos + CONNECT_TIMEOUT.toNanos(), gaveUp, call.slot);
        } else if (answer.isZero()) {
            connected(call, target, nowNanos);
        } else {
            call.hold();
            world.engine().at(nowNanos + answer.toNanos(), connected, call.slot);
        }
    }

    private void connected(long nowNanos, int slot) {
        Call call = world.calls().at(slot);
        TargetModel target = call.target;
        if (target != null && !call.nodeDone) connected(call, target, nowNanos);
        world.calls().release(call);
    }

    private void connected(Call call, TargetModel target, long nowNanos) {
        if (target.listener(target.backend.address().port()) == null) {
            target.counts.unreachable += call.weight;
            fail(call, BAD_GATEWAY, nowNanos);
            return;
        }
        counts.targetConnected(call.weight);
        toTarget(call, target, nowNanos);
    }

    private void toTarget(Call call, TargetModel target, long nowNanos) {
        call.sentNanos = nowNanos;
        Ways ways = target.ways();
        if (ways == null || ways.there().plain()) {
            arrived(call, nowNanos, target);
            return;
        }
        if (ways.there().quality().cut()) patience(call, nowNanos);
        world.send(call, ways.there(), arrivedAtTarget, nowNanos);
    }

    /// The node gives a silent target its idle timeout.
    void patience(Call call, long nowNanos) {
        call.hold();
        world.engine().at(nowNanos + idleNanos(), gaveUp, call.slot);
    }

    private void arrived(long nowNanos, int slot) {
        Call call = world.calls().at(slot);
        TargetModel target = call.target;
        if (target != null && !call.nodeDone) arrived(call, nowNanos, target);
        world.calls().release(call);
    }

    private void arrived(Call call, long nowNanos, TargetModel target) {
        ServerModel server = target.listener(target.backend.address().port());
        if (server == null) fail(call, BAD_GATEWAY, nowNanos);
        else server.receive(call, nowNanos);
    }

    /// The target has answered: its answer is on its way.
    void replied(Call call, long nowNanos) {
        TargetModel target = call.target;
        Ways ways = target == null ? null : target.ways();
        if (ways == null || ways.back().plain()) {
            answered(call, nowNanos);
            return;
        }
        if (ways.back().quality().cut()) patience(call, nowNanos);
        world.send(call, ways.back(), cameBack, nowNanos);
    }

    private void cameBack(long nowNanos, int slot) {
        Call call = world.calls().at(slot);
        if (!call.nodeDone) answered(call, nowNanos);
        world.calls().release(call);
    }

    private void answered(Call call, long nowNanos) {
        TargetModel target = call.target;
        ServerModel server = call.server;
        if (target == null) return;
        target.counts.answered(call, nowNanos);
        over(call);
        target.keep();
        int bytes = server == null ? 0 : server.bytes(call);
        if (server != null) server.host().traffic().send((long) bytes * call.weight, false);
        toClient(call, call.status, bytes, nowNanos);
    }

    private static void over(Call call) {
        call.nodeDone = true;
        Backend backend = call.backend;
        if (backend != null) backend.end();
    }

    /// The target has reset the connection.
    void targetGone(Call call) {
        if (!call.nodeDone) fail(call, BAD_GATEWAY, world.engine().time().nanos());
    }

    private void gaveUp(long nowNanos, int slot) {
        Call call = world.calls().at(slot);
        TargetModel target = call.target;
        if (!call.nodeDone && target != null) {
            if (call.sentNanos == Call.NOT_SENT) target.counts.unreachable += call.weight;
            fail(call, TIMED_OUT, nowNanos);
        }
        world.calls().release(call);
    }

    private void fail(Call call, int status, long nowNanos) {
        over(call);
        answer(call, status, nowNanos);
    }

    /// The node answers by itself.
    private void answer(Call call, int status, long nowNanos) {
        counts.own(status, call.weight);
        toClient(call, status, OWN_ANSWER_BYTES, nowNanos);
    }

    private void toClient(Call call, int status, int bytes, long nowNanos) {
        passed(bytes, call.weight);
        host.traffic().send((long) bytes * call.weight, true);
        call.status = status;
        EndpointModel endpoint = call.endpoint;
        if (endpoint != null) endpoint.answer(call, nowNanos);
    }

    /// The client has gone before it had its answer.
    void abandoned(Call call) {
        if (call.nodeDone) return;
        over(call);
        counts.own(CLIENT_GONE, call.weight);
    }

    private void passed(int bytes, int weight) {
        ceiling.bytes((long) bytes * weight);
        counts.bytes(bytes, weight);
    }

    /// The next target: of all, or where the traffic is thinned, of those that stand for all.
    private @Nullable Backend choose(Pool pool, long nowNanos) {
        if (world.thinnedBy() <= 1) return pool.choose(nowNanos);
        List<Backend> kept = sample(pool).kept();
        return kept.isEmpty() ? null : pool.choose(kept, nowNanos);
    }

    private SampledPool sample(Pool pool) {
        SampledPool known = samples.get(pool);
        if (known == null || known.stale(pool)) samples.put(pool, known = SampledPool.of(world, pool));
        return known;
    }

    /// How many requests one stands for that comes in at a door, where the traffic may be thinned: the targets
    /// there are for each that is kept. One where it may not, since requests go to several pools.
    double weight(int port) {
        Door door = doors.get(port);
        if (door == null || !door.routes().rules().isEmpty()) return 1;
        if (!(door.routes().otherwise() instanceof Routes.Forward forward)
                || forward.pools().size() != 1) return 1;
        return sample(forward.pools().getFirst()).weight();
    }

    /// Tells the meters what was counted.
    void flush() {
        counts.flush();
        groups.values().forEach(group -> group.flush(counts.meters()));
        if (targets.size() > 64) forget();
    }

    private void forget() {
        Set<Backend> known = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
        for (Pool pool : groups.keySet()) known.addAll(pool.targets().values());
        targets.keySet().removeIf(backend -> backend.outstanding() == 0 && !known.contains(backend));
    }

    @Override
    public void settings(NodeSettings next) {
        settings = next;
    }

    @Override
    public void open(Door door) {
        doors.put(door.port(), door);
        open.add(door.port());
    }

    @Override
    public @Nullable Door door(int port) {
        return open.contains(port) ? doors.get(port) : null;
    }

    @Override
    public Set<Integer> ports() {
        return new TreeSet<>(open);
    }

    @Override
    public void close(int port) {
        open.remove(port);
    }

    @Override
    public int connections() {
        int kept = 0;
        for (TargetModel target : targets.values()) kept += target.kept() + target.backend.outstanding();
        return Math.toIntExact(counts.standing()) + kept;
    }

    @Override
    public Prober prober() {
        return prober;
    }

    @Override
    public void close() {
        open.clear();
        world.gone(this);
        host.close();
    }
}
