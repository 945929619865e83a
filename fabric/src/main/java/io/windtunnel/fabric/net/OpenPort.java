package io.windtunnel.fabric.net;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/// A bound server socket, found by the fabric under the port it stands for.
record OpenPort(NetworkHost host, int port, Channel server) implements Listener {
    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    @Override
    public void close() {
        host.forget(this);
        server.close();
    }
}
