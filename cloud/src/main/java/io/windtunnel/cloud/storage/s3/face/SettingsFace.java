package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.cloud.storage.s3.bucket.Bucket;
import io.windtunnel.cloud.storage.s3.bucket.Setting;
import io.windtunnel.cloud.storage.s3.settings.Cors;
import io.windtunnel.cloud.storage.s3.settings.EncryptionRules;
import io.windtunnel.cloud.storage.s3.settings.Lifecycle;
import io.windtunnel.cloud.storage.s3.settings.Logging;
import io.windtunnel.cloud.storage.s3.settings.Notifications;
import io.windtunnel.cloud.storage.s3.settings.ObjectLocking;
import io.windtunnel.cloud.storage.s3.settings.PublicAccess;
import io.windtunnel.cloud.storage.s3.settings.Refused;
import io.windtunnel.cloud.storage.s3.settings.Replication;
import io.windtunnel.cloud.storage.s3.settings.Tagging;
import io.windtunnel.cloud.storage.s3.settings.Texts;
import io.windtunnel.cloud.storage.s3.settings.Versioning;
import io.windtunnel.cloud.storage.s3.settings.Website;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What a bucket is told to do.
public class SettingsFace extends BucketFace {
    SettingsFace(Domain domain) {
        super(domain);
    }

    private Bucket of(Call call, BucketShapes.OfBucket request) {
        return domain.bucket(call, request.bucket(), request.expectedBucketOwner());
    }

    private static <V extends Record> V require(Bucket bucket, Setting<V> setting, String code, String message) {
        V set = setting.set();
        if (set == null) throw new AwsException(code, message).status(404).with("BucketName", bucket.name());
        return set;
    }

    private void remove(Call call, BucketShapes.OfBucket request, Function<Bucket, Setting<?>> setting) {
        setting.apply(of(call, request)).remove();
    }

    // ---- tags

    public SettingShapes.TaggingAnswer getBucketTagging(Call call, BucketShapes.OfBucket request) {
        Bucket bucket = of(call, request);
        Texts.Tags tags = require(bucket, bucket.settings().tags(), "NoSuchTagSet", "The TagSet does not exist");
        return new SettingShapes.TaggingAnswer(Tagging.of(tags.tags()).tagSet());
    }

    public void putBucketTagging(Call call, SettingShapes.PutTagging request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Digests.check(call);
        List<Tagging.Tag> given = request.tagging().tagSet();
        Map<String, String> tags = call.request() == null
                ? Tagging.checkedOf(given, Tagging.MOST_OF_BUCKET)
                : Tagging.checked(given, Tagging.MOST_OF_BUCKET);
        bucket.settings().tags().put(new Texts.Tags(tags));
    }

    public void deleteBucketTagging(Call call, BucketShapes.OfBucket request) {
        remove(call, request, bucket -> bucket.settings().tags());
    }

    // ---- policy and access

    public SettingShapes.PolicyAnswer getBucketPolicy(Call call, BucketShapes.OfBucket request) {
        Bucket bucket = of(call, request);
        return new SettingShapes.PolicyAnswer(
                require(bucket, bucket.settings().policy(), "NoSuchBucketPolicy", "The bucket policy does not exist")
                        .json());
    }

    public void putBucketPolicy(Call call, SettingShapes.PutPolicy request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Digests.check(call);
        BucketPolicy policy = BucketPolicy.parse(request.policy());
        policy.check(bucket.name());
        PublicAccess block = bucket.settings().publicAccess().set();
        if (block != null && Boolean.TRUE.equals(block.blockPublicPolicy()) && policy.isPublic())
            throw Refused.denied("User: arn:aws:iam::" + call.scope().account() + ":root is not authorized to perform: "
                    + "s3:PutBucketPolicy on resource: \"" + bucket.arn() + "\" because public policies are prevented "
                    + "by the BlockPublicPolicy setting in S3 Block Public Access.");
        bucket.settings().policy().put(new Texts.Policy(request.policy()));
    }

