package io.windtunnel.cloud.edge.elbv2.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.Listener;
import io.windtunnel.fabric.net.LoopTime;
import io.windtunnel.fabric.net.Network;
import io.windtunnel.fabric.net.Spread;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.kernel.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One node of a load balancer: a host in a zone, its open doors, and the connections through it.
///
/// Thread safety: every method may be called from any thread but an event loop's.
public final class Node implements Carrier {
    /// How long a target may take to accept a connection.
    /// Source:
    /// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final Network network;
    private final Host host;
    private final Time time;
    private final Meters meters;
    private final Ceiling ceiling;
    private final AtomicLong draws;
    private final AtomicInteger connections = new AtomicInteger();
    private final Map<Integer, Opened> doors = new HashMap<>();
    private volatile NodeSettings settings;

    private record Opened(Door door, Listener listener) {}

    /// A node that carries all that this computer can.
    public Node(Network network, Host host, Meters meters, RandomStreams random, NodeSettings settings) {
        this(network, host, meters, random, settings, new Ceiling(network.time()));
    }

    public Node(
            Network network, Host host, Meters meters, RandomStreams random, NodeSettings settings, Ceiling ceiling) {
        this.network = network;
        this.host = host;
        this.time = network.time();
        this.meters = meters;
        this.ceiling = ceiling;
        this.draws = new AtomicLong(random.stream("draws").nextLong());
        this.settings = settings;
    }

    public Host host() {
        return host;
    }

    @Override
    public void settings(NodeSettings next) {
        settings = next;
    }

    NodeSettings settings() {
        return settings;
    }

    Meters meters() {
        return meters;
    }

    Ceiling ceiling() {
        return ceiling;
    }

    /// Counts bytes of requests and responses.
    void passed(long bytes) {
        ceiling.bytes(bytes);
        meters.bytes(bytes);
    }

    Time time() {
        return time;
    }

    Time time(EventLoop loop) {
        return new LoopTime(time, loop);
    }

    @Override
    public int connections() {
        return connections.get();
    }

    void track(Channel channel) {
        connections.incrementAndGet();
        channel.closeFuture().addListener(_ -> connections.decrementAndGet());
    }

    /// Twenty-four hexadecimal digits. Every event loop asks at every request: it takes no lock.
    String traceDigits() {
        long high = draw();
        return Text.hex(high, 16) + Text.hex(draw(), 8);
    }

    /// A number from 0 to below `bound`.
    int draw(int bound) {
        return (int) Math.floorMod(draw(), (long) bound);
    }

    /// The next number of the node's stream: a counter, mixed as SplitMix64 does.
    private long draw() {
        long z = draws.addAndGet(0x9E3779B97F4A7C15L);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /// Opens a door. Blocks until its port is bound.
    @Override
    public synchronized void open(Door door) {
        Listener listener = network.listen(host, door.port(), Spread.HALF, new Entrance(this, door));
        doors.put(door.port(), new Opened(door, listener));
    }

    @Override
    public synchronized @Nullable Door door(int port) {
        Opened opened = doors.get(port);
        return opened == null ? null : opened.door;
    }

    @Override
    public synchronized java.util.Set<Integer> ports() {
        return java.util.Set.copyOf(doors.keySet());
    }

    /// Where a door is really bound on this computer, or null.
    public synchronized java.net.@Nullable InetSocketAddress address(int port) {
        Opened opened = doors.get(port);
        return opened == null ? null : opened.listener.address();
    }

    @Override
    public synchronized void close(int port) {
        Opened opened = doors.remove(port);
        if (opened != null) opened.listener.close();
    }

    /// Connects to a target, for an exchange of this event loop.
    ChannelFuture connect(EventLoop loop, Backend target, boolean secure, Back back) {
        return network.connect(host, loop, target.address(), CONNECT_TIMEOUT, null, new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (secure)
                    channel.pipeline()
                            .addLast(Trust.context()
                                    .newHandler(
                                            channel.alloc(),
                                            target.address().ip(),
                                            target.address().port()));
                channel.pipeline().addLast(back.reader(), new HttpRequestEncoder(), back);
            }
        });
    }

    @Override
    public Prober prober() {
        return new NetworkProber(this);
    }

    Network network() {
        return network;
    }

    /// Ends every door and connection, and takes the host off the network.
    @Override
    public synchronized void close() {
        doors.values().forEach(opened -> opened.listener.close());
        doors.clear();
        host.close();
    }

    /// Closes a channel once what was written to it has gone out.
    static void closeAfterWrites(Channel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> channel.close());
    }
}
