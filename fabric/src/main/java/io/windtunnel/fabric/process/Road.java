package io.windtunnel.fabric.process;

import io.windtunnel.fabric.net.Destination;
import java.net.InetSocketAddress;

/// Where a connection out of a sandbox really goes, when its address alone does not say.
public sealed interface Road {
    /// Over the fabric's links to a host.
    record OnNetwork(Destination destination) implements Road {}

    /// To a socket of this computer that no link lies before, such as the AWS endpoint.
    record OnComputer(InetSocketAddress address) implements Road {}
}
