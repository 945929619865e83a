package io.windtunnel.cloud.edge.elbv2.proxy;

import org.jspecify.annotations.Nullable;

/// A listener at a node: its port and what it does with requests. Routes and certificates may change while it is open.
public final class Door {
    private final int port;
    private volatile Routes routes;
    private volatile @Nullable TlsKeys keys;

    /// @param keys for HTTPS; null for plain HTTP
    public Door(int port, Routes routes, @Nullable TlsKeys keys) {
        this.port = port;
        this.routes = routes;
        this.keys = keys;
    }

    public int port() {
        return port;
    }

    public boolean secure() {
        return keys != null;
    }

    public Routes routes() {
        return routes;
    }

    @Nullable
    TlsKeys keys() {
        return keys;
    }

    /// Works from now on by other routes and certificates; connections that stand keep their certificate.
    public void change(Routes next, @Nullable TlsKeys nextKeys) {
        routes = next;
        keys = nextKeys;
    }

    String scheme() {
        return secure() ? "https" : "http";
    }

    boolean standardPort() {
        return port == (secure() ? 443 : 80);
    }
}
