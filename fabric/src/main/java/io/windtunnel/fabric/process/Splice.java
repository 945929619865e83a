package io.windtunnel.fabric.process;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Half of a relay: what comes in on its channel goes out on the other. Reads stop while the other cannot take more, an
/// end of input is passed on, and when one side ends so does the other. Until it is joined to the other half it reads
/// nothing, and holds what the transport reads all the same.
///
/// Thread safety: [#join] may be called from any thread; all else happens on the channel's own event loop.
final class Splice extends ChannelInboundHandlerAdapter {
    private final Channel channel;
    private final Deque<Object> held = new ArrayDeque<>();
    private @Nullable Channel other;
    private boolean inputEnded;
    private boolean ended;

    private Splice(Channel channel) {
        this.channel = channel;
    }

    /// Puts half of a relay on a channel that is being initialized.
    static void hold(Channel channel) {
        channel.config().setAutoRead(false);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.pipeline().addLast(new Splice(channel));
    }

    /// Joins two channels that both hold half of a relay, and begins to read.
    static void join(Channel one, Channel another) {
        one.pipeline().get(Splice.class).joinTo(another);
        another.pipeline().get(Splice.class).joinTo(one);
    }

    private void joinTo(Channel to) {
        channel.eventLoop().execute(() -> {
            other = to;
            for (Object message = held.poll(); message != null; message = held.poll()) pass(message, to);
            to.flush();
            if (inputEnded) endOutput(to);
            if (ended || !channel.isActive()) end(to);
            else channel.config().setAutoRead(true);
        });
    }

    private void pass(Object message, Channel to) {
        to.write(message).addListener(written -> {
            if (!written.isSuccess()) channel.close();
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Channel to = other;
        if (to == null) {
            held.add(message);
            return;
        }
        pass(message, to);
        if (!to.isWritable()) channel.config().setAutoRead(false);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        Channel to = other;
        if (to != null) to.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        Channel from = other;
        if (from != null) from.config().setAutoRead(channel.isWritable());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof ChannelInputShutdownEvent)) {
            context.fireUserEventTriggered(event);
            return;
        }
        inputEnded = true;
        Channel to = other;
        if (to != null) endOutput(to);
    }

    private static void endOutput(Channel to) {
        if (to instanceof DuplexChannel duplex)
            to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> duplex.shutdownOutput());
    }

    private static void end(Channel to) {
        if (to.eventLoop().isShuttingDown()) {
            to.close();
            return;
        }
        to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ended = true;
        Channel to = other;
        if (to != null) end(to);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        for (Object message = held.poll(); message != null; message = held.poll()) ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A reset: this side ends, and with it the other.
        context.close();
    }
}
