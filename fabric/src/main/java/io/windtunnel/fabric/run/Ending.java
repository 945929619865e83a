package io.windtunnel.fabric.run;

/// The end of this process, by Ctrl-C, a signal or an exit: the last moment to close what is open.
public final class Ending {
    private Ending() {}

    /// Runs `task` when the process is asked to end. Tasks run side by side.
    public static void before(Runnable task) {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("windtunnel-ending").unstarted(task));
    }
}
