package io.windtunnel.fabric.process;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.windtunnel.fabric.net.Destination;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.Network;
import io.windtunnel.fabric.run.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The connections that programs of one sandbox make to the world. The first packet of each is held until the fabric
/// has
/// made the connection or refused it.
///
/// Thread safety: every method may be called from any thread.
final class Departures implements AutoCloseable {
    /// How long a connection is tried, scenario time: as long as Linux tries (`tcp_syn_retries` of 6).
    private static final Duration PATIENCE = Duration.ofSeconds(127);

    /// How long a connection's packets are let in after its end, scenario time: for the last acknowledgements.
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    /// Connections under way or open, per sandbox; further ones are not answered.
    private static final int MOST_CALLS = 4096;

    /// A connection: `outside` is its fabric half once that stands.
    private static final class Call {
        private volatile @Nullable Channel outside;
    }

    private final Street street;
    private final Network network;
    private final Threads threads;
    private final Host host;
    private final EventLoopGroup loops;
    private final Function<InetSocketAddress, Road> roads;
    private final Map<Segment.Key, Call> calls = new ConcurrentHashMap<>();
    private final Map<Integer, Channel> listeners = new ConcurrentHashMap<>();

    Departures(
            Street street,
            Network network,
            Threads threads,
            Host host,
            EventLoopGroup loops,
            Function<InetSocketAddress, Road> roads) {
        this.street = street;
        this.network = network;
        this.threads = threads;
        this.host = host;
        this.loops = loops;
        this.roads = roads;
    }

    /// Takes a packet that left the sandbox for nowhere yet.
    void packet(byte[] packet) {
        Segment first = Segment.parse(packet);
        if (first == null || calls.size() >= MOST_CALLS) return;
        Call call = new Call();
        if (calls.putIfAbsent(first.key(), call) != null) return;
        dial(first).addListener(done -> {
            ChannelFuture dialled = (ChannelFuture) done;
            if (dialled.isSuccess()) threads.run(() -> letIn(first, call, dialled.channel()));
            else if (dialled.cause() instanceof ConnectException && !silent(dialled.cause())) refuse(first);
            else calls.remove(first.key());
        });
    }

    private static boolean silent(Throwable cause) {
        return cause instanceof io.netty.channel.ConnectTimeoutException;
    }

    private ChannelFuture dial(Segment first) {
        InetSocketAddress called = address(first.address(), first.port());
        return switch (roads.apply(called)) {
            case Road.OnNetwork(Destination to) ->
                network.connect(host, network.eventLoop(), to, PATIENCE, null, waiting());
            case Road.OnComputer(InetSocketAddress real) ->
                new Bootstrap()
                        .group(loops)
                        .channel(NioSocketChannel.class)
                        .handler(waiting())
                        .connect(real);
        };
    }

    private static InetSocketAddress address(int address, int port) {
        byte[] bytes = ByteBuffer.allocate(4).putInt(address).array();
        try {
            return new InetSocketAddress(java.net.InetAddress.getByAddress(bytes), port);
        } catch (java.net.UnknownHostException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// A channel that does not read before it is joined to its other half.
    private static ChannelInitializer<Channel> waiting() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                Splice.hold(channel);
            }
        };
    }

    private void refuse(Segment first) {
        calls.remove(first.key());
        street.inject(first.refusal());
    }

    private void letIn(Segment first, Call call, Channel outside) {
        Segment.Key key = first.key();
        try {
            call.outside = outside;
            listeners.computeIfAbsent(first.port(), this::listen);
            street.admit(key);
            outside.closeFuture().addListener(_ -> network.time().after(FAREWELL, () -> over(key)));
            street.inject(first.packet());
        } catch (RuntimeException failure) {
            outside.close();
            calls.remove(key);
            throw failure;
        }
    }

    private void over(Segment.Key key) {
        if (calls.remove(key) != null) street.forget(key);
    }

    private Channel listen(int port) {
        ChannelHandler join = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel inside) {
                Splice.hold(inside);
                arrived(inside);
            }
        };
        return new ServerBootstrap()
                .group(loops)
                .channelFactory(() -> new NioServerSocketChannel(openInStreet()))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(join)
                .bind(port)
                .syncUninterruptibly()
                .channel();
    }

    private ServerSocketChannel openInStreet() {
        return street.porter().call(street.namespace(), () -> {
            try {
                return ServerSocketChannel.open(StandardProtocolFamily.INET);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    private void arrived(Channel inside) {
        InetSocketAddress caller = (InetSocketAddress) inside.remoteAddress();
        InetSocketAddress called = (InetSocketAddress) inside.localAddress();
        int address = ByteBuffer.wrap(called.getAddress().getAddress()).getInt();
        Call call = calls.get(new Segment.Key(caller.getPort(), address, called.getPort()));
        Channel outside = call == null ? null : call.outside;
        if (outside == null) inside.close();
        else Splice.join(inside, outside);
    }

    @Override
    public void close() {
        listeners.values().forEach(Channel::close);
        for (Call call : calls.values()) {
            Channel outside = call.outside;
            if (outside != null) outside.close();
        }
    }
}
