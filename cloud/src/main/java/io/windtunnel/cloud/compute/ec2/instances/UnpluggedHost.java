package io.windtunnel.cloud.compute.ec2.instances;

import io.windtunnel.fabric.net.Host;
import io.windtunnel.kernel.identity.Place;
import java.net.InetAddress;

/// A machine's stand where the fabric has no sockets: it has a place and an address, and nobody can call it.
public record UnpluggedHost(Place place, String realm, String ip) implements Host {
    @Override
    public InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public void close() {}
}
