package io.windtunnel.cloud.edge.elbv2.flow;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One side of a [TcpFlow]: what it reads, the other writes; it is read only as fast as the other can be
/// written.
final class Side extends ChannelInboundHandlerAdapter {
    /// What is read before the other side is there; then reading stops until it is.
    private static final int MOST_EARLY_BYTES = 64 * 1024;

    private final TcpFlow flow;
    private final boolean client;
    private final ArrayDeque<Object> early = new ArrayDeque<>();
    private int earlyBytes;
    private boolean secure;
    private @Nullable Channel channel;
    private boolean open;
    private boolean inputEnded;
    private boolean outputEnded;
    private boolean wasReset;

    Side(TcpFlow flow, boolean client, boolean secure) {
        this.flow = flow;
        this.client = client;
        this.secure = secure;
    }

    Channel channel() {
        return Objects.requireNonNull(channel);
    }

    boolean secure() {
        return secure;
    }

    void secured() {
        secure = true;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel = ctx.channel();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (client && !secure) flow.begin();
    }

    /// Both sides are there: what came before goes out, and reading begins.
    void open() {
        open = true;
        Side other = flow.other(this);
        while (!early.isEmpty()) other.channel().write(early.remove());
        other.channel().flush();
        if (inputEnded) other.endOutput();
        if (!channel().config().isAutoRead()) channel().config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (flow.isOver()) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (flow.forgotten()) {
            ReferenceCountUtil.release(message);
            flow.resetByNode();
            return;
        }
        int bytes = message instanceof ByteBuf payload ? payload.readableBytes() : 0;
        flow.passed(bytes);
        if (!open) {
            early.add(message);
            earlyBytes += bytes;
            if (earlyBytes > MOST_EARLY_BYTES) ctx.channel().config().setAutoRead(false);
            return;
        }
        Channel to = flow.other(this).channel();
        if (!to.isActive()) {
            ReferenceCountUtil.release(message);
            flow.resetByNode();
            return;
        }
        to.write(message, to.voidPromise());
        if (to.isWritable()) return;
        to.flush();
        if (!to.isWritable()) ctx.channel().config().setAutoRead(false);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (open) flow.other(this).channel().flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        Side other = flow.other(this);
        if (other.open) other.channel().config().setAutoRead(ctx.channel().isWritable());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case ChannelInputShutdownEvent _ -> endInput();
            case SslCloseCompletionEvent _ -> endInput();
            case SslHandshakeCompletionEvent done -> handshaken(done.isSuccess());
            default -> ctx.fireUserEventTriggered(event);
        }
    }

    private void handshaken(boolean success) {
        if (!success) {
            if (client) flow.meters().clientTlsFailed();
            else flow.meters().targetTlsFailed();
            if (client) channel().close();
            else flow.resetByNode();
            return;
        }
        if (client) flow.begin();
    }

    /// The peer sends no more: neither will the other side.
    private void endInput() {
        if (inputEnded) return;
        inputEnded = true;
        if (open) flow.other(this).endOutput();
    }

    private void endOutput() {
        if (outputEnded) return;
        outputEnded = true;
        channel().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> finish());
    }

    private void finish() {
        SslHandler tls = secure ? channel().pipeline().get(SslHandler.class) : null;
        if (inputEnded) channel().close();
        else if (tls != null) tls.closeOutbound();
        else if (channel() instanceof DuplexChannel duplex) duplex.shutdownOutput();
        Side other = flow.other(this);
        if (inputEnded && other.inputEnded && other.outputEnded) other.channel().close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        while (!early.isEmpty()) ReferenceCountUtil.release(early.remove());
        boolean orderly = inputEnded && !wasReset;
        Side other = flow.other(this);
        if (!flow.isOver() && other.channel != null && other.channel.isActive()) {
            if (!orderly && !wasReset) flow.resetByNode();
            else if (wasReset) other.reset();
            else other.endOutput();
        }
        if (client || wasReset || other.channel == null || !other.channel.isActive()) flow.end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!wasReset && resetByPeer(cause)) {
            wasReset = true;
            if (flow.isOver()) return;
            if (client) flow.meters().clientReset();
            else flow.meters().targetReset();
        }
        ctx.close();
    }

    private static boolean resetByPeer(Throwable cause) {
        return (cause instanceof IOException || cause instanceof SocketException)
                && String.valueOf(cause.getMessage())
                        .toLowerCase(java.util.Locale.ROOT)
                        .contains("reset");
    }

    /// Ends this side by a reset.
    void reset() {
        if (channel == null || !channel.isOpen()) return;
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
    }
}
