package io.windtunnel.cloud.ports;

import java.util.Optional;

/// The secrets of access keys, for checking signatures. IAM offers it, for its users' keys and the keys of sessions.
@FunctionalInterface
public interface AccessKeys {
    Optional<String> secret(String accessKeyId);
}
