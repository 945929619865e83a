package io.windtunnel.rehearsal.standin;

import io.windtunnel.cloud.ports.Machine;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.kernel.time.Time;
import io.windtunnel.rehearsal.plan.StandInPlan;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// What a stand-in plays on its machines, with the chance of each: the same on sockets and in a simulation.
///
/// @param random streams below the stand-in's name
public record Role(StandInPlan plan, RandomStreams random) {
    /// The role of a plan, its chance drawn from a cloud's.
    public static Role of(StandInPlan plan, RandomStreams ground) {
        return new Role(plan, ground.below("stand-in " + plan.logicalId()));
    }

    /// A stream of a machine's own.
    RandomGenerator draws(Machine machine, String name) {
        return of(machine).stream(name);
    }

    private RandomStreams of(Machine machine) {
        return random.below(machine.instanceId());
    }

    /// From a launch until it answers.
    public Duration boot(Machine machine) {
        return plan.boot().draw(of(machine).stream("boot"), machine.imageGibibytes());
    }

    /// From a restart until it answers.
    public Duration restart(Machine machine) {
        return plan.restart().draw(of(machine).stream("restart"), machine.imageGibibytes());
    }

    /// A machine that has booted, at work.
    public Shift shift(Machine machine, Services services, Time time) {
        return new Shift(this, machine, services, time);
    }

    /// The stations of a machine that has booted.
    public Stations stations(Machine machine) {
        return new Stations(plan, machine.vcpus(), of(machine));
    }
}
