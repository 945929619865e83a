package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.object.Acl;
import io.windtunnel.cloud.storage.s3.settings.ObjectLocking;
import io.windtunnel.cloud.storage.s3.settings.PublicAccess;
import io.windtunnel.cloud.storage.s3.settings.Refused;
import io.windtunnel.cloud.storage.s3.settings.Tagging;
import io.windtunnel.cloud.storage.s3.settings.Texts;
import io.windtunnel.cloud.storage.s3.settings.Versioning;
import io.windtunnel.kernel.identity.Region;
import io.windtunnel.kernel.identity.Scope;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Buckets themselves.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
public class BucketFace {
    private static final int MOST_BUCKETS = 10_000;

    final Domain domain;

    BucketFace(Domain domain) {
        this.domain = domain;
    }

    public BucketShapes.ListBucketsAnswer listBuckets(Call call, BucketShapes.ListBuckets request) {
        Integer asked = request.maxBuckets();
        if (asked != null && (asked < 1 || asked > MOST_BUCKETS))
            throw Refused.argument("Argument max-buckets must be an integer between 1 and 10000", "max-buckets", asked);
        String after = request.continuationToken() == null ? "" : opened(request.continuationToken());
        List<Bucket> matching = domain.buckets().of(call.scope()).stream()
                .filter(each -> each.name().compareTo(after) > 0)
                .filter(each -> request.prefix() == null || each.name().startsWith(request.prefix()))
                .filter(each -> request.bucketRegion() == null || each.region().equals(request.bucketRegion()))
                .toList();
        int most = asked == null ? MOST_BUCKETS : asked;
        List<Bucket> page = matching.subList(0, Math.min(most, matching.size()));
        return new BucketShapes.ListBucketsAnswer(
                Grants.owner(call.scope().account().digits()),
                page.stream()
                        .map(each -> new BucketShapes.ListedBucket(
                                each.name(),
                                each.created(),
                                each.region(),
                                each.arn().toString()))
                        .toList(),
                page.size() < matching.size() ? sealed(page.getLast().name()) : null,
                request.prefix());
    }

