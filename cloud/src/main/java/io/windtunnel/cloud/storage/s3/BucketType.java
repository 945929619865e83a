package io.windtunnel.cloud.storage.s3;

import io.windtunnel.cloud.storage.s3.face.BucketShapes;
import io.windtunnel.cloud.storage.s3.face.SettingShapes;
import io.windtunnel.cloud.storage.s3.settings.Logging;
import io.windtunnel.cloud.storage.s3.settings.Tagging;
import io.windtunnel.cloud.storage.s3.settings.Texts;
import io.windtunnel.cloud.storage.s3.template.BucketProperties;
import io.windtunnel.cloud.template.Progress;
import io.windtunnel.cloud.template.ResourceType;
import io.windtunnel.kernel.random.Ids;
import io.windtunnel.wire.AwsException;
import io.windtunnel.wire.Call;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `AWS::S3::Bucket`.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
final class BucketType implements ResourceType<BucketProperties> {
    private static final int MOST_NAME = 63;
    private static final int SUFFIX = 12;

    private final S3Api api;
    private final Ids ids;

    BucketType(S3Api api, Ids ids) {
        this.api = api;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "AWS::S3::Bucket";
    }

    @Override
    public Class<BucketProperties> properties() {
        return BucketProperties.class;
    }

    @Override
    public Set<String> replacedBy() {
        return Set.of("BucketName");
    }

    @Override
    public Progress create(Request<BucketProperties> request) {
        BucketProperties wanted = request.properties();
        Call call = Call.internal(request.scope());
        String given = wanted.bucketName();
        String name = given == null
                ? request.generatedName(ids.lower(SUFFIX), MOST_NAME).toLowerCase(Locale.ROOT)
                : given;
        if (exists(call, name)) return new Progress.Failed("", name + " already exists");
        boolean locks = Boolean.TRUE.equals(wanted.objectLockEnabled());
        api.createBucket(
                call,
                new BucketShapes.CreateBucket(
                        name,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new BucketShapes.Configuration(request.scope().region().code(), List.of()),
                        locks,
                        null));
        try {
            apply(call, name, wanted, null, wanted.tagsOver(request.tags()));
        } catch (AwsException refused) {
            return new Progress.Failed(name, refused.message());
        }
        return done(request, name);
    }

    private boolean exists(Call call, String name) {
        try {
            api.headBucket(call, of(name));
            return true;
        } catch (AwsException none) {
            return !none.code().equals("NoSuchBucket");
        }
    }

    private static BucketShapes.OfBucket of(String name) {
        return new BucketShapes.OfBucket(name, null);
    }

    private static Progress done(Request<BucketProperties> request, String name) {
        String region = request.scope().region().code();
        return new Progress.Done(
                name,
                Map.of(
                        "Arn", "arn:aws:s3:::" + name,
                        "DomainName", name + ".s3.localhost",
                        "DualStackDomainName", name + ".s3.dualstack." + region + ".localhost",
                        "RegionalDomainName", name + ".s3." + region + ".localhost",
                        "WebsiteURL", "http://" + name + ".s3-website-" + region + ".localhost"));
    }

    @Override
    public Progress update(Request<BucketProperties> request, BucketProperties before) {
        Call call = Call.internal(request.scope());
        List<Tagging.Tag> tags = request.properties().tagsOver(request.tags());
        apply(call, request.id(), request.properties(), before, tags);
        return done(request, request.id());
    }

    /// Tells the bucket everything that `wanted` says, and takes back what only `before` said.
    private void apply(
            Call call,
            String name,
            BucketProperties wanted,
            @Nullable BucketProperties before,
            List<Tagging.Tag> tags) {
        if (!tags.isEmpty())
            api.putBucketTagging(call, new SettingShapes.PutTagging(name, null, null, new Tagging(tags), null));
        else if (before != null && !before.tags().isEmpty()) api.deleteBucketTagging(call, of(name));
        access(call, name, wanted, before);
        protection(call, name, wanted, before);
        if (wanted.lifecycleConfiguration() != null)
            api.putBucketLifecycleConfiguration(
                    call,
                    new SettingShapes.PutLifecycle(
                            name,
                            null,
                            null,
                            wanted.lifecycleConfiguration().lifecycle(),
                            null,
                            wanted.lifecycleConfiguration().transitionDefaultMinimumObjectSize()));
        else if (before != null && before.lifecycleConfiguration() != null) api.deleteBucketLifecycle(call, of(name));
        web(call, name, wanted, before);
        flows(call, name, wanted, before);
    }

