package io.windtunnel.cloud.ports;

import io.windtunnel.kernel.identity.Arn;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// Certificates for TLS listeners. ACM (and IAM's server certificates) offer it.
@FunctionalInterface
public interface Certificates {
    /// A private key and its chain, leaf first.
    record KeyPair(PrivateKey key, List<X509Certificate> chain) {}

    Optional<KeyPair> find(Arn certificate);
}
