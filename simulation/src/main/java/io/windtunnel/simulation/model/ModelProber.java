package io.windtunnel.simulation.model;

import io.windtunnel.cloud.edge.elbv2.proxy.Backend;
import io.windtunnel.cloud.edge.elbv2.proxy.Outcome;
import io.windtunnel.cloud.edge.elbv2.proxy.PoolSettings;
import io.windtunnel.cloud.edge.elbv2.proxy.Prober;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.rehearsal.standin.WorkerLine;
import java.time.Duration;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Consumer;

/// Health checks from one node to the stand-ins that play the targets, over the same ways and through the same stations
/// as the requests.
///
/// Thread safety: belongs to the engine's thread.
final class ModelProber implements Prober {
    private final World world;
    private final NodeModel node;
    private final Map<Host, Ways> ways = new WeakHashMap<>();

    ModelProber(World world, NodeModel node) {
        this.world = world;
        this.node = node;
    }

    @Override
    public void probe(Backend target, PoolSettings.Check check, Consumer<Outcome> told) {
        var address = target.address();
        int port = check.port() == 0 ? address.port() : check.port();
        Host host = world.fabric().hosts().find(address.realm(), address.ip()).orElse(null);
        if (host == null || ways(host).cut() || !world.fabric().hosts().admits(node.host(), null, host, port)) {
            after(check.timeout(), Outcome.TIMED_OUT, told);
            return;
        }
        ServerModel server = world.server(host);
        if (server == null || !server.listensOn(port)) told.accept(Outcome.FAILED);
        else if (check.protocol() == PoolSettings.CheckProtocol.TCP) told.accept(Outcome.PASSED);
        else ask(server, check, ways(host), told);
    }

    private Ways ways(Host host) {
        return ways.computeIfAbsent(host, to -> Ways.between(world, node.place(), to.place()));
    }

    private void ask(ServerModel server, PoolSettings.Check check, Ways way, Consumer<Outcome> told) {
        long now = world.engine().time().nanos();
        long done = server.check(check.path(), now);
        int status = done == WorkerLine.FULL ? 503 : server.checkStatus(check.path());
        Duration connecting = way.handshake(check.timeout(), world.chance());
        if (connecting == null) {
            after(check.timeout(), Outcome.TIMED_OUT, told);
            return;
        }
        // A check is a packet there and a packet back: as long as its handshake.
        Duration takes = Duration.ofNanos(Math.max(0, done - now)).plus(connecting.multipliedBy(2));
        if (takes.compareTo(check.timeout()) >= 0) {
            after(check.timeout(), Outcome.TIMED_OUT, told);
            return;
        }
        Runnable answer = () -> {
            if (way.cut()) after(check.timeout().minus(takes), Outcome.TIMED_OUT, told);
            else if (!server.alive()) told.accept(Outcome.FAILED);
            else told.accept(check.passes().test(status) ? Outcome.PASSED : new Outcome.Mismatch(status));
        };
        if (takes.isZero()) answer.run();
        else world.engine().time().after(takes, answer);
    }

    private void after(Duration delay, Outcome outcome, Consumer<Outcome> told) {
        world.engine().time().after(delay, () -> told.accept(outcome));
    }
}
