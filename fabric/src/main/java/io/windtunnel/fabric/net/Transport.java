package io.windtunnel.fabric.net;

/// How sockets are driven.
public enum Transport {
    IO_URING,
    EPOLL,
    NIO
}
