package io.windtunnel.fabric.net;

import io.windtunnel.kernel.identity.Place;
import java.net.InetAddress;

/// Something with an address: an instance, a load balancer's node, a client. It stands in a place.
public interface Host extends AutoCloseable {
    Place place();

    /// The network its address is unique in: a VPC id, or `internet`.
    String realm();

    /// Its address on AWS's side, such as `10.0.1.23`.
    String ip();

    /// The address its sockets are really bound to on this computer.
    InetAddress loopback();

    /// What its connections have carried.
    default Traffic traffic() {
        return new Traffic();
    }

    /// Takes the host off the network: its listeners and connections end.
    @Override
    void close();
}
