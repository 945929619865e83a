package io.windtunnel.cloud.gateway;

import io.netty.handler.ssl.SslContext;
import io.windtunnel.fabric.tls.LocalAuthority;
import io.windtunnel.fabric.tls.Tls;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// TLS for the names under `localhost`, a certificate each, issued when a client first asks for the name.
///
/// Thread safety: every method may be called from any thread; the first call for a name computes for a while.
final class GatewayCertificates {
    /// Names that get a certificate of their own; those that come later share the common one.
    private static final int MOST_NAMES = 1000;

    private static final List<String> COMMON =
            List.of("localhost", "*.localhost", "*.us-east-1.localhost", "127.0.0.1", "::1");

    private final LocalAuthority authority;
    private final Map<String, SslContext> byName = new ConcurrentHashMap<>();

    GatewayCertificates(LocalAuthority authority) {
        this.authority = authority;
    }

    SslContext context(String name) {
        boolean own = name.endsWith(".localhost") && name.indexOf('.') != name.lastIndexOf('.');
        if (own && (byName.containsKey(name) || byName.size() < MOST_NAMES))
            return byName.computeIfAbsent(name, _ -> Tls.server(authority.issue(List.of(name))));
        return byName.computeIfAbsent("", _ -> Tls.server(authority.issue(COMMON)));
    }
}
