package io.windtunnel.cloud.ports;

import java.util.Optional;

/// Chooses what a machine runs. A rehearsal offers its stand-ins here; where it has none for a machine, the machine
/// runs
/// its own program (UserData).
@FunctionalInterface
public interface Workloads {
    Optional<Workload> choose(Machine machine);
}
