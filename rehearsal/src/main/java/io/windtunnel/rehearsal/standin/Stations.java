package io.windtunnel.rehearsal.standin;

import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.rehearsal.plan.Behaviour;
import io.windtunnel.rehearsal.plan.StandInPlan;
import io.windtunnel.rehearsal.plan.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The behaviours of one machine that plays a stand-in, and the workers behind them: which behaviour a request meets,
/// and when it will be done. Whoever serves by it, sockets or a simulation, gets the same answers.
///
/// Thread safety: every method may be called from any thread, one at a time.
public final class Stations {
    /// The answer for a request that no behaviour meets.
    public static final int NONE = -1;

    private final List<Behaviour> behaviours;
    private final @Nullable WorkerLine[] lineOf;
    private final @Nullable Crew[] crewOf;
    private final RandomGenerator[] draws;
    private final List<WorkerLine> lines = new ArrayList<>();
    private final List<Crew> crews = new ArrayList<>();

    /// @param vcpus of the machine
    /// @param random streams of the machine's own
    public Stations(StandInPlan plan, int vcpus, RandomStreams random) {
        behaviours = plan.serve();
        lineOf = new @Nullable WorkerLine[behaviours.size()];
        crewOf = new @Nullable Crew[behaviours.size()];
        draws = new RandomGenerator[behaviours.size()];
        Workers shared = plan.workers();
        boolean held = behaviours.stream()
                .anyMatch(behaviour ->
                        behaviour.workers() == null && !behaviour.steps().isEmpty());
        WorkerLine common = shared == null || held ? null : line(shared.on(vcpus), plan.queue());
        Crew commonCrew = shared != null && held ? crew(shared.on(vcpus), plan.queue()) : null;
        for (int i = 0; i < lineOf.length; i++) {
            Behaviour behaviour = behaviours.get(i);
            Workers own = behaviour.workers();
            draws[i] = random.stream(behaviour.on().toString());
            if (own == null && shared != null) {
                lineOf[i] = common;
                crewOf[i] = commonCrew;
                continue;
            }
            int workers = (own == null ? Workers.ONE_PER_VCPU : own).on(vcpus);
            if (behaviour.steps().isEmpty()) lineOf[i] = line(workers, behaviour.queue());
            else crewOf[i] = crew(workers, behaviour.queue());
        }
    }

    private Crew crew(int workers, int queue) {
        Crew crew = new Crew(workers, queue);
        crews.add(crew);
        return crew;
    }

    /// Counts the work of others on this machine, such as a queue's consumers.
    void add(Crew crew) {
        crews.add(crew);
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

    /// Who works on a behaviour whose workers are held while services are called; null when its time is all it takes.
    @Nullable
    Crew crew(int number) {
        return crewOf[number];
    }

    /// How long the next request for a behaviour takes.
    long drawNanos(int number) {
        return behaviours.get(number).take().drawNanos(draws[number]);
    }

    /// A request for a behaviour comes at `nowNanos`: when it will be done, or [WorkerLine#FULL]. Calls come in the
    /// order of time.
    public long admit(int number, long nowNanos) {
        WorkerLine line = lineOf[number];
        if (line == null) throw new IllegalStateException("the workers of this behaviour are held");
        return line.admit(nowNanos, drawNanos(number));
    }

    /// As busy as its busiest workers until `nowNanos`: a machine whose every worker works is at its
    /// limit, however many they are.
    public long busyNanos(long nowNanos) {
        long most = 0;
        for (WorkerLine line : lines) most = Math.max(most, line.workedNanos(nowNanos) / line.workers());
        for (Crew crew : crews) most = Math.max(most, crew.workedNanos(nowNanos) / crew.workers());
        return most;
    }
}
