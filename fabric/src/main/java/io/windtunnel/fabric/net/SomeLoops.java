package io.windtunnel.fabric.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.AbstractEventExecutorGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Some of a network's event loops, in turn. They are the network's to end: a group of this kind ends none.
///
/// Thread safety: every method may be called from any thread.
final class SomeLoops extends AbstractEventExecutorGroup implements EventLoopGroup {
    private final List<EventLoop> loops;
    private final AtomicInteger turn = new AtomicInteger();

    SomeLoops(List<EventLoop> loops) {
        this.loops = List.copyOf(loops);
    }

    @Override
    public EventLoop next() {
        return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
    }

    @Override
    public ChannelFuture register(Channel channel) {
        return next().register(channel);
    }

    @Override
    public ChannelFuture register(ChannelPromise promise) {
        return next().register(promise);
    }

    @Override
    @SuppressWarnings("deprecation") // the interface asks for it
    public ChannelFuture register(Channel channel, ChannelPromise promise) {
        return next().register(channel, promise);
    }

    @Override
    public Iterator<EventExecutor> iterator() {
        return List.<EventExecutor>copyOf(loops).iterator();
    }

    @Override
    public boolean isShuttingDown() {
        return loops.getFirst().isShuttingDown();
    }

    @Override
    public boolean isShutdown() {
        return loops.getFirst().isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return loops.getFirst().isTerminated();
    }

    @Override
    public Future<?> terminationFuture() {
        return loops.getFirst().terminationFuture();
    }

    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        throw notOurs();
    }

    @Override
    @Deprecated
    public void shutdown() {
        throw notOurs();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return loops.getFirst().awaitTermination(timeout, unit);
    }

    private static UnsupportedOperationException notOurs() {
        return new UnsupportedOperationException("the network ends its event loops");
    }
}
