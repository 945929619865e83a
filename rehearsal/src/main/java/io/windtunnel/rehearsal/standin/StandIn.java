package io.windtunnel.rehearsal.standin;

import io.windtunnel.cloud.ports.Machine;
import io.windtunnel.cloud.ports.Workload;
import io.windtunnel.fabric.http.AsyncHttpHandler;
import io.windtunnel.fabric.http.Fields;
import io.windtunnel.fabric.http.Request;
import io.windtunnel.fabric.http.Response;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.rehearsal.plan.Behaviour;
import io.windtunnel.rehearsal.plan.StandInPlan;
import io.windtunnel.rehearsal.plan.Workers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/// A stand-in for a machine's program: it listens on the machine's host and answers as its plan says. No thread waits
/// while a request is worked on.
public final class StandIn implements Workload {
    /// Opens the port of a machine; the network's HTTP server, or a fake.
    @FunctionalInterface
    public interface Doors {
        /// Serves until the result is closed.
        AutoCloseable open(Host host, int port, AsyncHttpHandler handler);
    }

    /// Told when a machine's program listens and has something to say of it.
    @FunctionalInterface
    public interface Signals {
        /// The program on `machine` is ready and completes the lifecycle hook called `hook`. Must return at once.
        void ready(Machine machine, String hook);
    }

    /// The answer of a full waiting line, as a server gives it that sheds load.
    private static final int OVERLOADED = 503;

    private final StandInPlan plan;
    private final Time time;
    private final RandomStreams random;
    private final Doors doors;
    private final Signals signals;

    /// @param random streams below this stand-in's name
    public StandIn(StandInPlan plan, Time time, RandomStreams random, Doors doors, Signals signals) {
        this.plan = plan;
        this.time = time;
        this.random = random;
        this.doors = doors;
        this.signals = signals;
    }

    @Override
    public Duration boot(Machine machine) {
        return plan.boot().draw(random.below(machine.instanceId()).stream("boot"), machine.imageGibibytes());
    }

    @Override
    public Duration restart(Machine machine) {
        return plan.restart().draw(random.below(machine.instanceId()).stream("restart"), machine.imageGibibytes());
    }

    @Override
    public Running start(Machine machine) {
        List<WorkerLine> lines = new ArrayList<>();
        List<Route> routes = routes(machine, lines);
        AutoCloseable door = doors.open(machine.host(), plan.listen(), request -> answer(routes, request));
        if (plan.completes() != null) signals.ready(machine, plan.completes());
        return new Played(machine, lines, door, time);
    }

    /// The behaviours of one machine; the lines of their workers are added to `lines`.
    private List<Route> routes(Machine machine, List<WorkerLine> lines) {
        Workers shared = plan.workers();
        WorkerLine common = shared == null ? null : new WorkerLine(shared.on(machine.vcpus()), plan.queue());
        if (common != null) lines.add(common);
        List<Route> routes = new ArrayList<>();
        for (Behaviour behaviour : plan.serve()) {
            Workers own = behaviour.workers();
            WorkerLine line = common;
            if (own != null || line == null) {
                Workers workers = own == null ? Workers.ONE_PER_VCPU : own;
                line = new WorkerLine(workers.on(machine.vcpus()), behaviour.queue());
                lines.add(line);
            }
            RandomGenerator draws =
                    random.below(machine.instanceId()).stream(behaviour.on().toString());
            routes.add(new Route(behaviour, line, draws));
        }
        return routes;
    }

    private CompletionStage<Response> answer(List<Route> routes, Request request) {
        for (Route route : routes)
            if (route.behaviour.on().matches(request.method(), request.target())) return route.answer(time);
        return CompletableFuture.completedFuture(Response.text(plan.otherwise(), ""));
    }

    /// One behaviour of one machine.
    private static final class Route {
        private final Behaviour behaviour;
        private final WorkerLine line;
        private final RandomGenerator draws;
        private final Response response;

        Route(Behaviour behaviour, WorkerLine line, RandomGenerator draws) {
            this.behaviour = behaviour;
            this.line = line;
            this.draws = draws;
            Fields fields = new Fields();
            behaviour.headers().forEach(fields::add);
            if (fields.first("Content-Type") == null) fields.add("Content-Type", "text/plain; charset=utf-8");
            response = new Response(behaviour.status(), fields, behaviour.body().getBytes(StandardCharsets.UTF_8));
        }

        CompletionStage<Response> answer(Time time) {
            long now;
            long done;
            synchronized (line) {
                now = time.nanos();
                done = line.admit(now, behaviour.take().draw(draws).toNanos());
            }
            if (done == WorkerLine.FULL)
                return CompletableFuture.completedFuture(Response.text(OVERLOADED, "every worker is busy\n"));
            if (done <= now) return CompletableFuture.completedFuture(response);
            CompletableFuture<Response> later = new CompletableFuture<>();
            time.after(Duration.ofNanos(done - now), () -> later.complete(response));
            return later;
        }
    }
}
