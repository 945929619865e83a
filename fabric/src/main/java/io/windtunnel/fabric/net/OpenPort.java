package io.windtunnel.fabric.net;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// An open port, found by the fabric under the number it stands for.
///
/// @param server the server socket; null when another program of this computer serves at the address
record OpenPort(
        NetworkHost host,
        int port,
        InetSocketAddress address,
        @Nullable Channel server) implements Listener {
    @Override
    public void close() {
        host.forget(this);
        if (server != null) server.close();
    }
}
