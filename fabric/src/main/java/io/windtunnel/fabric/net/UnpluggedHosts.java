package io.windtunnel.fabric.net;

import io.windtunnel.kernel.identity.Place;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Hosts without sockets: they have a place, an address and a count of bytes, and whoever plays the network asks for
/// them here.
public final class UnpluggedHosts implements Hosts {
    private final Map<NamedAddress, Host> hosts = new ConcurrentHashMap<>();
    private volatile Admission admission = Admission.OPEN;

    @Override
    public Host host(Place place, String realm, String ip) {
        Unplugged host = new Unplugged(this, place, new NamedAddress(realm, ip), new Traffic());
        if (hosts.putIfAbsent(host.address, host) != null)
            throw new IllegalStateException("there is a host at " + host.address);
        return host;
    }

    @Override
    public Optional<Host> find(String realm, String ip) {
        return Optional.ofNullable(hosts.get(new NamedAddress(realm, ip)));
    }

    @Override
    public void admission(Admission next) {
        admission = next;
    }

    @Override
    public boolean admits(Host from, @Nullable InetAddress client, Host to, int port) {
        return admission.admits(from, client, to, port);
    }

    private record Unplugged(UnpluggedHosts hosts, Place place, NamedAddress address, Traffic traffic) implements Host {
        @Override
        public String realm() {
            return address.realm();
        }

        @Override
        public String ip() {
            return address.ip();
        }

        @Override
        public InetAddress loopback() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public void close() {
            hosts.hosts.remove(address, this);
        }

        /// A host is itself, not what it is made of.
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return address.hashCode();
        }

        @Override
        public String toString() {
            return address.toString();
        }
    }
}
