package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.wire.Member;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The requests and responses about copies.
public final class CopyShapes {
    private CopyShapes() {}

    public record CopyObject(
            String bucket,
            String key,
            String copySource,
            @Nullable String copySourceIfMatch,
            @Nullable Instant copySourceIfModifiedSince,
            @Nullable String copySourceIfNoneMatch,
            @Nullable Instant copySourceIfUnmodifiedSince,
            @Member("ACL") @Nullable String acl,
            @Nullable String cacheControl,
            @Nullable String contentDisposition,
            @Nullable String contentEncoding,
            @Nullable String contentLanguage,
            @Nullable String contentType,
            @Nullable String expires,
            @Nullable String grantFullControl,
            @Nullable String grantRead,
            @Member("GrantReadACP") @Nullable String grantReadAcp,
            @Member("GrantWriteACP") @Nullable String grantWriteAcp,
            Map<String, String> metadata,
            @Nullable String serverSideEncryption,
            @Member("SSEKMSKeyId") @Nullable String sseKmsKeyId,
            @Member("SSEKMSEncryptionContext") @Nullable String sseKmsEncryptionContext,
            @Nullable Boolean bucketKeyEnabled,
            @Member("SSECustomerAlgorithm") @Nullable String sseCustomerAlgorithm,
            @Member("SSECustomerKey") @Nullable String sseCustomerKey,
            @Member("SSECustomerKeyMD5") @Nullable String sseCustomerKeyMd5,
            @Nullable String storageClass,
            @Nullable String websiteRedirectLocation,
            @Nullable String tagging,
            @Nullable String objectLockMode,
            @Nullable Instant objectLockRetainUntilDate,
            @Nullable String objectLockLegalHoldStatus,
            @Nullable String expectedBucketOwner,
            @Nullable String checksumAlgorithm,
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch,
            @Nullable String metadataDirective,
            @Nullable String taggingDirective,

            @Member("CopySourceSSECustomerAlgorithm") @Nullable
            String copySourceSseCustomerAlgorithm,

            @Member("CopySourceSSECustomerKey") @Nullable String copySourceSseCustomerKey,
            @Member("CopySourceSSECustomerKeyMD5") @Nullable String copySourceSseCustomerKeyMd5,
            @Nullable String expectedSourceBucketOwner)
            implements Written, CopySource {}

    public record CopyResult(
            @Member("ETag") @Nullable String etag,
            @Nullable Instant lastModified,
            @Nullable String checksumType,
            @Member("ChecksumCRC32") @Nullable String crc32,
            @Member("ChecksumCRC32C") @Nullable String crc32c,
            @Member("ChecksumCRC64NVME") @Nullable String crc64nvme,
            @Member("ChecksumSHA1") @Nullable String sha1,
            @Member("ChecksumSHA256") @Nullable String sha256) {}

    public record CopyObjectAnswer(
            @Nullable CopyResult copyObjectResult,
            @Nullable String expiration,
            @Nullable String copySourceVersionId,
            @Nullable String versionId,
            @Nullable String serverSideEncryption,
            @Member("SSEKMSKeyId") @Nullable String sseKmsKeyId,
            @Nullable Boolean bucketKeyEnabled,
            @Member("SSECustomerAlgorithm") @Nullable String sseCustomerAlgorithm,
            @Member("SSECustomerKeyMD5") @Nullable String sseCustomerKeyMd5) {}

    public record UploadPartCopy(
            String bucket,
            String key,
            String copySource,
            @Nullable String copySourceIfMatch,
            @Nullable Instant copySourceIfModifiedSince,
            @Nullable String copySourceIfNoneMatch,
            @Nullable Instant copySourceIfUnmodifiedSince,
            @Nullable String copySourceRange,
            int partNumber,
            String uploadId,
            @Member("SSECustomerAlgorithm") @Nullable String sseCustomerAlgorithm,
            @Member("SSECustomerKey") @Nullable String sseCustomerKey,
            @Member("SSECustomerKeyMD5") @Nullable String sseCustomerKeyMd5,

            @Member("CopySourceSSECustomerAlgorithm") @Nullable
            String copySourceSseCustomerAlgorithm,

            @Member("CopySourceSSECustomerKey") @Nullable String copySourceSseCustomerKey,
            @Member("CopySourceSSECustomerKeyMD5") @Nullable String copySourceSseCustomerKeyMd5,
            @Nullable String expectedBucketOwner,
            @Nullable String expectedSourceBucketOwner)
            implements CopySource {}

    public record CopyPartResult(
            @Member("ETag") @Nullable String etag,
            @Nullable Instant lastModified,
            @Member("ChecksumCRC32") @Nullable String crc32,
            @Member("ChecksumCRC32C") @Nullable String crc32c,
            @Member("ChecksumCRC64NVME") @Nullable String crc64nvme,
            @Member("ChecksumSHA1") @Nullable String sha1,
            @Member("ChecksumSHA256") @Nullable String sha256) {}

    public record UploadPartCopyAnswer(
            @Nullable String copySourceVersionId,
            @Nullable CopyPartResult copyPartResult,
            @Nullable String serverSideEncryption,
            @Member("SSEKMSKeyId") @Nullable String sseKmsKeyId,
            @Nullable Boolean bucketKeyEnabled,
            @Member("SSECustomerAlgorithm") @Nullable String sseCustomerAlgorithm,
            @Member("SSECustomerKeyMD5") @Nullable String sseCustomerKeyMd5) {}
}
