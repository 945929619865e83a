package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.wire.Member;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The requests and responses about deletes.
public final class DeleteShapes {
    private DeleteShapes() {}

    public record DeleteObject(
            String bucket,
            String key,
            @Nullable String versionId,
            @Nullable Boolean bypassGovernanceRetention,
            @Nullable String expectedBucketOwner,
            @Nullable String ifMatch,
            @Nullable Instant ifMatchLastModifiedTime,
            @Nullable Long ifMatchSize) {}

    public record DeleteObjectAnswer(
            @Nullable Boolean deleteMarker, @Nullable String versionId) {}

    public record Identifier(
            String key,
            @Nullable String versionId,
            @Member("ETag") @Nullable String etag,
            @Nullable Instant lastModifiedTime,
            @Nullable Long size) {}

    public record Delete(List<Identifier> objects, @Nullable Boolean quiet) {}

    public record DeleteObjects(
            String bucket,
            Delete delete,
            @Nullable Boolean bypassGovernanceRetention,
            @Nullable String expectedBucketOwner,
            @Member("ContentMD5") @Nullable String contentMd5,
            @Nullable String checksumAlgorithm,
            @Member("ChecksumCRC32") @Nullable String crc32,
            @Member("ChecksumCRC32C") @Nullable String crc32c,
            @Member("ChecksumCRC64NVME") @Nullable String crc64nvme,
            @Member("ChecksumSHA1") @Nullable String sha1,
            @Member("ChecksumSHA256") @Nullable String sha256)
            implements Summed {}

    public record DeletedObject(
            @Nullable String key,
            @Nullable String versionId,
            @Nullable Boolean deleteMarker,
            @Nullable String deleteMarkerVersionId) {}

    public record Refusal(
            @Nullable String key,
            @Nullable String versionId,
            @Nullable String code,
            @Nullable String message) {}

    public record DeleteObjectsAnswer(List<DeletedObject> deleted, List<Refusal> errors) {}
}
