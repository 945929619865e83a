package io.windtunnel.cloud.ports;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The machines' own programs: UserData run in sandboxes. EC2 asks it for a machine's workload when no stand-in was
/// chosen for it, and shows its console in `GetConsoleOutput`.
///
/// Thread safety: every method may be called from any thread.
public interface Programs {
    /// What a machine's console said last: at most 64 KB, and when it was last written to.
    record Console(byte[] text, Instant changed) {}

    /// The workload that runs a machine's UserData; a machine without any boots and runs nothing.
    Workload workload();

    /// The console of a machine that has been started, stopped ones included, until it is erased.
    Optional<Console> console(String instanceId);

    /// The process ids, as this computer counts them, of the programs on a running machine; empty when it has none.
    List<Long> processes(String instanceId);
}
