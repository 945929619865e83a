package io.windtunnel.fabric.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import io.windtunnel.kernel.time.Time;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Puts a socket behind a link, in both directions: the first handler of a connection's pipeline. On a plain link
/// it lets everything through for one volatile read.
///
/// The peer's end of stream travels like data: the socket is asked to tell it as an event, and the connection is
/// closed (or, where the application allows half-closed connections, told) when the event has come over the link.
/// So a cut hides that the other side has gone.
final class LinkHandler extends ChannelDuplexHandler {
    /// Bytes under way towards the application above which the socket is no longer read.
    static final long MOST_INBOUND_BYTES = 1024 * 1024;

    /// Bytes under way from the application above which the channel is not writable, and below which it is again.
    static final long HIGH_OUTBOUND_BYTES = 64 * 1024;

    static final long LOW_OUTBOUND_BYTES = 32 * 1024;

    /// The bit of a channel's user-defined writability that is ours.
    private static final int WRITABILITY_INDEX = 31;

    private record Write(Object message, ChannelPromise promise) {}

    private record Close(ChannelPromise promise) {}

    private final Lane inbound;
    private final Lane outbound;
    private final @Nullable Toll toll;
    private @Nullable ChannelHandlerContext context;
    private boolean applicationHalfCloses;
    private boolean armed;
    private boolean readPaused;
    private boolean readWanted;
    private boolean unwritable;
    private boolean closing;

    /// @param out the link from the socket's own side to its peer
    /// @param in the link from the peer
    /// @param toll what counts the bytes; null for nobody
    LinkHandler(Link out, Link in, Time loopTime, RandomGenerator random, @Nullable Toll toll) {
        this.toll = toll;
        outbound = new Lane(out, loopTime, random, new Departure());
        inbound = new Lane(in, loopTime, random, new Arrival());
    }

    /// To be called when the application's initializer has run: learns whether the application wants half-closed
    /// connections, and has the socket tell the end of stream.
    void arm(Channel channel) {
        ChannelConfig config = channel.config();
        applicationHalfCloses = Boolean.TRUE.equals(config.getOption(ChannelOption.ALLOW_HALF_CLOSURE));
        armed = config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    private ChannelHandlerContext context() {
        if (context == null) throw new IllegalStateException("not in a pipeline");
        return context;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (closing) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (toll != null) toll.inbound(sizeOf(message));
        if (inbound.open()) {
            ctx.fireChannelRead(message);
            return;
        }
        inbound.add(message, sizeOf(message));
        if (!readPaused && inbound.bytes() > MOST_INBOUND_BYTES)
            pauseReading(ctx.channel().config());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (inbound.isEmpty()) ctx.fireChannelReadComplete();
        else if (!readPaused && ctx.channel().config().isAutoRead()) ctx.read();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent && armed && !inbound.open()) inbound.add(event, 0);
        else if (event instanceof ChannelInputShutdownEvent && armed) endOfStream(event);
        else ctx.fireUserEventTriggered(event);
    }

    private void endOfStream(Object event) {
        if (applicationHalfCloses) context().fireUserEventTriggered(event);
        else context().channel().close();
    }

    /// Takes the socket's interest in reading away but leaves the application's wish as it is: the read it asks for on
    /// being switched on again is swallowed in [#read].
    private void pauseReading(ChannelConfig config) {
        readPaused = true;
        readWanted = false;
        if (!config.isAutoRead()) return;
        config.setAutoRead(false);
        config.setAutoRead(true);
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (readPaused) readWanted = true;
        else ctx.read();
    }

    private void resumeReading() {
        if (!readPaused || inbound.bytes() > MOST_INBOUND_BYTES / 2) return;
        readPaused = false;
        if (readWanted || context().channel().config().isAutoRead()) context().read();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (toll != null) toll.outbound(sizeOf(message));
        if (outbound.open()) {
            ctx.write(message, promise);
            return;
        }
        if (closing) {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new ClosedChannelException());
            return;
        }
        outbound.add(new Write(message, promise), sizeOf(message));
        judgeWritability();
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        if (outbound.isEmpty()) ctx.flush();
    }

    /// Over a cut link the connection just ends on this side. Otherwise the end follows what is still under way.
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (outbound.isEmpty() || outbound.cut()) {
            ctx.close(promise);
            return;
        }
        closing = true;
        outbound.add(new Close(promise), 0);
    }

    private void judgeWritability() {
        if (!unwritable && outbound.bytes() > HIGH_OUTBOUND_BYTES) writable(false);
        else if (unwritable && outbound.bytes() < LOW_OUTBOUND_BYTES) writable(true);
    }

    private void writable(boolean writable) {
        unwritable = !writable;
        ChannelOutboundBuffer buffer = context().channel().unsafe().outboundBuffer();
        if (buffer != null) buffer.setUserDefinedWritability(WRITABILITY_INDEX, writable);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        clear();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        clear();
    }

    private void clear() {
        inbound.clear(ReferenceCountUtil::release);
        outbound.clear(LinkHandler::drop);
    }

    private static void drop(Object item) {
        switch (item) {
            case Write(Object message, ChannelPromise promise) -> {
                ReferenceCountUtil.release(message);
                promise.tryFailure(new ClosedChannelException());
            }
            case Close(ChannelPromise promise) -> promise.trySuccess();
            default -> throw new IllegalStateException("not an item of a lane: " + item);
        }
    }

    private static long sizeOf(Object message) {
        return switch (message) {
            case ByteBuf bytes -> bytes.readableBytes();
            case FileRegion file -> file.count();
            default -> 0;
        };
    }

    /// Where things come out towards the application.
    private final class Arrival implements Lane.Exit {
        @Override
        public void pass(Object item) {
            if (closing) ReferenceCountUtil.release(item);
            else if (item instanceof ChannelInputShutdownEvent) endOfStream(item);
            else context().fireChannelRead(item);
        }

        @Override
        public void flush() {
            if (!closing) context().fireChannelReadComplete();
            resumeReading();
        }

        @Override
        public void giveUp() {
            breakOff();
        }
    }

    /// Where things come out towards the socket.
    private final class Departure implements Lane.Exit {
        @Override
        public void pass(Object item) {
            switch (item) {
                case Write(Object message, ChannelPromise promise) -> context().write(message, promise);
                case Close(ChannelPromise promise) -> {
                    context().flush();
                    context().close(promise);
                }
                default -> throw new IllegalStateException("not an item of a lane: " + item);
            }
        }

        @Override
        public void flush() {
            context().flush();
            judgeWritability();
        }

        @Override
        public void giveUp() {
            breakOff();
        }
    }

    private void breakOff() {
        context().fireExceptionCaught(new SocketTimeoutException("Connection timed out"));
        context().close();
    }
}
