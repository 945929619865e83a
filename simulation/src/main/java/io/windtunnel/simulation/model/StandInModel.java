package io.windtunnel.simulation.model;

import io.windtunnel.cloud.ports.Machine;
import io.windtunnel.cloud.ports.Workload;
import io.windtunnel.rehearsal.plan.StandInPlan;
import io.windtunnel.rehearsal.standin.Role;
import io.windtunnel.rehearsal.standin.Services;
import io.windtunnel.rehearsal.standin.StandIn;
import java.time.Duration;

/// A stand-in as a model: its role, played without sockets.
///
/// Thread safety: belongs to the engine's thread.
public final class StandInModel implements Workload {
    private final Role role;
    private final World world;
    private final StandIn.Signals signals;
    private final Services services;

    public StandInModel(StandInPlan plan, World world, StandIn.Signals signals, Services services) {
        this.role = Role.of(plan, world.random());
        this.world = world;
        this.signals = signals;
        this.services = services;
    }

    @Override
    public Duration boot(Machine machine) {
        return role.boot(machine);
    }

    @Override
    public Duration restart(Machine machine) {
        return role.restart(machine);
    }

    @Override
    public Running start(Machine machine) {
        ServerModel server = new ServerModel(
                world,
                machine,
                role.plan(),
                role.shift(machine, services, world.engine().time()));
        server.start();
        String hook = role.plan().completes();
        if (hook != null) signals.ready(machine, hook);
        return server;
    }
}
