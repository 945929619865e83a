package io.windtunnel.rehearsal.standin;

import io.windtunnel.cloud.ports.Machine;
import io.windtunnel.cloud.ports.Workload;
import io.windtunnel.fabric.http.AsyncHttpHandler;
import io.windtunnel.fabric.http.Fields;
import io.windtunnel.fabric.http.Request;
import io.windtunnel.fabric.http.Response;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.rehearsal.plan.Behaviour;
import io.windtunnel.rehearsal.plan.StandInPlan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

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
    public static final int OVERLOADED = 503;

    private final Role role;
    private final StandInPlan plan;
    private final Time time;
    private final Doors doors;
    private final Signals signals;
    private final Services services;

    public StandIn(Role role, Time time, Doors doors, Signals signals, Services services) {
        this.role = role;
        this.plan = role.plan();
        this.time = time;
        this.doors = doors;
        this.signals = signals;
        this.services = services;
    }

    @Override
    public Duration boot(Machine machine) {
        return role.boot(machine);
    }

    @Override
    public Duration restart(Machine machine) {
        return role.restart(machine);
    }

    @Override
    public Running start(Machine machine) {
        Shift shift = new Shift(role, machine, services, time);
        List<Response> responses = plan.serve().stream().map(StandIn::response).toList();
        AutoCloseable door = doors.open(machine.host(), plan.listen(), request -> answer(shift, responses, request));
        shift.start();
        if (plan.completes() != null) signals.ready(machine, plan.completes());
        return new Played(machine, shift, door, time);
    }

    private static Response response(Behaviour behaviour) {
        Fields fields = new Fields();
        behaviour.headers().forEach(fields::add);
        if (fields.first("Content-Type") == null) fields.add("Content-Type", "text/plain; charset=utf-8");
        return new Response(behaviour.status(), fields, behaviour.body().getBytes(StandardCharsets.UTF_8));
    }

    private CompletionStage<Response> answer(Shift shift, List<Response> responses, Request request) {
        Stations stations = shift.stations();
        int number = stations.find(request.method(), request.target());
        if (number == Stations.NONE) return CompletableFuture.completedFuture(Response.text(plan.otherwise(), ""));
        Response response = responses.get(number);
        CompletableFuture<Response> later = new CompletableFuture<>();
        if (shift.held(number)) {
            boolean in = shift.work(number, request.target(), status -> later.complete(response(response, status)));
            return in ? later : CompletableFuture.completedFuture(overloaded());
        }
        long now;
        long done;
        synchronized (stations) {
            now = time.nanos();
            done = stations.admit(number, now);
        }
        if (done == WorkerLine.FULL) return CompletableFuture.completedFuture(overloaded());
        if (done <= now) return CompletableFuture.completedFuture(response);
        time.after(Duration.ofNanos(done - now), () -> later.complete(response));
        return later;
    }

    private static Response overloaded() {
        return Response.text(OVERLOADED, "every worker is busy\n");
    }

    private static Response response(Response done, int status) {
        if (status == Services.DONE) return done;
        return status < Services.FAILED
                ? new Response(status, done.fields(), done.body())
                : Response.text(status, "a step failed\n");
    }
}
