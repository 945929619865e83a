package io.windtunnel.cloud.storage.s3.face;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A request that names an object to copy from.
interface CopySource {
    String copySource();

    @Nullable
    String copySourceIfMatch();

    @Nullable
    Instant copySourceIfModifiedSince();

    @Nullable
    String copySourceIfNoneMatch();

    @Nullable
    Instant copySourceIfUnmodifiedSince();

    @Nullable
    String copySourceSseCustomerAlgorithm();

    @Nullable
    String copySourceSseCustomerKey();

    @Nullable
    String copySourceSseCustomerKeyMd5();

    @Nullable
    String expectedSourceBucketOwner();
}
