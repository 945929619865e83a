package io.windtunnel.wire.sign;

import org.jspecify.annotations.Nullable;

/// The secrets of access keys.
public interface Secrets {
    /// The secret access key of `accessKeyId`, or null when there is no such key.
    @Nullable
    String of(String accessKeyId);
}
