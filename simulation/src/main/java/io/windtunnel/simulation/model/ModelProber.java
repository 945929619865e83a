package io.windtunnel.simulation.model;

import io.windtunnel.cloud.edge.elbv2.proxy.Backend;
import io.windtunnel.cloud.edge.elbv2.proxy.Outcome;
import io.windtunnel.cloud.edge.elbv2.proxy.PoolSettings;
import io.windtunnel.cloud.edge.elbv2.proxy.Prober;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.LinkQuality;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.rehearsal.standin.WorkerLine;
import java.time.Duration;
import java.util.function.Consumer;

/// Health checks from one place to the stand-ins that play the targets, over the same ways and through the same
/// stations as the requests.
///
/// Thread safety: belongs to the engine's thread.
record ModelProber(World world, NodeModel node) implements Prober {
    @Override
    public void probe(Backend target, PoolSettings.Check check, Consumer<Outcome> told) {
        var address = target.address();
        int port = check.port() == 0 ? address.port() : check.port();
        Host host = world.fabric().hosts().find(address.realm(), address.ip()).orElse(null);
        if (host == null || cut(host) || !world.fabric().hosts().admits(node.host(), null, host, port)) {
            after(check.timeout(), Outcome.TIMED_OUT, told);
            return;
        }
        ServerModel server = world.server(host);
        if (server == null || !server.listensOn(port)) told.accept(Outcome.FAILED);
        else if (check.protocol() == PoolSettings.CheckProtocol.TCP) told.accept(Outcome.PASSED);
        else ask(server, check, roundTrip(host), told);
    }

    private boolean cut(Host host) {
        return there(host).cut() || back(host).cut();
    }

    private LinkQuality there(Host host) {
        return world.way(place(), host.place()).quality();
    }

    private LinkQuality back(Host host) {
        return world.way(host.place(), place()).quality();
    }

    private Place place() {
        return node.place();
    }

    private Duration roundTrip(Host host) {
        return there(host).latency().plus(back(host).latency());
    }

    private void ask(ServerModel server, PoolSettings.Check check, Duration roundTrip, Consumer<Outcome> told) {
        long now = world.engine().time().nanos();
        long done = server.check(check.path(), now);
        int status = done == WorkerLine.FULL ? 503 : server.checkStatus(check.path());
        Duration takes = Duration.ofNanos(Math.max(0, done - now)).plus(roundTrip);
        if (takes.compareTo(check.timeout()) >= 0) {
            after(check.timeout(), Outcome.TIMED_OUT, told);
            return;
        }
        Host host = server.host();
        Runnable answer = () -> {
            if (cut(host)) after(check.timeout().minus(takes), Outcome.TIMED_OUT, told);
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
