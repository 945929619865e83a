package io.windtunnel.simulation.model;

import io.windtunnel.cloud.ports.Machine;
import io.windtunnel.cloud.ports.Workload;
import io.windtunnel.cloud.ports.Workloads;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.rehearsal.plan.StandInPlan;
import io.windtunnel.rehearsal.standin.StandIn;
import io.windtunnel.rehearsal.standin.Stations;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The stand-ins of a rehearsal as models. A machine for which there is none runs nothing: programs cannot be played in
/// virtual time.
///
/// Thread safety: belongs to the engine's thread.
public final class StandInModels implements Workloads {
    private final World world;
    private final StandIn.Signals signals;
    private final Map<String, StandInPlan> byLogicalId = new HashMap<>();
    private final TreeSet<String> played = new TreeSet<>();
    private final TreeSet<String> unplayed = new TreeSet<>();

    public StandInModels(List<StandInPlan> plans, World world, StandIn.Signals signals) {
        this.world = world;
        this.signals = signals;
        for (StandInPlan plan : plans) byLogicalId.put(plan.logicalId(), plan);
    }

    @Override
    public Optional<Workload> choose(Machine machine) {
        String logicalId = machine.logicalId();
        StandInPlan plan = logicalId == null ? null : byLogicalId.get(logicalId);
        if (plan == null) {
            unplayed.add(logicalId == null ? machine.instanceId() : logicalId);
            return Optional.empty();
        }
        played.add(plan.logicalId());
        return Optional.of(new Model(plan));
    }

    /// The logical ids that no machine came from: probably misspelt.
    public List<String> idle() {
        return byLogicalId.keySet().stream()
                .filter(logicalId -> !played.contains(logicalId))
                .sorted()
                .toList();
    }

    /// Where machines came from for which there is no stand-in.
    public List<String> unplayed() {
        return List.copyOf(unplayed);
    }

    private final class Model implements Workload {
        private final StandInPlan plan;
        private final RandomStreams random;

        Model(StandInPlan plan) {
            this.plan = plan;
            this.random = world.random().below("stand-in " + plan.logicalId());
        }

        @Override
        public Duration boot(Machine machine) {
            return plan.boot().draw(random.below(machine.instanceId()).stream("boot"), machine.imageGibibytes());
        }

        @Override
        public Duration restart(Machine machine) {
            return plan.restart().draw(random.below(machine.instanceId()).stream("restart"), machine.imageGibibytes());
        }

        @Override
        public Running start(Machine machine) {
            Stations stations = new Stations(plan, machine.vcpus(), random.below(machine.instanceId()));
            ServerModel server = new ServerModel(world, machine, plan, stations);
            if (plan.completes() != null) signals.ready(machine, plan.completes());
            return server;
        }
    }
}
