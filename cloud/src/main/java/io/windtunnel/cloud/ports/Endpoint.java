package io.windtunnel.cloud.ports;

import java.net.InetSocketAddress;
import java.util.Optional;

/// Where the cloud's API is served on this computer. The door that opens the port offers it; programs in sandboxes are
/// led there.
@FunctionalInterface
public interface Endpoint {
    /// The address, a loopback one; empty while no port is open.
    Optional<InetSocketAddress> address();
}
