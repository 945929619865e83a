package io.windtunnel.cloud.storage.s3.object;

import io.windtunnel.kernel.checksum.ChecksumAlgorithm;

/// The checksum an object or a part is kept with.
///
/// @param parts how many parts' checksums it is a checksum of; 0 for one of the whole object's bytes
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Checksum(ChecksumAlgorithm algorithm, byte[] value, int parts) {
    /// As headers carry it.
    public String text() {
        String base64 = ChecksumAlgorithm.base64(value);
        return parts == 0 ? base64 : base64 + "-" + parts;
    }

    /// `FULL_OBJECT` or `COMPOSITE`.
    public String type() {
        return parts == 0 ? "FULL_OBJECT" : "COMPOSITE";
    }
}
