package io.windtunnel.cloud.edge.elbv2.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Passes bytes from one connection to another as they are, once both have left HTTP (a WebSocket): it reads no more
/// than the other side takes, and ends with either side or when nothing moves for the idle timeout.
final class Relay extends ChannelInboundHandlerAdapter {
    private static final class Pulse {
        private long nanos;
        private boolean ended;
    }

    private final Node node;
    private final Channel other;
    private final Pulse pulse;
    private final Runnable end;

    private Relay(Node node, Channel other, Pulse pulse, Runnable end) {
        this.node = node;
        this.other = other;
        this.pulse = pulse;
        this.end = end;
    }

    /// Joins a client's and a target's connection, both on this event loop.
    static void join(Node node, Backend target, Channel client, Back back) {
        Channel backChannel = back.channel();
        Pulse pulse = new Pulse();
        pulse.nanos = node.time().nanos();
        Runnable end = () -> {
            if (pulse.ended) return;
            pulse.ended = true;
            target.end();
            Node.closeAfterWrites(client);
            Node.closeAfterWrites(backChannel);
        };
        replace(client.pipeline(), new Relay(node, backChannel, pulse, end));
        replace(backChannel.pipeline(), new Relay(node, client, pulse, end));
        client.config().setAutoRead(true);
        backChannel.config().setAutoRead(true);
        watch(node, client, pulse, end, node.settings().idleTimeout());
        if (!client.isActive() || !backChannel.isActive()) end.run();
    }

    /// Puts the relay behind the HTTP handlers and takes those away: what they had read already goes to it.
    private static void replace(ChannelPipeline pipeline, Relay relay) {
        pipeline.addLast(relay);
        List<ChannelHandler> http = new ArrayList<>();
        pipeline.forEach(entry -> {
            ChannelHandler handler = entry.getValue();
            if (handler != relay && !(handler instanceof io.netty.handler.ssl.SslHandler) && isHttp(handler))
                http.add(handler);
        });
        for (ChannelHandler handler : http.reversed()) pipeline.remove(handler);
    }

    private static boolean isHttp(ChannelHandler handler) {
        return handler instanceof Front
                || handler instanceof Back
                || handler instanceof Codecs.RequestReader
                || handler instanceof Codecs.ResponseWriter
                || handler instanceof Codecs.ResponseReader
                || handler instanceof io.netty.handler.codec.http.HttpRequestEncoder;
    }

    private static void watch(Node node, Channel channel, Pulse pulse, Runnable end, Duration after) {
        node.time(channel.eventLoop()).after(after, () -> {
            if (pulse.ended) return;
            Duration left = node.settings().idleTimeout().minusNanos(node.time().nanos() - pulse.nanos);
            if (left.isNegative() || left.isZero()) end.run();
            else watch(node, channel, pulse, end, left);
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        pulse.nanos = node.time().nanos();
        if (!(message instanceof ByteBuf bytes)) {
            ReferenceCountUtil.release(message);
            return;
        }
        node.passed(bytes.readableBytes());
        other.write(bytes, other.voidPromise());
        if (!other.isWritable()) context.channel().config().setAutoRead(false);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        other.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) other.config().setAutoRead(true);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end.run();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end.run();
    }
}
