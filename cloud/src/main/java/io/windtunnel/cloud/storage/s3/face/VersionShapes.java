package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.cloud.storage.s3.object.Acl;
import io.windtunnel.cloud.storage.s3.settings.Tagging;
import io.windtunnel.wire.Member;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The requests and responses about what hangs on a version: tags, locks, lists of grants, attributes.
public final class VersionShapes {
    private VersionShapes() {}

    public record GetTagging(
            String bucket,
            String key,
            @Nullable String versionId,
            @Nullable String expectedBucketOwner) {}

    public record GetTaggingAnswer(@Nullable String versionId, List<Tagging.Tag> tagSet) {}

    public record PutTagging(
            String bucket,
            String key,
            @Nullable String versionId,
            Tagging tagging,
            @Nullable String expectedBucketOwner) {}

    public record TaggingAnswer(@Nullable String versionId) {}

    /// A request about a version that says nothing else.
    public record Version(
            String bucket,
            String key,
            @Nullable String versionId,
            @Nullable String expectedBucketOwner) {}

    public record Retention(@Nullable String mode, @Nullable Instant retainUntilDate) {}

    public record RetentionAnswer(@Nullable Retention retention) {}

    public record PutRetention(
            String bucket,
            String key,
            @Nullable Retention retention,
            @Nullable String versionId,
            @Nullable Boolean bypassGovernanceRetention,
            @Nullable String expectedBucketOwner) {}

    public record LegalHold(@Nullable String status) {}

    public record LegalHoldAnswer(@Nullable LegalHold legalHold) {}

    public record PutLegalHold(
            String bucket,
            String key,
            @Nullable LegalHold legalHold,
            @Nullable String versionId,
            @Nullable String expectedBucketOwner) {}

    public record AclAnswer(ListShapes.@Nullable Owner owner, List<Acl.Grant> grants) {}

    public record AccessControl(ListShapes.@Nullable Owner owner, List<Acl.Grant> grants) {}

    public record PutAcl(
            String bucket,
            String key,
            @Member("ACL") @Nullable String acl,
            @Nullable AccessControl accessControlPolicy,
            @Member("ContentMD5") @Nullable String contentMd5,
            @Nullable String checksumAlgorithm,
            @Nullable String grantFullControl,
            @Nullable String grantRead,
            @Member("GrantReadACP") @Nullable String grantReadAcp,
            @Member("GrantWriteACP") @Nullable String grantWriteAcp,
            @Nullable String grantWrite,
            @Nullable String versionId,
            @Nullable String expectedBucketOwner)
            implements Granting {}

    public record GetAttributes(
            String bucket,
            String key,
            @Nullable String versionId,
            @Nullable Integer maxParts,
            @Nullable Integer partNumberMarker,
            @Member("SSECustomerAlgorithm") @Nullable String sseCustomerAlgorithm,
            @Member("SSECustomerKey") @Nullable String sseCustomerKey,
            @Member("SSECustomerKeyMD5") @Nullable String sseCustomerKeyMd5,
            @Nullable String expectedBucketOwner,
            List<String> objectAttributes)
            implements CustomerKey {}

    public record Checksums(
            @Member("ChecksumCRC32") @Nullable String crc32,
            @Member("ChecksumCRC32C") @Nullable String crc32c,
            @Member("ChecksumCRC64NVME") @Nullable String crc64nvme,
            @Member("ChecksumSHA1") @Nullable String sha1,
            @Member("ChecksumSHA256") @Nullable String sha256,
            @Nullable String checksumType) {}

    public record ListedPart(
            @Nullable Integer partNumber,
            @Nullable Long size,
            @Member("ChecksumCRC32") @Nullable String crc32,
            @Member("ChecksumCRC32C") @Nullable String crc32c,
            @Member("ChecksumCRC64NVME") @Nullable String crc64nvme,
            @Member("ChecksumSHA1") @Nullable String sha1,
            @Member("ChecksumSHA256") @Nullable String sha256) {}

    public record Parts(
            @Nullable Integer totalPartsCount,
            @Nullable Integer partNumberMarker,
            @Nullable Integer nextPartNumberMarker,
            @Nullable Integer maxParts,
            @Nullable Boolean isTruncated,
            List<ListedPart> parts) {}

    public record AttributesAnswer(
            @Nullable Boolean deleteMarker,
            @Nullable Instant lastModified,
            @Nullable String versionId,
            @Member("ETag") @Nullable String etag,
            @Nullable Checksums checksum,
            @Nullable Parts objectParts,
            @Nullable String storageClass,
            @Nullable Long objectSize) {}

    public record JobParameters(String tier) {}

    public record RestoreRequest(
            @Nullable Integer days,
            @Nullable JobParameters glacierJobParameters,
            @Nullable String tier) {}

    public record Restore(
            String bucket,
            String key,
            @Nullable String versionId,
            @Nullable RestoreRequest restoreRequest,
            @Nullable String checksumAlgorithm,
            @Nullable String expectedBucketOwner) {}

    public record RestoreAnswer(@Nullable Integer statusCode) {}
}
