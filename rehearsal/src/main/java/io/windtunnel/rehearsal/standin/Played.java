package io.windtunnel.rehearsal.standin;

import io.windtunnel.cloud.ports.Machine;
import io.windtunnel.cloud.ports.Workload;
import io.windtunnel.kernel.time.Time;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/// A stand-in at work on one machine, until it is closed.
///
/// Thread safety: every method may be called from any thread.
final class Played implements Workload.Running {
    private final Machine machine;
    private final Stations stations;
    private final AutoCloseable door;
    private final List<Consuming> consuming;
    private final Time time;
    private final AtomicBoolean running = new AtomicBoolean(true);

    Played(Machine machine, Stations stations, AutoCloseable door, List<Consuming> consuming, Time time) {
        this.machine = machine;
        this.stations = stations;
        this.door = door;
        this.consuming = List.copyOf(consuming);
        this.time = time;
    }

    @Override
    public boolean alive() {
        return running.get();
    }

    @Override
    public OptionalLong busyNanos() {
        synchronized (stations) {
            return OptionalLong.of(stations.busyNanos(time.nanos()));
        }
    }

    @Override
    public void close() {
        if (!running.compareAndSet(true, false)) return;
        consuming.forEach(Consuming::close);
        try {
            door.close();
        } catch (Exception broken) {
            throw new IllegalStateException("cannot close the door of " + machine.instanceId(), broken);
        }
    }
}
