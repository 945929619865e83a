package io.windtunnel.fabric.http;

import io.windtunnel.fabric.net.Destination;
import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.Network;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// An HTTP/1.1 client for health checks and deliveries: each request goes over a connection of its own, from a host.
///
/// Thread safety: every method may be called from any thread.
public final class HttpClient {
    /// The longest response body; beyond it the exchange fails.
    public static final int MOST_BODY_BYTES = 16 * 1024 * 1024;

    private final Network network;

    public HttpClient(Network network) {
        this.network = network;
    }

    /// Sends `request` and gathers the response. The future fails with an [java.io.IOException]: no connection, no
    /// answer within `timeout` ([java.net.SocketTimeoutException]), or an answer that is not HTTP.
    ///
    /// @param timeout for the whole exchange, scenario time
    public CompletableFuture<Response> send(Host from, Destination to, Request request, Duration timeout) {
        throw new UnsupportedOperationException(network + " " + from + to + request + timeout);
    }

    /// Like [#send], over TLS. The server's certificate is not verified, as a load balancer does not verify its
    /// targets'.
    public CompletableFuture<Response> sendSecurely(Host from, Destination to, Request request, Duration timeout) {
        throw new UnsupportedOperationException(network + " " + from + to + request + timeout);
    }
}