    static String sealed(String token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.getBytes(StandardCharsets.UTF_8));
    }

    static String opened(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refused.argument("The continuation token provided is incorrect", "continuation-token", token);
        }
    }

    public BucketShapes.CreateBucketAnswer createBucket(Call call, BucketShapes.CreateBucket request) {
        BucketShapes.Configuration configuration = request.createBucketConfiguration();
        Region region = region(call, configuration == null ? null : configuration.locationConstraint());
        Map<String, String> tags =
                configuration == null ? Map.of() : Tagging.checked(configuration.tags(), Tagging.MOST_OF_BUCKET);
        Texts.Ownership ownership = request.objectOwnership() == null
                ? Texts.Ownership.USUAL
                : new Texts.Ownership(request.objectOwnership());
        ownership.check();
        Acl acl = acl(call, request, ownership);
        Scope scope = new Scope(call.scope().account(), region);
        Bucket there = domain.buckets().find(request.bucket());
        Bucket bucket = domain.buckets().create(scope, request.bucket());
        if (there == null) {
            bucket.settings().publicAccess().put(PublicAccess.BLOCKED);
            if (!ownership.isEnforced()) bucket.settings().ownership().put(ownership);
            if (acl != null) bucket.settings().acl().put(acl);
            if (!tags.isEmpty()) bucket.settings().tags().put(new Texts.Tags(tags));
            if (Boolean.TRUE.equals(request.objectLockEnabledForBucket())) {
                bucket.settings().versioning().put(new Versioning(Versioning.ENABLED));
                bucket.settings().locking().put(ObjectLocking.BARE);
            }
        }
        String location = region.equals(Region.US_EAST_1)
                ? "/" + bucket.name()
                : "http://" + bucket.name() + ".s3.amazonaws.com/";
        return new BucketShapes.CreateBucketAnswer(location, bucket.arn().toString());
    }

    private static @Nullable Acl acl(Call call, BucketShapes.CreateBucket request, Texts.Ownership ownership) {
        if (!Grants.isSaid(request)) return null;
        if ("private".equals(request.acl())) return null;
        if (ownership.isEnforced())
            throw new AwsException(
                            "InvalidBucketAclWithObjectOwnership",
                            "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting")
                    .status(400);
        String owner = call.scope().account().digits();
        Acl acl = Grants.of(request, owner, owner);
        if (acl.isPublic())
            throw new AwsException(
                            "InvalidBucketAclWithBlockPublicAccessError",
                            "Bucket cannot have public ACLs set with BlockPublicAccess enabled")
                    .status(400);
        return acl;
    }

    /// Where a bucket is to be: where the request was sent, unless it was sent to the default Region.
    private static Region region(Call call, @Nullable String constraint) {
        Region here = call.scope().region();
        String asked = "EU".equals(constraint) ? "eu-west-1" : constraint;
        if (here.equals(Region.US_EAST_1)) {
            if (asked == null || asked.isEmpty()) return here;
            if (!Region.isRegionCode(asked) || asked.equals(here.code()) && call.request() != null)
                throw new AwsException("InvalidLocationConstraint", "The specified location-constraint is not valid")
                        .status(400)
                        .with("LocationConstraint", Objects.requireNonNull(constraint));
            return new Region(asked);
        }
        if (here.code().equals(asked) || call.request() == null && asked == null) return here;
        throw new AwsException(
                        "IllegalLocationConstraintException",
                        "The " + (asked == null ? "unspecified" : asked)
                                + " location constraint is incompatible for the region specific endpoint this "
                                + "request was sent to.")
                .status(400);
    }

    public void deleteBucket(Call call, BucketShapes.OfBucket request) {
        domain.buckets().delete(domain.bucket(call, request.bucket(), request.expectedBucketOwner()));
    }

    public BucketShapes.HeadBucketAnswer headBucket(Call call, BucketShapes.OfBucket request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        return new BucketShapes.HeadBucketAnswer(bucket.arn().toString(), bucket.region(), false);
    }

    public BucketShapes.LocationAnswer getBucketLocation(Call call, BucketShapes.OfBucket request) {
        Bucket bucket = domain.buckets().require(request.bucket());
        Domain.checkOwner(bucket, request.expectedBucketOwner());
        boolean usual = bucket.scope().region().equals(Region.US_EAST_1);
        return new BucketShapes.LocationAnswer(usual ? null : bucket.region());
    }

    public BucketShapes.AclAnswer getBucketAcl(Call call, BucketShapes.OfBucket request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        return new BucketShapes.AclAnswer(
                Grants.owner(bucket.owner()),
                Grants.told(bucket.settings().acl().set(), bucket.owner()));
    }

    public void putBucketAcl(Call call, BucketShapes.PutAcl request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Acl acl = given(request, request.accessControlPolicy(), bucket.owner(), bucket.owner());
        boolean enforced = bucket.settings().ownership().get().isEnforced();
        if (enforced && !"private".equals(request.acl()) && !"bucket-owner-full-control".equals(request.acl()))
            throw Grants.notSupported();
        bucket.settings().acl().put(Grants.allowed(bucket, acl));
    }

    /// The list of a request that has it in its body or in its header.
    static Acl given(Granting request, VersionShapes.@Nullable AccessControl body, String owner, String bucketOwner) {
        if (body == null) {
            if (!Grants.isSaid(request))
                throw new AwsException("MissingSecurityHeader", "Your request was missing a required header")
                        .status(400)
                        .with("MissingHeaderName", "x-amz-acl");
            return Grants.of(request, owner, bucketOwner);
        }
        if (Grants.isSaid(request))
            throw new AwsException("UnexpectedContent", "This request does not support content").status(400);
        return Grants.checked(new Acl(owner, new ArrayList<>(body.grants())));
    }
}
