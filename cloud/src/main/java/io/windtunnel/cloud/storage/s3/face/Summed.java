package io.windtunnel.cloud.storage.s3.face;

import org.jspecify.annotations.Nullable;

/// A request that may say what its body sums up to.
interface Summed {
    @Nullable
    String contentMd5();

    @Nullable
    String checksumAlgorithm();

    @Nullable
    String crc32();

    @Nullable
    String crc32c();

    @Nullable
    String crc64nvme();

    @Nullable
    String sha1();

    @Nullable
    String sha256();
}
