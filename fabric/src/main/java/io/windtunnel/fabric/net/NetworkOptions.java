package io.windtunnel.fabric.net;

import java.util.List;

/// How a network is opened.
///
/// @param eventLoops threads that move bytes, at least 1
/// @param transports the ways to drive sockets, the preferred first; the first that the host allows is taken
public record NetworkOptions(int eventLoops, List<Transport> transports) {
    /// At most this many event loops unless asked for.
    private static final int MOST_EVENT_LOOPS = 8;

    public NetworkOptions {
        if (eventLoops < 1) throw new IllegalArgumentException("at least one event loop");
        if (transports.isEmpty()) throw new IllegalArgumentException("at least one transport");
    }

    /// An event loop for every processor. io_uring where the host allows it, else epoll, else NIO: io_uring makes
    /// many system calls one, which shows where connections are short (`docs/benchmarks.md`).
    public static NetworkOptions standard() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new NetworkOptions(
                Math.clamp(processors, 1, MOST_EVENT_LOOPS),
                List.of(Transport.IO_URING, Transport.EPOLL, Transport.NIO));
    }
}
