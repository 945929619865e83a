package io.windtunnel.cloud.edge.elbv2.proxy;

import java.time.Duration;

/// The attributes of a load balancer that its nodes work by.
///
/// @param idleTimeout how long a connection may carry nothing
/// @param keepAlive how long a client's connection may live; one more request is served after it
/// @param http2 whether TLS clients may speak HTTP/2
public record NodeSettings(
        Duration idleTimeout,
        Duration keepAlive,
        Desync desync,
        boolean dropInvalidHeaders,
        boolean preserveHost,
        boolean tlsHeaders,
        boolean clientPortInForwardedFor,
        ForwardedFor forwardedFor,
        boolean http2) {
    /// What is done with requests that others might read otherwise.
    public enum Desync {
        MONITOR,
        DEFENSIVE,
        STRICTEST
    }

    /// What is done with the header `X-Forwarded-For`.
    public enum ForwardedFor {
        APPEND,
        PRESERVE,
        REMOVE
    }

    /// The defaults of a new load balancer.
    public static final NodeSettings STANDARD = new NodeSettings(
            Duration.ofSeconds(60),
            Duration.ofSeconds(3600),
            Desync.DEFENSIVE,
            false,
            false,
            false,
            false,
            ForwardedFor.APPEND,
            true);
}
