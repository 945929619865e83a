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
import io.windtunnel.rehearsal.plan.Consumer;
import io.windtunnel.rehearsal.plan.StandInPlan;
import io.windtunnel.rehearsal.standin.Services.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        Stations stations = role.stations(machine);
        Caller caller = new Caller(machine.scope(), machine.host().place());
        List<Consuming> consuming = new ArrayList<>();
        for (Consumer consumer : plan.consume()) {
            Consuming one = new Consuming(
                    consumer,
                    caller,
                    services,
                    time,
                    consumer.workers().on(machine.vcpus()),
                    role.draws(machine, "consume " + consumer.queue()));
            stations.add(one.crew());
            consuming.add(one);
        }
        List<Response> responses = plan.serve().stream().map(StandIn::response).toList();
        AutoCloseable door =
                doors.open(machine.host(), plan.listen(), request -> answer(stations, responses, caller, request));
        consuming.forEach(Consuming::start);
        if (plan.completes() != null) signals.ready(machine, plan.completes());
        return new Played(machine, stations, door, consuming, time);
    }

    private static Response response(Behaviour behaviour) {
        Fields fields = new Fields();
        behaviour.headers().forEach(fields::add);
        if (fields.first("Content-Type") == null) fields.add("Content-Type", "text/plain; charset=utf-8");
        return new Response(behaviour.status(), fields, behaviour.body().getBytes(StandardCharsets.UTF_8));
    }

    private CompletionStage<Response> answer(
            Stations stations, List<Response> responses, Caller caller, Request request) {
        int number = stations.find(request.method(), request.target());
        if (number == Stations.NONE) return CompletableFuture.completedFuture(Response.text(plan.otherwise(), ""));
        Crew crew = stations.crew(number);
        if (crew != null) return hold(stations, crew, number, responses.get(number), caller, request);
        long now;
        long done;
        synchronized (stations) {
            now = time.nanos();
            done = stations.admit(number, now);
        }
        if (done == WorkerLine.FULL) return CompletableFuture.completedFuture(overloaded());
        Response response = responses.get(number);
        if (done <= now) return CompletableFuture.completedFuture(response);
        CompletableFuture<Response> later = new CompletableFuture<>();
        time.after(Duration.ofNanos(done - now), () -> later.complete(response));
        return later;
    }

    private static Response overloaded() {
        return Response.text(OVERLOADED, "every worker is busy\n");
    }

    /// A worker works, then takes the steps, and is held until they are done: a program that waits for what it calls.
    private CompletionStage<Response> hold(
            Stations stations, Crew crew, int number, Response response, Caller caller, Request request) {
        Behaviour behaviour = stations.behaviour(number);
        Map<String, String> values;
        try {
            values = behaviour.on().values(request.target());
        } catch (IllegalArgumentException malformed) {
            return CompletableFuture.completedFuture(Response.text(400, "the path is malformed\n"));
        }
        CompletableFuture<Response> later = new CompletableFuture<>();
        Runnable work = () -> {
            long nanos;
            synchronized (stations) {
                nanos = stations.drawNanos(number);
            }
            crew.works(time.nanos(), nanos);
            time.after(
                    Duration.ofNanos(nanos),
                    () -> services.take(caller, behaviour.steps(), values::get).whenComplete((status, failure) -> {
                        time.after(Duration.ZERO, crew.leave());
                        later.complete(response(response, failure == null ? status : 500));
                    }));
        };
        return crew.enter(work) ? later : CompletableFuture.completedFuture(overloaded());
    }

    private static Response response(Response done, int status) {
        if (status == Services.DONE) return done;
        return status < Services.FAILED
                ? new Response(status, done.fields(), done.body())
                : Response.text(status, "a step failed\n");
    }
}
