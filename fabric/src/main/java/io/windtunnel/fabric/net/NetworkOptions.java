package io.windtunnel.fabric.net;

import java.util.List;

/// How a network is opened.
///
/// @param eventLoops threads that move bytes, at least 1
/// @param transports the ways to drive sockets, the preferred first; the first that the host allows is taken
public record NetworkOptions(int eventLoops, List<Transport> transports) {
    /// An event loop per processor, at most this many unless asked for.
    private static final int MOST_EVENT_LOOPS = 8;

    public NetworkOptions {
        if (eventLoops < 1) throw new IllegalArgumentException("at least one event loop");
        if (transports.isEmpty()) throw new IllegalArgumentException("at least one transport");
    }

    /// An event loop per processor; epoll, else NIO. io_uring is as fast here (`docs/benchmarks.md`), but there every
    /// connection takes a local port for itself: a host would have 28,000 connections in all, not to each peer.
    public static NetworkOptions standard() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new NetworkOptions(
                Math.clamp(processors, 1, MOST_EVENT_LOOPS),
                List.of(Transport.EPOLL, Transport.IO_URING, Transport.NIO));
    }
}