    public void deleteBucketPolicy(Call call, BucketShapes.OfBucket request) {
        remove(call, request, bucket -> bucket.settings().policy());
    }

    public SettingShapes.PolicyStatusAnswer getBucketPolicyStatus(Call call, BucketShapes.OfBucket request) {
        Bucket bucket = of(call, request);
        Texts.Policy policy =
                require(bucket, bucket.settings().policy(), "NoSuchBucketPolicy", "The bucket policy does not exist");
        boolean open = BucketPolicy.parse(policy.json()).isPublic();
        return new SettingShapes.PolicyStatusAnswer(new SettingShapes.PolicyStatus(open));
    }

    public SettingShapes.OwnershipAnswer getBucketOwnershipControls(Call call, BucketShapes.OfBucket request) {
        Bucket bucket = of(call, request);
        return new SettingShapes.OwnershipAnswer(new SettingShapes.OwnershipControls(
                List.of(bucket.settings().ownership().get())));
    }

    public void putBucketOwnershipControls(Call call, SettingShapes.PutOwnership request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Digests.check(call);
        List<Texts.Ownership> rules = request.ownershipControls().rules();
        if (rules.size() != 1) throw Refused.malformed();
        rules.getFirst().check();
        bucket.settings().ownership().put(rules.getFirst());
    }

    public void deleteBucketOwnershipControls(Call call, BucketShapes.OfBucket request) {
        of(call, request).settings().ownership().put(new Texts.Ownership("ObjectWriter"));
    }

    public SettingShapes.PublicAccessAnswer getPublicAccessBlock(Call call, BucketShapes.OfBucket request) {
        Bucket bucket = of(call, request);
        return new SettingShapes.PublicAccessAnswer(require(
                bucket,
                bucket.settings().publicAccess(),
                "NoSuchPublicAccessBlockConfiguration",
                "The public access block configuration was not found"));
    }

    public void putPublicAccessBlock(Call call, SettingShapes.PutPublicAccess request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Digests.check(call);
        bucket.settings()
                .publicAccess()
                .put(request.publicAccessBlockConfiguration().whole());
    }

    public void deletePublicAccessBlock(Call call, BucketShapes.OfBucket request) {
        remove(call, request, bucket -> bucket.settings().publicAccess());
    }

    // ---- CORS, website

    public SettingShapes.CorsAnswer getBucketCors(Call call, BucketShapes.OfBucket request) {
        Bucket bucket = of(call, request);
        return new SettingShapes.CorsAnswer(require(
                        bucket,
                        bucket.settings().cors(),
                        "NoSuchCORSConfiguration",
                        "The CORS configuration does not exist")
                .rules());
    }

    public void putBucketCors(Call call, SettingShapes.PutCors request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Digests.check(call);
        Cors cors = request.corsConfiguration();
        cors.check();
        bucket.settings().cors().put(cors);
    }

    public void deleteBucketCors(Call call, BucketShapes.OfBucket request) {
        remove(call, request, bucket -> bucket.settings().cors());
    }

    public SettingShapes.WebsiteAnswer getBucketWebsite(Call call, BucketShapes.OfBucket request) {
        Bucket bucket = of(call, request);
        Website website = require(
                bucket,
                bucket.settings().website(),
                "NoSuchWebsiteConfiguration",
                "The specified bucket does not have a website configuration");
        return new SettingShapes.WebsiteAnswer(
                website.redirectAllRequestsTo(),
                website.indexDocument(),
                website.errorDocument(),
                website.routingRules());
    }

    public void putBucketWebsite(Call call, SettingShapes.PutWebsite request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Digests.check(call);
        request.websiteConfiguration().check();
        bucket.settings().website().put(request.websiteConfiguration());
    }

    public void deleteBucketWebsite(Call call, BucketShapes.OfBucket request) {
        remove(call, request, bucket -> bucket.settings().website());
    }

    // ---- lifecycle

