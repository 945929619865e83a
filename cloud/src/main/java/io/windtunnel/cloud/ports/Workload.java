package io.windtunnel.cloud.ports;

import java.time.Duration;

/// What runs on a machine once it has booted: a stand-in, or the template's own program.
public interface Workload {
    /// How long from launch until the machine answers, by this workload's own account; EC2 waits it out, in scenario
    /// time, before [#start].
    Duration boot(Machine machine);

    /// How long it takes where the machine has booted before and was only stopped: what a first boot installs is on its
    /// disk. Unless a workload knows better, as long as a first boot.
    default Duration restart(Machine machine) {
        return boot(machine);
    }

    /// Starts on the machine. Returns at once; a program that takes time to listen listens later.
    Running start(Machine machine);

    /// The machine was terminated: what it kept for a next start (its disk) is forgotten. Called after its
    /// [Running#close], never for a machine that is only stopped.
    default void erase(Machine machine) {}

    /// A started workload.
    interface Running extends AutoCloseable {
        /// Whether it still runs: false once its main process has ended by itself.
        boolean alive();

        /// Stops it at once, as a machine that loses its power.
        @Override
        void close();
    }
}
