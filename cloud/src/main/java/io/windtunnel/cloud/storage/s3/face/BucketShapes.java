package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.cloud.storage.s3.object.Acl;
import io.windtunnel.cloud.storage.s3.settings.Tagging;
import io.windtunnel.wire.Member;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The requests and responses about buckets themselves.
public final class BucketShapes {
    private BucketShapes() {}

    public record ListBuckets(
            @Nullable Integer maxBuckets,
            @Nullable String continuationToken,
            @Nullable String prefix,
            @Nullable String bucketRegion) {}

    public record ListedBucket(
            @Nullable String name,
            @Nullable Instant creationDate,
            @Nullable String bucketRegion,
            @Nullable String bucketArn) {}

    public record ListBucketsAnswer(
            ListShapes.@Nullable Owner owner,
            List<ListedBucket> buckets,
            @Nullable String continuationToken,
            @Nullable String prefix) {}

    public record Configuration(@Nullable String locationConstraint, List<Tagging.Tag> tags) {}

    public record CreateBucket(
            String bucket,
            @Member("ACL") @Nullable String acl,
            @Nullable String grantFullControl,
            @Nullable String grantRead,
            @Member("GrantReadACP") @Nullable String grantReadAcp,
            @Member("GrantWriteACP") @Nullable String grantWriteAcp,
            @Nullable String grantWrite,
            @Nullable Configuration createBucketConfiguration,
            @Nullable Boolean objectLockEnabledForBucket,
            @Nullable String objectOwnership)
            implements Granting {}

    public record CreateBucketAnswer(
            @Nullable String location, @Nullable String bucketArn) {}

    /// A request about a bucket that says nothing else.
    public record OfBucket(String bucket, @Nullable String expectedBucketOwner) {}

    public record HeadBucketAnswer(
            @Nullable String bucketArn,
            @Nullable String bucketRegion,
            @Nullable Boolean accessPointAlias) {}

    public record LocationAnswer(@Nullable String locationConstraint) {}

    public record AclAnswer(ListShapes.@Nullable Owner owner, List<Acl.Grant> grants) {}

    public record PutAcl(
            String bucket,
            @Member("ACL") @Nullable String acl,
            VersionShapes.@Nullable AccessControl accessControlPolicy,
            @Member("ContentMD5") @Nullable String contentMd5,
            @Nullable String checksumAlgorithm,
            @Nullable String grantFullControl,
            @Nullable String grantRead,
            @Member("GrantReadACP") @Nullable String grantReadAcp,
            @Member("GrantWriteACP") @Nullable String grantWriteAcp,
            @Nullable String grantWrite,
            @Nullable String expectedBucketOwner)
            implements Granting {}
}
