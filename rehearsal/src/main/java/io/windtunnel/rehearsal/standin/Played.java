package io.windtunnel.rehearsal.standin;

import io.windtunnel.cloud.ports.Machine;
import io.windtunnel.cloud.ports.Workload;
import io.windtunnel.kernel.time.Time;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/// A stand-in at work on one machine, until it is closed.
///
/// Thread safety: every method may be called from any thread.
final class Played implements Workload.Running {
    private final Machine machine;
    private final Shift shift;
    private final AutoCloseable door;
    private final Time time;
    private final AtomicBoolean running = new AtomicBoolean(true);

    Played(Machine machine, Shift shift, AutoCloseable door, Time time) {
        this.machine = machine;
        this.shift = shift;
        this.door = door;
        this.time = time;
    }

    @Override
    public boolean alive() {
        return running.get();
    }

    @Override
    public OptionalLong busyNanos() {
        synchronized (shift.stations()) {
            return OptionalLong.of(shift.stations().busyNanos(time.nanos()));
        }
    }

    @Override
    public void close() {
        if (!running.compareAndSet(true, false)) return;
        shift.close();
        try {
            door.close();
        } catch (Exception broken) {
            throw new IllegalStateException("cannot close the door of " + machine.instanceId(), broken);
        }
    }
}
