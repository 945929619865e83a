package io.windtunnel.fabric.net;

import io.netty.channel.Channel;
import io.windtunnel.kernel.identity.Place;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A host on the network: its open ports and its connections.
final class NetworkHost implements Host {
    private final Network network;
    private final Standpoint standpoint;
    private final NamedAddress address;
    private final InetAddress loopback;
    private final Map<Integer, OpenPort> ports = new ConcurrentHashMap<>();
    private final Map<Integer, InetSocketAddress> datagrams = new ConcurrentHashMap<>();
    private final Set<Channel> connections = ConcurrentHashMap.newKeySet();
    private final Traffic traffic = new Traffic();
    private volatile boolean closed;

    NetworkHost(Network network, Standpoint standpoint, NamedAddress address, InetAddress loopback) {
        this.network = network;
        this.standpoint = standpoint;
        this.address = address;
        this.loopback = loopback;
    }

    @Override
    public Place place() {
        return standpoint.place();
    }

    /// Where the links to and from it end.
    Standpoint standpoint() {
        return standpoint;
    }

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
        return loopback;
    }

    @Override
    public Traffic traffic() {
        return traffic;
    }

    NamedAddress address() {
        return address;
    }

    boolean closed() {
        return closed;
    }

    @Nullable
    OpenPort port(int port) {
        return ports.get(port);
    }

    /// @throws IllegalStateException when the host is closed or has the port open
    void open(OpenPort port) {
        if (ports.putIfAbsent(port.port(), port) != null)
            throw new IllegalStateException(this + " listens on port " + port.port() + " already");
        if (closed) {
            port.close();
            throw new IllegalStateException(this + " is closed");
        }
    }

    void forget(OpenPort port) {
        ports.remove(port.port(), port);
    }

    /// Where datagrams for a port are taken on this computer; null when nobody takes them.
    @Nullable
    InetSocketAddress datagramsAt(int port) {
        return datagrams.get(port);
    }

    /// @throws IllegalStateException when the host is closed or has the port open for datagrams
    void open(DatagramPort port) {
        if (datagrams.putIfAbsent(port.port(), port.address()) != null)
            throw new IllegalStateException(this + " takes datagrams on port " + port.port() + " already");
        track(port.channel());
    }

    void forgetDatagrams(int port, InetSocketAddress socket) {
        datagrams.remove(port, socket);
    }

    /// Ends `connection` with the host.
    void track(Channel connection) {
        connections.add(connection);
        connection.closeFuture().addListener(_ -> connections.remove(connection));
        if (closed) connection.close();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) return;
            closed = true;
        }
        ports.values().forEach(OpenPort::close);
        connections.forEach(Channel::close);
        network.remove(this);
    }

    @Override
    public String toString() {
        return address + " in " + place();
    }
}
