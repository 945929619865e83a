package io.windtunnel.fabric.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The threads that move bytes, and the kinds of sockets they drive.
///
/// @param lateLocalPort the option that leaves the choice of a local port to the connect, so that one address can
///     have as many connections to each peer as there are ports; null where the transport has none
record EventLoops(
        Transport transport,
        int count,
        EventLoopGroup group,
        ChannelFactory<? extends ServerChannel> servers,
        ChannelFactory<? extends Channel> clients,
        ChannelFactory<? extends DatagramChannel> datagrams,
        @Nullable ChannelOption<Integer> lateLocalPort)
        implements AutoCloseable {
    /// Linux's number for the option, in `linux/in.h`: netty names it for epoll only.
    private static final ChannelOption<Integer> BIND_ADDRESS_NO_PORT =
            new IntegerUnixChannelOption("IP_BIND_ADDRESS_NO_PORT", 0, 24);

    static EventLoops open(int count, List<Transport> preferred, ThreadFactory threads) {
        IllegalStateException none =
                new IllegalStateException("this computer allows none of the transports " + preferred);
        for (Transport transport : preferred) {
            if (!available(transport)) continue;
            try {
                return open(transport, count, threads);
            } catch (IllegalStateException refused) {
                // There is such a transport, but not for so many event loops: of rings, a computer may allow few.
                none.addSuppressed(refused);
            }
        }
        throw none;
    }

    private static boolean available(Transport transport) {
        return switch (transport) {
            case IO_URING -> IoUring.isAvailable();
            case EPOLL -> Epoll.isAvailable();
            case NIO -> true;
        };
    }

    private static EventLoops open(Transport transport, int count, ThreadFactory threads) {
        return switch (transport) {
            case IO_URING ->
                new EventLoops(
                        transport,
                        count,
                        group(count, threads, IoUringIoHandler.newFactory()),
                        IoUringServerSocketChannel::new,
                        IoUringSocketChannel::new,
                        IoUringDatagramChannel::new,
                        BIND_ADDRESS_NO_PORT);
            case EPOLL ->
                new EventLoops(
                        transport,
                        count,
                        group(count, threads, EpollIoHandler.newFactory()),
                        EpollServerSocketChannel::new,
                        EpollSocketChannel::new,
                        EpollDatagramChannel::new,
                        BIND_ADDRESS_NO_PORT);
            case NIO ->
                new EventLoops(
                        transport,
                        count,
                        group(count, threads, NioIoHandler.newFactory()),
                        NioServerSocketChannel::new,
                        NioSocketChannel::new,
                        NioDatagramChannel::new,
                        null);
        };
    }

    private static EventLoopGroup group(int count, ThreadFactory threads, IoHandlerFactory handlers) {
        return new MultiThreadIoEventLoopGroup(count, threads, handlers);
    }

    EventLoop next() {
        return group.next();
    }

    /// Where the connections of one port live.
    EventLoopGroup spread(Spread spread) {
        return switch (spread) {
            case ALL -> group;
            case HALF -> half();
        };
    }

    private EventLoopGroup half() {
        List<EventLoop> some = new ArrayList<>();
        for (int index = 0; index < Math.max(1, count / 2); index++) some.add(group.next());
        return new SomeLoops(some);
    }

    @Override
    public void close() {
        group.shutdownGracefully(20, 2_000, TimeUnit.MILLISECONDS).awaitUninterruptibly(3_000);
    }
}