    private void access(Call call, String name, BucketProperties wanted, @Nullable BucketProperties before) {
        if (wanted.ownershipControls() != null)
            api.putBucketOwnershipControls(
                    call,
                    new SettingShapes.PutOwnership(
                            name,
                            null,
                            null,
                            new SettingShapes.OwnershipControls(
                                    wanted.ownershipControls().rules()),
                            null));
        if (wanted.publicAccessBlockConfiguration() != null)
            api.putPublicAccessBlock(
                    call,
                    new SettingShapes.PutPublicAccess(name, null, null, wanted.publicAccessBlockConfiguration(), null));
        if (wanted.accessControl() != null
                && (before == null || !wanted.accessControl().equals(before.accessControl())))
            api.putBucketAcl(
                    call,
                    new BucketShapes.PutAcl(
                            name,
                            canned(wanted.accessControl()),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null));
    }

    /// `PublicRead` is the template's word for `public-read`.
    private static String canned(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private void protection(Call call, String name, BucketProperties wanted, @Nullable BucketProperties before) {
        if (wanted.versioningConfiguration() != null)
            api.putBucketVersioning(
                    call, new SettingShapes.PutVersioning(name, null, null, wanted.versioningConfiguration(), null));
        if (wanted.bucketEncryption() != null)
            api.putBucketEncryption(
                    call,
                    new SettingShapes.PutEncryption(
                            name, null, null, wanted.bucketEncryption().rules(), null));
        else if (before != null && before.bucketEncryption() != null) api.deleteBucketEncryption(call, of(name));
        if (wanted.objectLockConfiguration() != null)
            api.putObjectLockConfiguration(
                    call, new SettingShapes.PutLocking(name, wanted.objectLockConfiguration(), null, null, null));
    }

    private void web(Call call, String name, BucketProperties wanted, @Nullable BucketProperties before) {
        if (wanted.corsConfiguration() != null)
            api.putBucketCors(
                    call,
                    new SettingShapes.PutCors(name, wanted.corsConfiguration().cors(), null, null, null));
        else if (before != null && before.corsConfiguration() != null) api.deleteBucketCors(call, of(name));
        if (wanted.websiteConfiguration() != null)
            api.putBucketWebsite(
                    call,
                    new SettingShapes.PutWebsite(
                            name, null, null, wanted.websiteConfiguration().website(), null));
        else if (before != null && before.websiteConfiguration() != null) api.deleteBucketWebsite(call, of(name));
        if (wanted.accelerateConfiguration() != null)
            api.putBucketAccelerateConfiguration(
                    call,
                    new SettingShapes.PutAcceleration(
                            name,
                            new Texts.Acceleration(
                                    wanted.accelerateConfiguration().accelerationStatus()),
                            null,
                            null));
    }

    private void flows(Call call, String name, BucketProperties wanted, @Nullable BucketProperties before) {
        if (wanted.notificationConfiguration() != null)
            api.putBucketNotificationConfiguration(
                    call,
                    new SettingShapes.PutNotifications(
                            name, wanted.notificationConfiguration().notifications(), null, null));
        if (wanted.replicationConfiguration() != null)
            api.putBucketReplication(
                    call,
                    new SettingShapes.PutReplication(
                            name, null, null, wanted.replicationConfiguration().replication(), null));
        else if (before != null && before.replicationConfiguration() != null)
            api.deleteBucketReplication(call, of(name));
        BucketProperties.LoggingProperties logging = wanted.loggingConfiguration();
        if (logging == null && (before == null || before.loggingConfiguration() == null)) return;
        String target = logging == null ? null : logging.destinationBucketName();
        String prefix = logging == null || logging.logFilePrefix() == null ? "" : logging.logFilePrefix();
        api.putBucketLogging(
                call,
                new SettingShapes.PutLogging(
                        name,
                        new Logging(
                                logging == null
                                        ? null
                                        : new Logging.Target(target == null ? name : target, prefix, List.of(), null)),
                        null,
                        null,
                        null));
    }

    @Override
    public Progress delete(Request<BucketProperties> request) {
        try {
            api.deleteBucket(Call.internal(request.scope()), of(request.id()));
        } catch (AwsException refused) {
            if (!refused.code().equals("NoSuchBucket")) return new Progress.Failed(request.id(), refused.message());
        }
        return new Progress.Done(request.id(), Map.of());
    }
}
