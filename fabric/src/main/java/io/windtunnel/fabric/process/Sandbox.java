package io.windtunnel.fabric.process;

import io.windtunnel.fabric.net.Host;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A room that looks like a machine to the programs in it.
///
/// Thread safety: every method may be called from any thread.
public interface Sandbox extends AutoCloseable {
    String name();

    /// Its stand on the network. A port that a program in the sandbox listens on answers at this host's address.
    Host host();

    Isolation isolation();

    /// Starts a program; returns at once.
    ///
    /// @throws SandboxException when the program cannot be started or the sandbox has ended
    SandboxedProcess start(SandboxCommand command);

    /// The process ids, as this computer counts them, of the programs in the sandbox: what a person may `kill`. Its own
    /// first process, which only keeps it open, is not among them.
    List<Long> pids();

    /// The processor time its programs have used since it was opened, as this computer counts it: wall time, summed
    /// over its processors. Exact where the computer lets us make control groups; elsewhere what ended between two
    /// calls is partly missed. Empty where this computer does not tell, and when the sandbox has ended.
    Optional<Duration> processorTime();

    /// Whether it is open: false after [#close], and when its first process was killed.
    boolean alive();

    /// Runs `task` once when the sandbox has ended; at once when it already has.
    void onEnd(Runnable task);

    /// Ends the sandbox and all in it at once, as a machine that loses its power. Its disk stays until it is erased.
    @Override
    void close();
}