    public SettingShapes.LifecycleAnswer getBucketLifecycleConfiguration(Call call, BucketShapes.OfBucket request) {
        Bucket bucket = of(call, request);
        Lifecycle.Kept kept = require(
                bucket,
                bucket.settings().lifecycle(),
                "NoSuchLifecycleConfiguration",
                "The lifecycle configuration does not exist");
        return new SettingShapes.LifecycleAnswer(kept.configuration().rules(), kept.minimumSize());
    }

    public SettingShapes.PutLifecycleAnswer putBucketLifecycleConfiguration(
            Call call, SettingShapes.PutLifecycle request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Digests.check(call);
        Lifecycle lifecycle = request.lifecycleConfiguration();
        if (lifecycle == null) throw Refused.malformed();
        String minimum = request.transitionDefaultMinimumObjectSize();
        if (minimum == null) minimum = Lifecycle.Kept.USUAL;
        else if (!minimum.equals(Lifecycle.Kept.USUAL) && !minimum.equals("varies_by_storage_class"))
            throw Refused.request("Invalid TransitionDefaultMinimumObjectSize found: " + minimum);
        Lifecycle checked = lifecycle.checked(() -> domain.ground().ids().lower(48));
        bucket.settings().lifecycle().put(new Lifecycle.Kept(checked, minimum));
        return new SettingShapes.PutLifecycleAnswer(minimum);
    }

    public void deleteBucketLifecycle(Call call, BucketShapes.OfBucket request) {
        remove(call, request, bucket -> bucket.settings().lifecycle());
    }

    // ---- versioning, locks, encryption

    public SettingShapes.VersioningAnswer getBucketVersioning(Call call, BucketShapes.OfBucket request) {
        return new SettingShapes.VersioningAnswer(
                of(call, request).settings().versioning().get().status());
    }

    public void putBucketVersioning(Call call, SettingShapes.PutVersioning request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Digests.check(call);
        Versioning next = request.versioningConfiguration();
        next.check();
        if (next.isSuspended() && bucket.settings().locking().set() != null)
            throw new AwsException(
                            "InvalidBucketState",
                            "An Object Lock configuration is present on this bucket, so the versioning state cannot be "
                                    + "changed.")
                    .status(409);
        if (next.isSuspended() && bucket.settings().replication().set() != null)
            throw new AwsException(
                            "InvalidBucketState",
                            "A replication configuration is present on this bucket, so you cannot change the "
                                    + "versioning state. To change the versioning state, first delete the replication "
                                    + "configuration.")
                    .status(409);
        bucket.settings().versioning().put(next);
    }

    public SettingShapes.LockingAnswer getObjectLockConfiguration(Call call, BucketShapes.OfBucket request) {
        Bucket bucket = of(call, request);
        return new SettingShapes.LockingAnswer(require(
                bucket,
                bucket.settings().locking(),
                "ObjectLockConfigurationNotFoundError",
                "Object Lock configuration does not exist for this bucket"));
    }

    public void putObjectLockConfiguration(Call call, SettingShapes.PutLocking request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Digests.check(call);
        ObjectLocking locking = request.objectLockConfiguration();
        if (locking == null) throw Refused.malformed();
        locking.check();
        if (!bucket.settings().versioning().get().isOn())
            throw new AwsException(
                            "InvalidBucketState",
                            "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration")
                    .status(409);
        bucket.settings().locking().put(locking);
    }

    public SettingShapes.EncryptionAnswer getBucketEncryption(Call call, BucketShapes.OfBucket request) {
        return new SettingShapes.EncryptionAnswer(
                of(call, request).settings().encryption().get());
    }

    public void putBucketEncryption(Call call, SettingShapes.PutEncryption request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Digests.check(call);
        EncryptionRules rules = request.serverSideEncryptionConfiguration();
        rules.check();
        bucket.settings().encryption().put(rules.whole());
    }

    public void deleteBucketEncryption(Call call, BucketShapes.OfBucket request) {
        remove(call, request, bucket -> bucket.settings().encryption());
    }

    // ---- notifications, replication, logs

    public Notifications getBucketNotificationConfiguration(Call call, BucketShapes.OfBucket request) {
        return of(call, request).settings().notifications().get();
    }

