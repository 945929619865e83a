package io.windtunnel.fabric.net;

import java.net.InetSocketAddress;

/// An open port of a host.
public interface Listener extends AutoCloseable {
    /// The port on AWS's side, by which fabric connections find it.
    int port();

    /// The socket it is really bound to on this computer; its port may differ from [#port].
    InetSocketAddress address();

    /// Accepts no more; connections that stand stay. Has no effect when closed.
    @Override
    void close();
}
