package io.windtunnel.fabric.net;

import io.netty.buffer.ByteBuf;

/// Takes the datagrams that come to a port.
@FunctionalInterface
public interface DatagramReceiver {
    /// One datagram has come. On the port's event loop: it must not block. `payload` is released when this
    /// returns; who keeps it retains it.
    void received(DatagramPort port, ByteBuf payload, Sender from);

    /// Who has sent a datagram.
    ///
    /// @param socket where on this computer it came from, and where an answer goes
    /// @param origin who stands there
    record Sender(java.net.InetSocketAddress socket, Origin origin) {}
}
