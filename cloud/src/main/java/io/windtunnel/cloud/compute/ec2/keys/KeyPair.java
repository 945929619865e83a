package io.windtunnel.cloud.compute.ec2.keys;

import java.time.Instant;

/// A key pair's public half; `publicKey` is written as in `authorized_keys`.
public record KeyPair(
        String keyPairId, String keyName, String keyType, String fingerprint, String publicKey, Instant created) {}
