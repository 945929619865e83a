package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.wire.Member;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The requests and responses about lists of objects.
public final class ListShapes {
    private ListShapes() {}

    public record ListObjects(
            String bucket,
            @Nullable String delimiter,
            @Nullable String encodingType,
            @Nullable String marker,
            @Nullable Integer maxKeys,
            @Nullable String prefix,
            @Nullable String expectedBucketOwner,
            List<String> optionalObjectAttributes) {}

    public record Owner(@Member("ID") @Nullable String id) {}

    public record RestoreStatus(
            @Nullable Boolean isRestoreInProgress, @Nullable Instant restoreExpiryDate) {}

    public record Listed(
            @Nullable String key,
            @Nullable Instant lastModified,
            @Member("ETag") @Nullable String etag,
            List<String> checksumAlgorithm,
            @Nullable String checksumType,
            @Nullable Long size,
            @Nullable String storageClass,
            @Nullable Owner owner,
            @Nullable RestoreStatus restoreStatus) {}

    public record CommonPrefix(@Nullable String prefix) {}

    public record ListObjectsAnswer(
            @Nullable String name,
            @Nullable String prefix,
            @Nullable String marker,
            @Nullable String nextMarker,
            @Nullable Integer maxKeys,
            @Nullable String delimiter,
            @Nullable String encodingType,
            @Nullable Boolean isTruncated,
            List<Listed> contents,
            List<CommonPrefix> commonPrefixes) {}

    public record ListObjectsV2(
            String bucket,
            @Nullable String delimiter,
            @Nullable String encodingType,
            @Nullable Integer maxKeys,
            @Nullable String prefix,
            @Nullable String continuationToken,
            @Nullable Boolean fetchOwner,
            @Nullable String startAfter,
            @Nullable String expectedBucketOwner,
            List<String> optionalObjectAttributes) {}

    public record ListObjectsV2Answer(
            @Nullable String name,
            @Nullable String prefix,
            @Nullable String startAfter,
            @Nullable String continuationToken,
            @Nullable String nextContinuationToken,
            @Nullable Integer keyCount,
            @Nullable Integer maxKeys,
            @Nullable String delimiter,
            @Nullable String encodingType,
            @Nullable Boolean isTruncated,
            List<Listed> contents,
            List<CommonPrefix> commonPrefixes) {}

    public record ListVersions(
            String bucket,
            @Nullable String delimiter,
            @Nullable String encodingType,
            @Nullable String keyMarker,
            @Nullable Integer maxKeys,
            @Nullable String prefix,
            @Nullable String versionIdMarker,
            @Nullable String expectedBucketOwner) {}

    public record ListedVersion(
            @Nullable String key,
            @Nullable String versionId,
            @Nullable Boolean isLatest,
            @Nullable Instant lastModified,
            @Member("ETag") @Nullable String etag,
            List<String> checksumAlgorithm,
            @Nullable String checksumType,
            @Nullable Long size,
            @Nullable String storageClass,
            @Nullable Owner owner) {}

    public record ListedMarker(
            @Nullable String key,
            @Nullable String versionId,
            @Nullable Boolean isLatest,
            @Nullable Instant lastModified,
            @Nullable Owner owner) {}

    public record ListVersionsAnswer(
            @Nullable String name,
            @Nullable String prefix,
            @Nullable String keyMarker,
            @Nullable String versionIdMarker,
            @Nullable String nextKeyMarker,
            @Nullable String nextVersionIdMarker,
            @Nullable Integer maxKeys,
            @Nullable String delimiter,
            @Nullable String encodingType,
            @Nullable Boolean isTruncated,
            List<ListedVersion> versions,
            List<ListedMarker> deleteMarkers,
            List<CommonPrefix> commonPrefixes) {}
}
