package io.windtunnel.fabric.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.windtunnel.fabric.net.DatagramReceiver.Sender;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.random.RandomStreams;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A port of a host for datagrams: sends to other hosts over the links, answers who has sent, and gives
/// what comes to its receiver. Like UDP it promises nothing: what a link loses, and what nobody listens
/// for, is gone without a word.
///
/// The side that sends holds a datagram against the link; for clients outside, who know no links, the port
/// does both.
///
/// Thread safety: [#send] and [#answer] belong to the port's event loop; the rest may be called from any
/// thread.
public final class DatagramPort implements AutoCloseable {
    /// Bytes under way over links that take their time, per port; further datagrams are dropped. Our own limit.
    static final long MOST_UNDERWAY_BYTES = 4 * 1024 * 1024;

    private final Network network;
    private final NetworkHost host;
    private final Channel channel;
    private final Origin origin;
    private final DatagramReceiver receiver;
    private final LoopTime time;
    private final RandomStreams random;
    private final Map<Link, Datagram> wires = new HashMap<>();
    private int port;
    private long underwayBytes;

    DatagramPort(
            Network network,
            NetworkHost host,
            Channel channel,
            Origin origin,
            DatagramReceiver receiver,
            LoopTime time) {
        this.network = network;
        this.host = host;
        this.channel = channel;
        this.origin = origin;
        this.receiver = receiver;
        this.time = time;
        this.random = network.nextRandom();
        channel.pipeline().addLast(new Arrival());
    }

    /// To be called once the socket is bound.
    void bound(int known) {
        port = known;
        InetSocketAddress socket = address();
        network.introduceDatagrams(socket, origin(socket));
        channel.closeFuture().addListener(_ -> {
            host.forgetDatagrams(known, socket);
            network.forgetDatagrams(socket);
        });
    }

    /// A port that was asked for as 0 has the number it was given.
    private Origin origin(InetSocketAddress socket) {
        if (origin.relayed() || origin.client().getPort() != 0) return origin;
        return new Origin(origin.place(), host, Origin.address(host.ip(), socket.getPort()), false);
    }

    /// The port on AWS's side.
    public int port() {
        return port;
    }

    /// The socket it is really bound to on this computer; its port may differ from [#port].
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /// The socket, for who must know its end or its event loop.
    public Channel channel() {
        return channel;
    }

    /// Sends `payload`, which is released, to an address. Nobody there, no [Admission], no such port: it
    /// is lost.
    public void send(ByteBuf payload, Destination to) {
        NetworkHost there = network.at(to);
        InetSocketAddress socket = there == null ? null : there.datagramsAt(to.port());
        if (there == null || socket == null || !network.admitsDatagrams(host, origin, there, to.port())) {
            payload.release();
            return;
        }
        pass(payload, socket, network.links().link(host.standpoint(), there.standpoint()));
    }

    /// Sends `payload`, which is released, back to who has sent a datagram before.
    public void answer(ByteBuf payload, Sender to) {
        pass(payload, to.socket(), network.links().link(host.standpoint(), standpoint(to.origin())));
    }

    private static Standpoint standpoint(Origin origin) {
        return origin.host() instanceof NetworkHost there ? there.standpoint() : Standpoint.at(origin.place());
    }

    private void pass(ByteBuf payload, InetSocketAddress to, Link link) {
        Duration delay = link.plain() ? Duration.ZERO : underway(link, payload);
        if (delay == null) payload.release();
        else if (delay.isZero()) channel.writeAndFlush(new DatagramPacket(payload, to), channel.voidPromise());
        else later(delay, payload, () -> channel.writeAndFlush(new DatagramPacket(payload, to)));
    }

    private @Nullable Duration underway(Link link, ByteBuf payload) {
        if (underwayBytes > MOST_UNDERWAY_BYTES) return null;
        return wires.computeIfAbsent(link, _ -> new Datagram(random.stream(link.toString())))
                .underway(link.quality(), payload.readableBytes(), time.nanos());
    }

    private void later(Duration delay, ByteBuf payload, Runnable then) {
        int bytes = payload.readableBytes();
        underwayBytes += bytes;
        time.after(delay, () -> {
            underwayBytes -= bytes;
            then.run();
        });
    }

    @Override
    public void close() {
        channel.close();
    }

    @Override
    public String toString() {
        return host + " port " + port;
    }

    private final class Arrival extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
            InetSocketAddress socket = packet.sender();
            Origin known = network.originOfDatagrams(socket);
            if (known != null) {
                receiver.received(DatagramPort.this, packet.content(), new Sender(socket, known));
                return;
            }
            Sender outside = new Sender(socket, new Origin(Place.INTERNET, null, socket, false));
            Link link = network.links().link(Standpoint.at(Place.INTERNET), host.standpoint());
            Duration delay = link.plain() ? Duration.ZERO : underway(link, packet.content());
            if (delay == null) return;
            if (delay.isZero()) receiver.received(DatagramPort.this, packet.content(), outside);
            else arriveLater(delay, packet.content().retain(), outside);
        }

        private void arriveLater(Duration delay, ByteBuf payload, Sender from) {
            later(delay, payload, () -> {
                receiver.received(DatagramPort.this, payload, from);
                payload.release();
            });
        }

        /// Nobody listens where something was sent: of no concern to a socket that many send to.
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (!(cause instanceof java.io.IOException)) ctx.close();
        }
    }
}
