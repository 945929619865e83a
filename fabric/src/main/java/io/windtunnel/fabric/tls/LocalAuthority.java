package io.windtunnel.fabric.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// A certificate authority of this computer alone: it makes itself on first use and issues certificates for any name.
///
/// Thread safety: every method may be called from any thread.
public final class LocalAuthority {
    private final Instant now;

    /// @param now certificates are valid from a day before; the authority's for ten years, leaves for 395 days
    public LocalAuthority(Instant now) {
        this.now = now;
    }

    /// The authority's own certificate, for clients that are to trust it.
    public X509Certificate certificate() {
        throw new UnsupportedOperationException(now.toString());
    }

    /// A new key and a certificate for the names (a first label `*` is a wildcard; IP addresses may stand among them).
    ///
    /// @throws IllegalArgumentException when there is no name
    public KeyPair issue(List<String> dnsNames) {
        throw new UnsupportedOperationException(dnsNames.toString());
    }
}
