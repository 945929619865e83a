package io.windtunnel.rehearsal.standin;

import io.windtunnel.cloud.ports.Machine;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.rehearsal.plan.Behaviour;
import io.windtunnel.rehearsal.plan.Consumer;
import io.windtunnel.rehearsal.standin.Services.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/// A machine at work as a stand-in: its stations, and those who call services, for a request or for a queue's messages.
/// The same on sockets and in a simulation.
///
/// Thread safety: every method may be called from any thread; the stations under their own monitor.
public final class Shift {
    private static final int MALFORMED = 400;
    private static final int BROKEN = 500;

    private final Stations stations;
    private final Caller caller;
    private final Services services;
    private final Time time;
    private final List<Consuming> consuming = new ArrayList<>();

    Shift(Role role, Machine machine, Services services, Time time) {
        this.stations = role.stations(machine);
        this.caller = new Caller(machine.scope(), machine.host().place());
        this.services = services;
        this.time = time;
        for (Consumer consumer : role.plan().consume()) {
            int workers = consumer.workers().on(machine.vcpus());
            String name = "consume " + consumer.queue();
            Consuming one = new Consuming(consumer, caller, services, time, workers, role.draws(machine, name));
            stations.add(one.crew());
            consuming.add(one);
        }
    }

    /// Its stations; their calls want their monitor where several threads are about.
    public Stations stations() {
        return stations;
    }

    /// Begins to work through its queues.
    public void start() {
        consuming.forEach(Consuming::start);
    }

    /// Stops at once.
    public void close() {
        consuming.forEach(Consuming::close);
    }

    /// Whether a behaviour's workers are held while services are called: such requests go to [#work].
    public boolean held(int number) {
        return stations.crew(number) != null;
    }

    /// A request for a behaviour whose workers are held has come: a worker works, then takes the steps, and is held
    /// until
    /// they are done, as a program that waits for what it calls.
    ///
    /// @param target the request's path
    /// @param done told the status: [Services#DONE] for the behaviour's own
    /// @return false when its line is full
    public boolean work(int number, String target, IntConsumer done) {
        Crew crew = stations.crew(number);
        if (crew == null) throw new IllegalArgumentException("no worker is held");
        Behaviour behaviour = stations.behaviour(number);
        Map<String, String> values;
        try {
            values = behaviour.on().values(target);
        } catch (IllegalArgumentException malformed) {
            done.accept(MALFORMED);
            return true;
        }
        return crew.enter(() -> {
            long nanos;
            synchronized (stations) {
                nanos = stations.drawNanos(number);
            }
            crew.works(time.nanos(), nanos);
            time.after(
                    Duration.ofNanos(nanos),
                    () -> services.take(caller, behaviour.steps(), values::get).whenComplete((status, failure) -> {
                        time.after(Duration.ZERO, crew.leave());
                        done.accept(failure == null ? status : BROKEN);
                    }));
        });
    }
}
