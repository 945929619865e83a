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

    /// An event loop for every two processors, since clients, targets and control planes want the others: with
    /// one for each, a load balancer's last percent waits for its turn (`docs/benchmarks.md`). Epoll, else NIO:
    /// io_uring is as fast here, but there every connection takes a local port for itself, and a host would have
    /// 28,000 connections in all, not to each peer.
    public static NetworkOptions standard() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new NetworkOptions(
                Math.clamp(processors / 2, 1, MOST_EVENT_LOOPS),
                List.of(Transport.EPOLL, Transport.IO_URING, Transport.NIO));
    }
}
