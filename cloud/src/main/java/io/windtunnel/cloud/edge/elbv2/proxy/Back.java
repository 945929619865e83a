package io.windtunnel.cloud.edge.elbv2.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.windtunnel.kernel.time.Timer;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A connection to a target. It serves one exchange at a time and is kept for later ones. Lives on its event loop.
final class Back extends ChannelInboundHandlerAdapter {
    private final Node node;
    private final Backend target;
    private final Codecs.ResponseReader reader = new Codecs.ResponseReader();
    private @Nullable ChannelHandlerContext context;
    private @Nullable Exchange exchange;
    private @Nullable Timer idleEnd;
    private long idleSinceNanos;
    private boolean closing;

    Back(Node node, Backend target) {
        this.node = node;
        this.target = target;
    }

    Codecs.ResponseReader reader() {
        return reader;
    }

    Channel channel() {
        return Objects.requireNonNull(context, "not connected").channel();
    }

    boolean usable() {
        return !closing && context != null && channel().isActive();
    }

    /// Serves `next` from now on.
    void serve(Exchange next) {
        exchange = next;
    }

    /// The exchange is over; the connection is kept or closed.
    void release(boolean keep) {
        exchange = null;
        if (!keep || closing) {
            close();
            return;
        }
        if (!channel().config().isAutoRead()) channel().config().setAutoRead(true);
        idleSinceNanos = node.time().nanos();
        if (idleEnd == null) watchIdle(node.settings().idleTimeout());
        target.keep(channel().eventLoop(), this);
    }

    /// Ends the connection when it has been idle for long enough. One timer looks again and again, so that the requests
    /// between cost nothing.
    private void watchIdle(Duration after) {
        idleEnd = node.time(channel().eventLoop()).after(after, () -> {
            if (closing) return;
            Duration limit = node.settings().idleTimeout();
            Duration left =
                    exchange != null ? limit : limit.minusNanos(node.time().nanos() - idleSinceNanos);
            if (left.isNegative() || left.isZero()) close();
            else watchIdle(left);
        });
    }

    void close() {
        closing = true;
        exchange = null;
        if (context != null) context.close();
    }

    void write(Object message) {
        ChannelHandlerContext to = Objects.requireNonNull(context, "not connected");
        to.write(message, to.voidPromise());
    }

    void flush() {
        Objects.requireNonNull(context, "not connected").flush();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        node.meters().targetConnected();
        node.track(active.channel());
        target.track(active.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        Exchange current = exchange;
        if (current == null) {
            ReferenceCountUtil.release(message);
            close();
            return;
        }
        if (message instanceof HttpResponse response) current.response(response);
        if (message instanceof HttpContent content) current.responseBody(content);
        else if (!(message instanceof HttpResponse)) ReferenceCountUtil.release(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext from) {
        Exchange current = exchange;
        if (current != null) current.flushResponse();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) {
        Exchange current = exchange;
        if (current != null && changed.channel().isWritable()) current.targetTakesMore();
    }

    @Override
    public void channelInactive(ChannelHandlerContext gone) {
        closing = true;
        if (idleEnd != null) idleEnd.cancel();
        target.forget(gone.channel().eventLoop(), this);
        Exchange current = exchange;
        exchange = null;
        if (current != null) current.targetClosed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext broken, Throwable cause) {
        broken.close();
    }

    /// Whether a connection attempt failed because nobody answered in time, rather than by a refusal.
    static boolean timedOut(Future<?> attempt) {
        return attempt.cause() instanceof io.netty.channel.ConnectTimeoutException;
    }
}
