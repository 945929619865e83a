package io.windtunnel.cloud.edge.elbv2.flow;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SniHandler;
import io.windtunnel.cloud.edge.elbv2.proxy.Backend;
import io.windtunnel.cloud.edge.elbv2.proxy.TlsKeys;
import io.windtunnel.fabric.net.DatagramPort;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.Listener;
import io.windtunnel.fabric.net.LoopTime;
import io.windtunnel.fabric.net.Network;
import io.windtunnel.fabric.net.Origin;
import io.windtunnel.kernel.random.RandomStreams;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One node of a network load balancer: a host with a static address in a zone, its open doors, and the
/// flows through it.
///
/// Thread safety: every method may be called from any thread but an event loop's.
public final class FlowNode implements AutoCloseable {
    private record Opened(
            FlowDoor door,
            @Nullable Listener connections,
            @Nullable DatagramPort datagrams) {
        void close() {
            if (connections != null) connections.close();
            if (datagrams != null) datagrams.close();
        }
    }

    private final Network network;
    private final Host host;
    private final InetAddress ip;
    private final FlowMeters meters;
    private final FlowTuning tuning;
    private final AtomicLong draws;
    private final Ports ports = new Ports();
    private final Map<Integer, Opened> doors = new HashMap<>();
    private volatile boolean closed;

    public FlowNode(Network network, Host host, FlowMeters meters, RandomStreams random, FlowTuning tuning) {
        this.network = network;
        this.host = host;
        this.ip = InetAddress.ofLiteral(host.ip());
        this.meters = meters;
        this.tuning = tuning;
        this.draws = new AtomicLong(random.stream("sequences").nextLong());
    }

    public Host host() {
        return host;
    }

    Network network() {
        return network;
    }

    FlowMeters meters() {
        return meters;
    }

    Ports ownPorts() {
        return ports;
    }

    FlowTuning tuning() {
        return tuning;
    }

    LoopTime time(EventLoop loop) {
        return new LoopTime(network.time(), loop);
    }

    boolean closed() {
        return closed;
    }

    /// The address of a door on AWS's side.
    InetSocketAddress front(FlowDoor door) {
        return new InetSocketAddress(ip, door.port());
    }

    /// What TCP's first sequence number adds to a flow's hash: every connection has another.
    long sequence() {
        return draws.addAndGet(0x9E3779B97F4A7C15L);
    }

    /// The client a target is to see for `group`; null for the node itself.
    static @Nullable InetSocketAddress seen(FlowGroup group, InetSocketAddress client) {
        return group.preserveClient() && FlowKey.visible(client.getAddress()) ? client : null;
    }

    /// Whether a client asks for itself behind its own address: then the target's answers never come back
    /// this way.
    ///
    /// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-troubleshooting.html
    static boolean loopsBack(FlowGroup group, InetSocketAddress client, Backend target) {
        InetSocketAddress seen = seen(group, client);
        return seen != null
                && seen.getAddress().getHostAddress().equals(target.address().ip());
    }

    /// Opens a door. Blocks until its ports are bound.
    public synchronized void open(FlowDoor door) {
        Listener connections = door.kind().connections() ? network.listen(host, door.port(), entrance(door)) : null;
        DatagramPort datagrams = door.kind().datagrams()
                ? network.datagrams(host, door.port(), network.eventLoop(), null, new UdpDoor(this, door))
                : null;
        doors.put(door.port(), new Opened(door, connections, datagrams));
    }

    private ChannelInitializer<Channel> entrance(FlowDoor door) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                tuning.apply(channel);
                channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
                TcpFlow flow = new TcpFlow(
                        FlowNode.this, door, channel, Origin.of(channel).client());
                TlsKeys keys = door.work().keys();
                if (keys != null) channel.pipeline().addLast(new SniHandler(keys.mapping()));
                channel.pipeline().addLast(flow.front());
            }
        };
    }

    /// The door on a port, or null.
    public synchronized @Nullable FlowDoor door(int port) {
        Opened opened = doors.get(port);
        return opened == null ? null : opened.door;
    }

    public synchronized Set<Integer> ports() {
        return Set.copyOf(doors.keySet());
    }

    /// Where a door's connections are really taken on this computer, or its datagrams where it takes only
    /// those; null when it is not open.
    public synchronized @Nullable InetSocketAddress address(int port) {
        Opened opened = doors.get(port);
        if (opened == null) return null;
        if (opened.connections != null) return opened.connections.address();
        return opened.datagrams == null ? null : opened.datagrams.address();
    }

    /// Where a door's datagrams are really taken on this computer; null when it takes none.
    public synchronized @Nullable InetSocketAddress datagramAddress(int port) {
        Opened opened = doors.get(port);
        return opened == null || opened.datagrams == null ? null : opened.datagrams.address();
    }

    /// Closes a door; connections through it stay until they are over.
    public synchronized void close(int port) {
        Opened opened = doors.remove(port);
        if (opened != null) opened.close();
    }

    /// Ends every door and flow, and takes the host off the network.
    @Override
    public synchronized void close() {
        closed = true;
        doors.values().forEach(Opened::close);
        doors.clear();
        host.close();
    }
}
