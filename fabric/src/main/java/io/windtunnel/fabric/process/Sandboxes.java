package io.windtunnel.fabric.process;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.windtunnel.fabric.net.Names;
import io.windtunnel.fabric.net.Network;
import io.windtunnel.fabric.run.Threads;
import java.util.Locale;

/// The sandboxes of one fabric. All of them end with it, and with this process, however it ends.
///
/// Thread safety: every method may be called from any thread.
public interface Sandboxes extends AutoCloseable {
    /// The best sandboxes this computer gives. Blocks for about a tenth of a second, in which it tries them.
    static Sandboxes open(SandboxOptions options, Network network, Names names, Threads threads) {
        options.sweep();
        var loops = new MultiThreadIoEventLoopGroup(1, threads.platform("sandbox-relay"), NioIoHandler.newFactory());
        Ground ground = new Ground(network, names, threads, loops, options);
        if (options.plain()) return new PlainSandboxes(ground, "so it was asked for");
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux"))
            return new PlainSandboxes(ground, "only Linux has the namespaces that sandboxes are made of");
        UserSpace user = UserSpace.own();
        if (user == UserSpace.NONE)
            return new PlainSandboxes(
                    ground,
                    "this process may not make namespaces (it is not root, nor was it started in a user namespace)");
        try {
            return Rooms.open(ground, user);
        } catch (RuntimeException refused) {
            return new PlainSandboxes(ground, String.valueOf(refused.getMessage()));
        }
    }

    /// What isolation this computer gives; found out once, when the sandboxes were opened.
    Isolation isolation();

    /// Opens a sandbox; blocks for the tens of milliseconds that takes. What an earlier sandbox of the same name wrote
    /// to its disk is there again.
    ///
    /// @throws SandboxException when this computer refuses, or a sandbox of this name is open
    Sandbox open(SandboxOrder order);

    /// Forgets what the sandbox of this name wrote to its disk. Does nothing when there is none or it is open.
    void erase(String name);

    /// Ends every sandbox.
    @Override
    void close();
}
