package io.windtunnel.cloud.storage.s3.face;

import org.jspecify.annotations.Nullable;

/// A request that may bring the key its object is encrypted by.
interface CustomerKey {
    @Nullable
    String sseCustomerAlgorithm();

    @Nullable
    String sseCustomerKey();

    @Nullable
    String sseCustomerKeyMd5();
}