    public void putBucketNotificationConfiguration(Call call, SettingShapes.PutNotifications request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Notifications next = request.notificationConfiguration()
                .checked(() -> domain.ground().ids().uuid());
        domain.notificationsSet().set(bucket, next, Boolean.TRUE.equals(request.skipDestinationValidation()), call);
        bucket.settings().notifications().put(next);
    }

    public SettingShapes.ReplicationAnswer getBucketReplication(Call call, BucketShapes.OfBucket request) {
        Bucket bucket = of(call, request);
        return new SettingShapes.ReplicationAnswer(require(
                bucket,
                bucket.settings().replication(),
                "ReplicationConfigurationNotFoundError",
                "The replication configuration was not found"));
    }

    public void putBucketReplication(Call call, SettingShapes.PutReplication request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Digests.check(call);
        Replication next = request.replicationConfiguration();
        next.check();
        if (!bucket.settings().versioning().get().isOn())
            throw Refused.request("Versioning must be 'Enabled' on the bucket to apply a replication configuration");
        for (Replication.Rule rule : next.rules()) {
            Bucket destination = domain.buckets().find(rule.destination().name());
            if (destination == null) throw Refused.request("Destination bucket must exist.");
            if (!destination.settings().versioning().get().isOn())
                throw Refused.request("Destination bucket must have versioning enabled.");
            if (destination == bucket) throw Refused.request("Destination bucket cannot be the same as the source.");
        }
        bucket.settings()
                .replication()
                .put(next.named(() -> domain.ground().ids().lower(48)));
    }

    public void deleteBucketReplication(Call call, BucketShapes.OfBucket request) {
        remove(call, request, bucket -> bucket.settings().replication());
    }

    public SettingShapes.LoggingAnswer getBucketLogging(Call call, BucketShapes.OfBucket request) {
        return new SettingShapes.LoggingAnswer(
                of(call, request).settings().logging().set());
    }

    public void putBucketLogging(Call call, SettingShapes.PutLogging request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Digests.check(call);
        Logging.Target target = request.bucketLoggingStatus().loggingEnabled();
        if (target == null) {
            bucket.settings().logging().remove();
            return;
        }
        Bucket into = domain.buckets().find(target.targetBucket());
        if (into == null || !into.owner().equals(bucket.owner()))
            throw new AwsException("InvalidTargetBucketForLogging", "The target bucket for logging does not exist")
                    .status(400)
                    .with("TargetBucket", target.targetBucket());
        if (!into.region().equals(bucket.region()))
            throw new AwsException("CrossLocationLoggingProhibited", "Cross S3 location logging not allowed. ")
                    .status(403)
                    .with("TargetBucketLocation", into.region());
        bucket.settings().logging().put(target);
    }

    // ---- the rest

    public SettingShapes.AccelerationAnswer getBucketAccelerateConfiguration(Call call, BucketShapes.OfBucket request) {
        Texts.Acceleration set = of(call, request).settings().acceleration().set();
        return new SettingShapes.AccelerationAnswer(set == null ? null : set.status());
    }

    public void putBucketAccelerateConfiguration(Call call, SettingShapes.PutAcceleration request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        String status = request.accelerateConfiguration().status();
        if (!"Enabled".equals(status) && !"Suspended".equals(status)) throw Refused.malformed();
        if (bucket.name().contains("."))
            throw Refused.request(
                    "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names");
        bucket.settings().acceleration().put(request.accelerateConfiguration());
    }

    public SettingShapes.PaymentAnswer getBucketRequestPayment(Call call, BucketShapes.OfBucket request) {
        return new SettingShapes.PaymentAnswer(
                of(call, request).settings().payment().get().payer());
    }

    public void putBucketRequestPayment(Call call, SettingShapes.PutPayment request) {
        Bucket bucket = domain.bucket(call, request.bucket(), request.expectedBucketOwner());
        Digests.check(call);
        String payer = request.requestPaymentConfiguration().payer();
        if (!payer.equals("Requester") && !payer.equals("BucketOwner")) throw Refused.malformed();
        bucket.settings().payment().put(request.requestPaymentConfiguration());
    }
}
