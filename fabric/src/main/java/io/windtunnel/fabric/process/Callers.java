package io.windtunnel.fabric.process;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.Listener;
import io.windtunnel.fabric.net.Network;
import io.windtunnel.fabric.net.Origin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The connections that the world makes to programs of one sandbox: a port of its host is open as long as a program
/// listens on it.
///
/// Thread safety: every method may be called from any thread.
final class Callers implements AutoCloseable {
    private final Network network;
    private final Host host;
    private final EventLoopGroup loops;
    private final Supplier<SocketChannel> sockets;
    private final boolean callersShown;
    private final Map<Integer, Listener> open = new HashMap<>();
    private boolean closed;

    /// `sockets` opens a socket from which the programs can be reached; `callersShown` says whether it may be bound to
    /// a
    /// caller's own address.
    Callers(Network network, Host host, EventLoopGroup loops, Supplier<SocketChannel> sockets, boolean callersShown) {
        this.network = network;
        this.host = host;
        this.loops = loops;
        this.sockets = sockets;
        this.callersShown = callersShown;
    }

    /// Opens and closes ports of the host so that exactly these are open; each leads to the address at which a program
    /// listens on it. Blocks until they are.
    synchronized void listening(Map<Integer, InetAddress> ports) {
        if (closed) return;
        for (Iterator<Map.Entry<Integer, Listener>> each = open.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Integer, Listener> entry = each.next();
            if (ports.containsKey(entry.getKey())) continue;
            entry.getValue().close();
            each.remove();
        }
        ports.forEach((port, program) -> {
            if (!open.containsKey(port)) open.put(port, listen(port, new InetSocketAddress(program, port)));
        });
    }

    /// The port of this computer behind a port that a program listens on, or null.
    synchronized @Nullable InetSocketAddress address(int port) {
        Listener listener = open.get(port);
        return listener == null ? null : listener.address();
    }

    private Listener listen(int port, InetSocketAddress program) {
        return network.listen(host, port, new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel caller) {
                Splice.hold(caller);
                connect(caller, program);
            }
        });
    }

    private void connect(Channel caller, InetSocketAddress program) {
        Bootstrap inwards = new Bootstrap()
                .group(loops)
                .channelFactory(() -> new NioSocketChannel(sockets.get()))
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel program) {
                        Splice.hold(program);
                    }
                });
        InetAddress shown = shown(caller, program.getAddress());
        ChannelFuture made =
                shown == null ? inwards.connect(program) : inwards.connect(program, new InetSocketAddress(shown, 0));
        made.addListener(_ -> {
            if (made.isSuccess()) Splice.join(caller, made.channel());
            else reset(caller);
        });
    }

    /// The address the program is to see: the caller's own if a machine could have it.
    private @Nullable InetAddress shown(Channel caller, InetAddress program) {
        InetAddress client = Origin.of(caller).client().getAddress();
        return callersShown && speakable(client, program) ? client : null;
    }

    /// Whether a machine could have the address `client`, so that `program` may be spoken to from it.
    static boolean speakable(@Nullable InetAddress client, InetAddress program) {
        return client != null
                && client.getAddress().length == 4
                && !client.isLoopbackAddress()
                && !client.isLinkLocalAddress()
                && !client.equals(program);
    }

    private static void reset(Channel caller) {
        caller.config().setOption(ChannelOption.SO_LINGER, 0);
        caller.close();
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.values().forEach(Listener::close);
        open.clear();
    }
}
