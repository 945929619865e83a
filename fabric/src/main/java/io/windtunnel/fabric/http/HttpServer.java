package io.windtunnel.fabric.http;

import io.windtunnel.fabric.net.Host;
import io.windtunnel.fabric.net.Listener;
import io.windtunnel.fabric.net.Network;
import io.windtunnel.fabric.run.Threads;
import io.windtunnel.fabric.tls.KeyPair;
import org.jspecify.annotations.Nullable;

/// An HTTP/1.1 server on a port of a host: keep-alive, pipelining, `Expect: 100-continue`, chunked bodies.
public final class HttpServer {
    private HttpServer() {}

    /// Serves with a handler that may block, on virtual threads.
    ///
    /// @param keys speaks TLS with them; null for plain HTTP
    public static Listener serve(
            Network network,
            Threads threads,
            Host host,
            int port,
            @Nullable KeyPair keys,
            HttpLimits limits,
            HttpHandler handler) {
        throw new UnsupportedOperationException(host + ":" + port);
    }

    /// Plain HTTP with the standard limits and a handler that may block.
    public static Listener serve(Network network, Threads threads, Host host, int port, HttpHandler handler) {
        return serve(network, threads, host, port, null, HttpLimits.STANDARD, handler);
    }

    /// Serves with a handler that answers later and never blocks.
    ///
    /// @param keys speaks TLS with them; null for plain HTTP
    public static Listener serveAsync(
            Network network, Host host, int port, @Nullable KeyPair keys, HttpLimits limits, AsyncHttpHandler handler) {
        throw new UnsupportedOperationException(host + ":" + port);
    }

    /// Plain HTTP with the standard limits and a handler that answers later.
    public static Listener serveAsync(Network network, Host host, int port, AsyncHttpHandler handler) {
        return serveAsync(network, host, port, null, HttpLimits.STANDARD, handler);
    }
}
