package io.windtunnel.fabric.process;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.windtunnel.fabric.net.DatagramPort;
import io.windtunnel.fabric.net.DatagramReceiver;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.Network;
import io.windtunnel.fabric.net.Origin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The datagrams that the world sends to programs of one sandbox, and what the programs answer: a port of its host
/// takes datagrams as long as a program has it bound. Each sender has a socket of its own towards the program.
///
/// A program that asks somebody has a port bound as well, for a moment: a port counts once it has been seen twice.
///
/// Thread safety: every method may be called from any thread.
final class DatagramCallers implements AutoCloseable {
    /// Senders at a time, per sandbox; the datagrams of further ones are lost. Our own limit.
    static final int MOST_SENDERS = 1_024;

    /// How long a sender is remembered after the last datagram, in seconds of wall time: as long as Linux tracks an
    /// answered exchange (`nf_conntrack_udp_timeout_stream`).
    private static final int IDLE_SECONDS = 120;

    private final Network network;
    private final Host host;
    private final EventLoopGroup loops;
    private final Supplier<DatagramChannel> sockets;
    private final boolean callersShown;
    private final Map<Integer, DatagramPort> open = new HashMap<>();
    private final AtomicInteger senders = new AtomicInteger();
    private Set<Integer> seen = Set.of();
    private boolean closed;

    /// `sockets` opens a socket from which the programs can be reached; `callersShown` says whether it may be bound to
    /// a sender's own address.
    DatagramCallers(
            Network network, Host host, EventLoopGroup loops, Supplier<DatagramChannel> sockets, boolean callersShown) {
        this.network = network;
        this.host = host;
        this.loops = loops;
        this.sockets = sockets;
        this.callersShown = callersShown;
    }

    /// Opens and closes ports of the host as programs bind them and let them go; each leads to the address at which a
    /// program has it. Blocks until they are.
    synchronized void bound(Map<Integer, InetAddress> ports) {
        if (closed) return;
        for (Iterator<Map.Entry<Integer, DatagramPort>> each = open.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Integer, DatagramPort> entry = each.next();
            if (ports.containsKey(entry.getKey())) continue;
            entry.getValue().close();
            each.remove();
        }
        ports.forEach((port, program) -> {
            if (seen.contains(port) && !open.containsKey(port))
                open.put(port, open(port, new InetSocketAddress(program, port)));
        });
        seen = new HashSet<>(ports.keySet());
    }

    private DatagramPort open(int port, InetSocketAddress program) {
        return network.datagrams(host, port, network.eventLoop(), null, new Senders(program));
    }

    /// The address and port the program is to see: the sender's own if a machine could have it.
    private @Nullable InetSocketAddress shown(Origin sender, InetSocketAddress program) {
        InetAddress client = sender.client().getAddress();
        return callersShown && Callers.speakable(client, program.getAddress()) ? sender.client() : null;
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.values().forEach(DatagramPort::close);
        open.clear();
    }

    /// Who sends to one port.
    private final class Senders implements DatagramReceiver {
        private final InetSocketAddress program;
        private final Map<InetSocketAddress, ChannelFuture> inwards = new ConcurrentHashMap<>();

        Senders(InetSocketAddress program) {
            this.program = program;
        }

        @Override
        public void received(DatagramPort port, ByteBuf payload, Sender from) {
            ChannelFuture known = inwards.get(from.socket());
            if (known == null) known = begin(port, from);
            if (known != null) pass(known, payload.retain());
        }

        private void pass(ChannelFuture inwards, ByteBuf payload) {
            inwards.addListener(_ -> {
                if (inwards.isSuccess()) inwards.channel().writeAndFlush(new DatagramPacket(payload, program));
                else payload.release();
            });
        }

        private @Nullable ChannelFuture begin(DatagramPort port, Sender from) {
            if (senders.incrementAndGet() > MOST_SENDERS) {
                senders.decrementAndGet();
                return null;
            }
            InetSocketAddress shown = shown(from.origin(), program);
            Bootstrap bootstrap = new Bootstrap()
                    .group(loops)
                    .channelFactory(() -> new NioDatagramChannel(sockets.get()))
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .handler(new Answers(port, from));
            ChannelFuture made = shown == null ? bootstrap.connect(program) : bootstrap.connect(program, shown);
            inwards.put(from.socket(), made);
            made.channel().closeFuture().addListener(_ -> {
                senders.decrementAndGet();
                inwards.remove(from.socket(), made);
            });
            port.channel().closeFuture().addListener(_ -> made.channel().close());
            return made;
        }
    }

    /// What the program answers one sender.
    private static final class Answers extends SimpleChannelInboundHandler<DatagramPacket> {
        private final DatagramPort port;
        private final DatagramReceiver.Sender sender;

        Answers(DatagramPort port, DatagramReceiver.Sender sender) {
            this.port = port;
            this.sender = sender;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            context.pipeline().addFirst(new IdleStateHandler(0, 0, IDLE_SECONDS, TimeUnit.SECONDS));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket answer) {
            ByteBuf payload = answer.content().retain();
            port.channel().eventLoop().execute(() -> port.answer(payload, sender));
        }

        /// The sender has been silent for long.
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            context.close();
        }

        /// The program has let the port go: like anything lost, nobody is told.
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
