package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.cloud.storage.s3.object.Checksum;
import io.windtunnel.kernel.checksum.ChecksumAlgorithm;
import org.jspecify.annotations.Nullable;

/// A checksum as responses tell it: in the member of its algorithm.
record Sums(@Nullable Checksum checksum) {
    static final Sums NONE = new Sums(null);

    private @Nullable String of(ChecksumAlgorithm algorithm) {
        return checksum == null || checksum.algorithm() != algorithm ? null : checksum.text();
    }

    @Nullable
    String crc32() {
        return of(ChecksumAlgorithm.CRC32);
    }

    @Nullable
    String crc32c() {
        return of(ChecksumAlgorithm.CRC32C);
    }

    @Nullable
    String crc64nvme() {
        return of(ChecksumAlgorithm.CRC64NVME);
    }

    @Nullable
    String sha1() {
        return of(ChecksumAlgorithm.SHA1);
    }

    @Nullable
    String sha256() {
        return of(ChecksumAlgorithm.SHA256);
    }

    @Nullable
    String type() {
        return checksum == null ? null : checksum.type();
    }
}
