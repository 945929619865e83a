package io.windtunnel.cloud.ports;

import java.time.Duration;
import java.util.OptionalLong;

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

        /// How long the whole machine has been busy since this start, in nanoseconds of scenario time: of four
        /// processors, one that works for four seconds makes the machine busy for one. Never falls. A machine
        /// at its limit gains as much as time passes: what was gained between two calls, over the time between
        /// them, is `CPUUtilization`. Empty where nobody can know, which makes no datapoint.
        ///
        /// EC2 asks once a minute, from any thread; the answer must come soon.
        default OptionalLong busyNanos() {
            return OptionalLong.empty();
        }

        /// Stops it at once, as a machine that loses its power.
        @Override
        void close();
    }
}
