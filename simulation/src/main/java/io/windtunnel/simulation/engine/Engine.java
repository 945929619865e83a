package io.windtunnel.simulation.engine;

import io.windtunnel.kernel.time.VirtualTime;

/// Carries out what is due in virtual time: the tasks of the control planes, which know only [VirtualTime], and between
/// them the events of the data planes, which are many and cost little. A task that is due together with an event comes
/// first. The same calls give the same run.
///
/// Thread safety: belongs to one thread; on it run all tasks and events.
public final class Engine {
    /// Told when virtual time is about to pass to the next task of a control plane.
    @FunctionalInterface
    public interface Watch {
        /// No task has run for a while, and the next is due at `nextTaskNanos`: what is measured may be told now.
        void beforeTask(long nextTaskNanos);
    }

    private final VirtualTime time;
    private final Agenda agenda = new Agenda();
    private Watch watch = _ -> {};
    private long events;
    private long tasks;

    public Engine(VirtualTime time) {
        this.time = time;
    }

    public VirtualTime time() {
        return time;
    }

    public void watch(Watch next) {
        watch = next;
    }

    /// Has `actor` act at a moment, or at once when the moment is past.
    public void at(long dueNanos, Actor actor, int argument) {
        agenda.add(Math.max(dueNanos, time.nanos()), actor, argument);
    }

    /// Events of data planes so far.
    public long events() {
        return events;
    }

    /// Tasks of control planes so far. While it does not change, no control plane has changed its mind.
    public long tasks() {
        return tasks;
    }

    /// Events that are due some time.
    public int pending() {
        return agenda.size();
    }

    /// Moves virtual time to `untilNanos`, and everything due until then happens, what is due at that moment too.
    public void run(long untilNanos) {
        while (true) {
            runEvents(untilNanos);
            long next = time.nextDueNanos();
            if (agenda.nextDue() < next && agenda.nextDue() <= untilNanos) continue;
            if (next > untilNanos) break;
            watch.beforeTask(next);
            tasks++;
            time.step();
        }
        time.moveTo(untilNanos);
    }

    private void runEvents(long untilNanos) {
        Agenda due = agenda;
        VirtualTime clock = time;
        for (long next = due.nextDue(); next < clock.earliestNanos() && next <= untilNanos; next = due.nextDue()) {
            clock.moveTo(next);
            events++;
            due.runNext();
        }
    }
}
