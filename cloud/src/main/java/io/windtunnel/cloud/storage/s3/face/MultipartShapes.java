package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.wire.Member;
import io.windtunnel.wire.Payload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The requests and responses about multipart uploads.
public final class MultipartShapes {
    private MultipartShapes() {}

    public record CreateUpload(
            String bucket,
            String key,
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
            @Nullable String checksumType)
            implements Written {}

    public record CreateUploadAnswer(
            @Nullable Instant abortDate,
            @Nullable String abortRuleId,
            @Nullable String bucket,
            @Nullable String key,
            @Nullable String uploadId,
            @Nullable String serverSideEncryption,
            @Member("SSEKMSKeyId") @Nullable String sseKmsKeyId,
            @Nullable Boolean bucketKeyEnabled,
            @Member("SSECustomerAlgorithm") @Nullable String sseCustomerAlgorithm,
            @Member("SSECustomerKeyMD5") @Nullable String sseCustomerKeyMd5,
            @Nullable String checksumAlgorithm,
            @Nullable String checksumType) {}

    public record UploadPart(
            String bucket,
            String key,
            int partNumber,
            String uploadId,
            Payload body,
            @Nullable Long contentLength,
            @Member("ContentMD5") @Nullable String contentMd5,
            @Nullable String checksumAlgorithm,
            @Member("ChecksumCRC32") @Nullable String crc32,
            @Member("ChecksumCRC32C") @Nullable String crc32c,
            @Member("ChecksumCRC64NVME") @Nullable String crc64nvme,
            @Member("ChecksumSHA1") @Nullable String sha1,
            @Member("ChecksumSHA256") @Nullable String sha256,
            @Member("SSECustomerAlgorithm") @Nullable String sseCustomerAlgorithm,
            @Member("SSECustomerKey") @Nullable String sseCustomerKey,
            @Member("SSECustomerKeyMD5") @Nullable String sseCustomerKeyMd5,
            @Nullable String expectedBucketOwner)
            implements Summed {}

    public record UploadPartAnswer(
            @Member("ETag") @Nullable String etag,
            @Member("ChecksumCRC32") @Nullable String crc32,
            @Member("ChecksumCRC32C") @Nullable String crc32c,
            @Member("ChecksumCRC64NVME") @Nullable String crc64nvme,
            @Member("ChecksumSHA1") @Nullable String sha1,
            @Member("ChecksumSHA256") @Nullable String sha256,
            @Nullable String serverSideEncryption,
            @Member("SSEKMSKeyId") @Nullable String sseKmsKeyId,
            @Nullable Boolean bucketKeyEnabled,
            @Member("SSECustomerAlgorithm") @Nullable String sseCustomerAlgorithm,
            @Member("SSECustomerKeyMD5") @Nullable String sseCustomerKeyMd5) {}

    public record CompletedPart(
            @Member("ETag") @Nullable String etag,
            @Member("ChecksumCRC32") @Nullable String crc32,
            @Member("ChecksumCRC32C") @Nullable String crc32c,
            @Member("ChecksumCRC64NVME") @Nullable String crc64nvme,
            @Member("ChecksumSHA1") @Nullable String sha1,
            @Member("ChecksumSHA256") @Nullable String sha256,
            @Nullable Integer partNumber) {}

    public record CompletedParts(List<CompletedPart> parts) {}

    public record CompleteUpload(
            String bucket,
            String key,
            @Nullable CompletedParts multipartUpload,
            String uploadId,
            @Member("ChecksumCRC32") @Nullable String crc32,
            @Member("ChecksumCRC32C") @Nullable String crc32c,
            @Member("ChecksumCRC64NVME") @Nullable String crc64nvme,
            @Member("ChecksumSHA1") @Nullable String sha1,
            @Member("ChecksumSHA256") @Nullable String sha256,
            @Nullable String checksumType,
            @Nullable Long mpuObjectSize,
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch,
            @Nullable String expectedBucketOwner) {}

    public record CompleteUploadAnswer(
            @Nullable String location,
            @Nullable String bucket,
            @Nullable String key,
            @Member("ETag") @Nullable String etag,
            @Member("ChecksumCRC32") @Nullable String crc32,
            @Member("ChecksumCRC32C") @Nullable String crc32c,
            @Member("ChecksumCRC64NVME") @Nullable String crc64nvme,
            @Member("ChecksumSHA1") @Nullable String sha1,
            @Member("ChecksumSHA256") @Nullable String sha256,
            @Nullable String checksumType,
            @Nullable String expiration,
            @Nullable String versionId,
            @Nullable String serverSideEncryption,
            @Member("SSEKMSKeyId") @Nullable String sseKmsKeyId,
            @Nullable Boolean bucketKeyEnabled) {}

    public record AbortUpload(
            String bucket,
            String key,
            String uploadId,
            @Nullable String expectedBucketOwner,
            @Nullable Instant ifMatchInitiatedTime) {}

    public record Owner(@Member("ID") @Nullable String id) {}

    public record ListParts(
            String bucket,
            String key,
            @Nullable Integer maxParts,
            @Nullable Integer partNumberMarker,
            String uploadId,
            @Nullable String expectedBucketOwner) {}

    public record Part(
            @Nullable Integer partNumber,
            @Nullable Instant lastModified,
            @Member("ETag") @Nullable String etag,
            @Nullable Long size,
            @Member("ChecksumCRC32") @Nullable String crc32,
            @Member("ChecksumCRC32C") @Nullable String crc32c,
            @Member("ChecksumCRC64NVME") @Nullable String crc64nvme,
            @Member("ChecksumSHA1") @Nullable String sha1,
            @Member("ChecksumSHA256") @Nullable String sha256) {}

    public record ListPartsAnswer(
            @Nullable Instant abortDate,
            @Nullable String abortRuleId,
            @Nullable String bucket,
            @Nullable String key,
            @Nullable String uploadId,
            @Nullable Owner initiator,
            @Nullable Owner owner,
            @Nullable String storageClass,
            @Nullable Integer partNumberMarker,
            @Nullable Integer nextPartNumberMarker,
            @Nullable Integer maxParts,
            @Nullable Boolean isTruncated,
            @Nullable String checksumAlgorithm,
            @Nullable String checksumType,
            List<Part> parts) {}

    public record ListUploads(
            String bucket,
            @Nullable String delimiter,
            @Nullable String encodingType,
            @Nullable String keyMarker,
            @Nullable Integer maxUploads,
            @Nullable String prefix,
            @Nullable String uploadIdMarker,
            @Nullable String expectedBucketOwner) {}

    public record ListedUpload(
            @Nullable String key,
            @Nullable String uploadId,
            @Nullable Owner initiator,
            @Nullable Owner owner,
            @Nullable String storageClass,
            @Nullable Instant initiated,
            @Nullable String checksumAlgorithm,
            @Nullable String checksumType) {}

    public record CommonPrefix(@Nullable String prefix) {}

    public record ListUploadsAnswer(
            @Nullable String bucket,
            @Nullable String keyMarker,
            @Nullable String uploadIdMarker,
            @Nullable String nextKeyMarker,
            @Nullable String nextUploadIdMarker,
            @Nullable String prefix,
            @Nullable String delimiter,
            @Nullable Integer maxUploads,
            @Nullable String encodingType,
            @Nullable Boolean isTruncated,
            List<ListedUpload> uploads,
            List<CommonPrefix> commonPrefixes) {}
}
