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
    private final List<WorkerLine> lines;
    private final AutoCloseable door;
    private final Time time;
    private final AtomicBoolean running = new AtomicBoolean(true);

    Played(Machine machine, List<WorkerLine> lines, AutoCloseable door, Time time) {
        this.machine = machine;
        this.lines = List.copyOf(lines);
        this.door = door;
        this.time = time;
    }

    @Override
    public boolean alive() {
        return running.get();
    }

    /// As busy as its busiest workers: a machine whose every worker works is at its limit, however many they are.
    @Override
    public OptionalLong busyNanos() {
        long now = time.nanos();
        return lines.stream()
                .mapToLong(line -> line.workedNanos(now) / line.workers())
                .max();
    }

    @Override
    public void close() {
        if (!running.compareAndSet(true, false)) return;
        try {
            door.close();
        } catch (Exception broken) {
            throw new IllegalStateException("cannot close the door of " + machine.instanceId(), broken);
        }
    }
}
