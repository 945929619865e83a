package io.windtunnel.cloud.storage.s3.object;

import org.jspecify.annotations.Nullable;

/// How an object is said to be encrypted at rest.
///
/// @param algorithm `AES256`, `aws:kms` or `aws:kms:dsse`; with a customer's key the customer's algorithm
/// @param customerKeyMd5 of a key that the client keeps and must show again (SSE-C); else null
public record Encryption(
        String algorithm,
        @Nullable String kmsKey,
        @Nullable String context,
        boolean bucketKey,
        @Nullable String customerKeyMd5) {
    /// What every object has that asks for nothing else: S3's own keys.
    public static final Encryption USUAL = new Encryption("AES256", null, null, false, null);

    /// The algorithm of a key that S3 or KMS keeps; null with a customer's key.
    public @Nullable String serverSide() {
        return customerKeyMd5 == null ? algorithm : null;
    }

    /// The algorithm of a customer's key, or null.
    public @Nullable String customerAlgorithm() {
        return customerKeyMd5 == null ? null : algorithm;
    }
}
