package io.windtunnel.fabric.process;

import java.util.concurrent.CompletableFuture;

/// A program started in a sandbox, with the processes it started itself.
public interface SandboxedProcess {
    /// The program's process id as this computer counts it; -1 when it had ended before it could be learnt.
    long pid();

    boolean alive();

    /// Completes with the exit status when the program itself has ended; what it left in the background may live on.
    CompletableFuture<Integer> ended();

    /// Kills the program and its descendants.
    void kill();
}
