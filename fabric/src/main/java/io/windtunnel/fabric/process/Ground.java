package io.windtunnel.fabric.process;

import io.netty.channel.EventLoopGroup;
import io.windtunnel.fabric.net.Names;
import io.windtunnel.fabric.net.Network;
import io.windtunnel.fabric.run.Threads;
import java.util.concurrent.TimeUnit;

/// What every sandbox of one fabric stands on. `loops` drive the sockets inside sandboxes.
record Ground(Network network, Names names, Threads threads, EventLoopGroup loops, SandboxOptions options) {
    /// Stops the loops, and deletes the directory if it was for this process only.
    void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        if (options.isTemporary()) new Disk(options.directory()).delete();
    }
}
