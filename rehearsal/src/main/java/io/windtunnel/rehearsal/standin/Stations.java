package io.windtunnel.rehearsal.standin;

import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.rehearsal.plan.Behaviour;
import io.windtunnel.rehearsal.plan.StandInPlan;
import io.windtunnel.rehearsal.plan.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// The behaviours of one machine that plays a stand-in, and the workers behind them: which behaviour a request meets,
/// and when it will be done. Whoever serves by it, sockets or a simulation, gets the same answers.
///
/// Thread safety: every method may be called from any thread, one at a time.
public final class Stations {
    /// The answer for a request that no behaviour meets.
    public static final int NONE = -1;

    private final List<Behaviour> behaviours;
    private final WorkerLine[] lineOf;
    private final RandomGenerator[] draws;
    private final List<WorkerLine> lines = new ArrayList<>();

    /// @param vcpus of the machine
    /// @param random streams of the machine's own
    public Stations(StandInPlan plan, int vcpus, RandomStreams random) {
        behaviours = plan.serve();
        lineOf = new WorkerLine[behaviours.size()];
        draws = new RandomGenerator[behaviours.size()];
        Workers shared = plan.workers();
        WorkerLine common = shared == null ? null : line(shared.on(vcpus), plan.queue());
        for (int i = 0; i < lineOf.length; i++) {
            Behaviour behaviour = behaviours.get(i);
            Workers own = behaviour.workers();
            WorkerLine line = common;
            if (own != null || line == null)
                line = line((own == null ? Workers.ONE_PER_VCPU : own).on(vcpus), behaviour.queue());
            lineOf[i] = line;
            draws[i] = random.stream(behaviour.on().toString());
        }
    }

    private WorkerLine line(int workers, int queue) {
        WorkerLine line = new WorkerLine(workers, queue);
        lines.add(line);
        return line;
    }

    /// The number of the first behaviour that meets a request, or [#NONE].
    public int find(String method, String target) {
        for (int i = 0; i < behaviours.size(); i++) if (behaviours.get(i).on().matches(method, target)) return i;
        return NONE;
    }

    public Behaviour behaviour(int number) {
        return behaviours.get(number);
    }

    /// A request for a behaviour comes at `nowNanos`: when it will be done, or [WorkerLine#FULL]. Calls come in the
    /// order of time.
    public long admit(int number, long nowNanos) {
        return lineOf[number].admit(nowNanos, behaviours.get(number).take().drawNanos(draws[number]));
    }

    /// As busy as its busiest workers until `nowNanos`: a machine whose every worker works is at its
    /// limit, however many they are.
    public long busyNanos(long nowNanos) {
        long most = 0;
        for (WorkerLine line : lines) most = Math.max(most, line.workedNanos(nowNanos) / line.workers());
        return most;
    }
}
