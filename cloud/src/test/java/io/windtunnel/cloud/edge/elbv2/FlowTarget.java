package io.windtunnel.cloud.edge.elbv2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslContext;
import io.windtunnel.fabric.net.DatagramPort;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.Listener;
import io.windtunnel.fabric.net.Network;
import io.windtunnel.fabric.net.Origin;
import io.windtunnel.kernel.identity.Place;
import io.windtunnel.kernel.identity.Zone;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A target on port 9000 that answers all it is sent with its own name before it: over TCP (or TLS) and
/// UDP. It resets a connection that sends `reset`, and answers the end of stream with `bye`.
final class FlowTarget implements AutoCloseable {
    static final int PORT = 9000;

    private final String name;
    private final Host host;
    private final Network network;
    private @Nullable Listener listener;
    final List<Origin> origins = new CopyOnWriteArrayList<>();
    final List<byte[]> read = new CopyOnWriteArrayList<>();
    final List<Channel> connections = new CopyOnWriteArrayList<>();
    private final @Nullable SslContext tls;
    private final DatagramPort datagrams;

    FlowTarget(Network network, Zone zone, String ip, @Nullable SslContext tls) {
        this.network = network;
        this.name = ip;
        this.tls = tls;
        this.host = network.host(Place.in(zone), Site.VPC, ip);
        this.datagrams = network.datagrams(host, PORT, network.eventLoop(), null, (port, payload, from) -> {
            origins.add(from.origin());
            keep(payload);
            port.answer(named(payload), from);
        });
        listen();
    }

    /// Takes connections: health checks pass.
    void listen() {
        listener = network.listen(host, PORT, new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
                if (tls != null) channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                channel.pipeline().addLast(new Serving(Origin.of(channel)));
            }
        });
    }

    /// Refuses connections: health checks fail.
    void refuse() {
        if (listener != null) listener.close();
    }

    private void keep(ByteBuf payload) {
        byte[] bytes = new byte[payload.readableBytes()];
        payload.getBytes(payload.readerIndex(), bytes);
        read.add(bytes);
    }

    private ByteBuf named(ByteBuf payload) {
        return Unpooled.wrappedBuffer(
                Unpooled.copiedBuffer(name + " ", StandardCharsets.US_ASCII), Unpooled.copiedBuffer(payload));
    }

    int port() {
        return datagrams.port();
    }

    @Override
    public void close() {
        host.close();
    }

    private final class Serving extends ChannelInboundHandlerAdapter {
        private final Origin origin;
        private boolean spoken;

        Serving(Origin origin) {
            this.origin = origin;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf payload = (ByteBuf) message;
            if (!spoken) {
                spoken = true;
                origins.add(origin);
                connections.add(ctx.channel());
            }
            keep(payload);
            if (payload.toString(StandardCharsets.US_ASCII).equals("reset")) reset(ctx.channel());
            else ctx.writeAndFlush(named(payload));
            payload.release();
        }

        private void reset(Channel channel) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (!(event instanceof ChannelInputShutdownEvent)) return;
            ByteBuf last = spoken ? Unpooled.copiedBuffer("bye", StandardCharsets.US_ASCII) : Unpooled.EMPTY_BUFFER;
            ctx.writeAndFlush(last).addListener(_ -> ctx.close());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
