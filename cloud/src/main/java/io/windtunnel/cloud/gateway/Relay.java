package io.windtunnel.cloud.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import io.windtunnel.fabric.net.Destination;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.Network;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The client's side of a relayed connection. Tries the destinations in their order, as a client would that resolved a
/// name, and carries bytes both ways as they are. When nobody answers, the connection ends without a word.
///
/// A side is read only as fast as the other can be written.
final class Relay extends ChannelInboundHandlerAdapter {
    /// How long one destination may take to answer, scenario time: our choice, between a browser's patience with one
    /// address (a fraction of a second to several) and TCP's (two minutes).
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final Network network;
    private final Host from;
    private final List<Destination> destinations;
    private final ArrayDeque<Object> early = new ArrayDeque<>();
    private @Nullable Channel back;
    private boolean inputEnded;

    Relay(Network network, Host from, List<Destination> destinations) {
        this.network = network;
        this.from = from;
        this.destinations = destinations;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        Channel front = ctx.channel();
        front.config().setAutoRead(false);
        front.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        connect(front, 0);
    }

    private void connect(Channel front, int index) {
        if (index == destinations.size() || !front.isActive()) {
            front.close();
            return;
        }
        ChannelFuture connected = network.connect(
                from,
                front.eventLoop(),
                destinations.get(index),
                CONNECT_TIMEOUT,
                (InetSocketAddress) front.remoteAddress(),
                new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.config().setAutoRead(false);
                        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
                        channel.pipeline().addLast(new Back(front));
                    }
                });
        connected.addListener(_ -> {
            if (connected.isSuccess()) join(front, connected.channel());
            else connect(front, index + 1);
        });
    }

    private void join(Channel front, Channel connected) {
        if (!front.isActive()) {
            connected.close();
            return;
        }
        back = connected;
        while (!early.isEmpty()) connected.write(early.remove());
        connected.flush();
        if (inputEnded) endOutput(connected);
        front.config().setAutoRead(true);
        connected.config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (back == null) early.add(message);
        else carry(ctx.channel(), back, message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof ChannelInputShutdownEvent)) return;
        inputEnded = true;
        if (back != null) endOutput(back);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (back != null) back.config().setAutoRead(ctx.channel().isWritable());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        early.forEach(ReferenceCountUtil::release);
        early.clear();
        if (back != null) end(back);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    /// The data plane's side.
    private static final class Back extends ChannelInboundHandlerAdapter {
        private final Channel front;

        Back(Channel front) {
            this.front = front;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            carry(ctx.channel(), front, message);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof ChannelInputShutdownEvent) endOutput(front);
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            front.config().setAutoRead(ctx.channel().isWritable());
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            end(front);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    private static void carry(Channel from, Channel to, Object message) {
        to.writeAndFlush(message);
        if (!to.isWritable()) from.config().setAutoRead(false);
    }

    /// Tells `channel` that no more bytes come, once those there are have been written.
    private static void endOutput(Channel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> {
            if (channel instanceof DuplexChannel duplex) duplex.shutdownOutput();
        });
    }

    private static void end(Channel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
}
