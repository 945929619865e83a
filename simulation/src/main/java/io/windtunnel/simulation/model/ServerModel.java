package io.windtunnel.simulation.model;

import io.windtunnel.cloud.ports.Machine;
import io.windtunnel.cloud.ports.Workload;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.rehearsal.plan.Behaviour;
import io.windtunnel.rehearsal.plan.StandInPlan;
import io.windtunnel.rehearsal.standin.Services;
import io.windtunnel.rehearsal.standin.Shift;
import io.windtunnel.rehearsal.standin.StandIn;
import io.windtunnel.rehearsal.standin.Stations;
import io.windtunnel.rehearsal.standin.WorkerLine;
import io.windtunnel.simulation.engine.Actor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A machine that plays a stand-in: it listens, and its stations say when a request is done.
///
/// Thread safety: belongs to the engine's thread.
final class ServerModel implements Workload.Running {
    /// The bytes of a response's line and header: what the live stand-in's usually come to.
    private static final int HEAD_BYTES = 90;

    private static final int UNKNOWN = -2;

    private final World world;
    private final Machine machine;
    private final StandInPlan plan;
    private final Shift shift;
    private final Stations stations;
    private final Actor served = this::served;
    private int[] numbers = new int[0];
    private boolean running = true;
    private String checkedPath = "";
    private int checkedNumber = Stations.NONE;
    private @Nullable ServerModel shownBy;
    private long shownFromNanos;
    private long borrowedNanos;

    ServerModel(World world, Machine machine, StandInPlan plan, Shift shift) {
        this.world = world;
        this.machine = machine;
        this.plan = plan;
        this.shift = shift;
        this.stations = shift.stations();
        world.serves(this);
    }

    void start() {
        shift.start();
    }

    Host host() {
        return machine.host();
    }

    boolean listensOn(int port) {
        return running && port == plan.listen();
    }

    /// A request has come.
    void receive(Call call, long nowNanos) {
        call.server = this;
        int number = number(call.request(), call.path);
        if (number == Stations.NONE) {
            reply(call, plan.otherwise(), nowNanos);
            return;
        }
        if (shift.held(number)) {
            work(call, number, nowNanos);
            return;
        }
        long done = stations.admit(number, nowNanos);
        if (done == WorkerLine.FULL) {
            reply(call, StandIn.OVERLOADED, nowNanos);
            return;
        }
        call.status = stations.behaviour(number).status();
        if (done <= nowNanos) {
            reply(call, call.status, nowNanos);
            return;
        }
        call.hold();
        world.engine().at(done, served, call.slot);
    }

    /// A worker calls services before it answers: the call is held until then.
    private void work(Call call, int number, long nowNanos) {
        call.hold();
        int slot = call.slot;
        String target = call.request().target(call.path);
        boolean in = shift.work(number, target, status -> {
            world.calls().at(slot).status =
                    status == Services.DONE ? stations.behaviour(number).status() : status;
            served(world.engine().time().nanos(), slot);
        });
        if (in) return;
        reply(call, StandIn.OVERLOADED, nowNanos);
        world.calls().release(call);
    }

    private void served(long nowNanos, int slot) {
        Call call = world.calls().at(slot);
        if (call.server == this && !call.nodeDone) reply(call, call.status, nowNanos);
        world.calls().release(call);
    }

    private void reply(Call call, int status, long nowNanos) {
        call.status = status;
        NodeModel node = call.node;
        if (node != null) node.replied(call, nowNanos);
    }

    /// The bytes of the answer to a call.
    int bytes(Call call) {
        int number = number(call.request(), call.path);
        if (number == Stations.NONE || call.status == StandIn.OVERLOADED) return HEAD_BYTES;
        Behaviour behaviour = stations.behaviour(number);
        return HEAD_BYTES + behaviour.body().getBytes(StandardCharsets.UTF_8).length;
    }

    private int number(RequestModel request, @Nullable String path) {
        if (!request.fixedPath()) return stations.find(request.method, request.target(path));
        if (request.id >= numbers.length) {
            int known = numbers.length;
            numbers = Arrays.copyOf(numbers, request.id + 1);
            Arrays.fill(numbers, known, numbers.length, UNKNOWN);
        }
        int number = numbers[request.id];
        if (number == UNKNOWN) numbers[request.id] = number = stations.find(request.method, request.target(null));
        return number;
    }

    /// A health check's `GET`, whose steps, if it has any, are not taken: when it will be answered, or
    /// [WorkerLine#FULL]; at once where nothing meets it.
    long check(String path, long nowNanos) {
        int number = checked(path);
        return number == Stations.NONE || shift.held(number) ? nowNanos : stations.admit(number, nowNanos);
    }

    private int checked(String path) {
        if (!path.equals(checkedPath)) {
            checkedPath = path;
            checkedNumber = stations.find("GET", path);
        }
        return checkedNumber;
    }

    /// The status that a check is answered with, unless the line is full.
    int checkStatus(String path) {
        int number = checked(path);
        return number == Stations.NONE
                ? plan.otherwise()
                : stations.behaviour(number).status();
    }

    @Override
    public boolean alive() {
        return running;
    }

    @Override
    public OptionalLong busyNanos() {
        return OptionalLong.of(busy(world.engine().time().nanos()));
    }

    private long busy(long nowNanos) {
        ServerModel like = shownBy;
        long mirrored = like == null ? 0 : like.stations.busyNanos(nowNanos) - shownFromNanos;
        return stations.busyNanos(nowNanos) + borrowedNanos + mirrored;
    }

    /// From now on it is sent requests of its own.
    void sampled() {
        like(null);
    }

    /// From now on it is as busy as `shown`, which is sent requests for it too.
    void standsFor(ServerModel shown) {
        if (shown != this) like(shown);
    }

    private void like(@Nullable ServerModel shown) {
        if (shown == shownBy) return;
        long now = world.engine().time().nanos();
        ServerModel before = shownBy;
        if (before != null) borrowedNanos += before.stations.busyNanos(now) - shownFromNanos;
        shownBy = shown;
        shownFromNanos = shown == null ? 0 : shown.stations.busyNanos(now);
    }

    @Override
    public void close() {
        if (!running) return;
        running = false;
        shift.close();
        world.gone(this);
    }
}
