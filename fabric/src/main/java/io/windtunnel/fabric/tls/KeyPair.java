package io.windtunnel.fabric.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// A private key and its chain, leaf first.
public record KeyPair(PrivateKey key, List<X509Certificate> chain) {}
