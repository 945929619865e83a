package io.windtunnel.cloud.storage.s3.face;

import io.windtunnel.cloud.storage.s3.settings.Cors;
import io.windtunnel.cloud.storage.s3.settings.EncryptionRules;
import io.windtunnel.cloud.storage.s3.settings.Lifecycle;
import io.windtunnel.cloud.storage.s3.settings.Logging;
import io.windtunnel.cloud.storage.s3.settings.Notifications;
import io.windtunnel.cloud.storage.s3.settings.ObjectLocking;
import io.windtunnel.cloud.storage.s3.settings.PublicAccess;
import io.windtunnel.cloud.storage.s3.settings.Replication;
import io.windtunnel.cloud.storage.s3.settings.Tagging;
import io.windtunnel.cloud.storage.s3.settings.Texts;
import io.windtunnel.cloud.storage.s3.settings.Versioning;
import io.windtunnel.cloud.storage.s3.settings.Website;
import io.windtunnel.wire.Member;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The requests and responses about buckets' settings.
public final class SettingShapes {
    private SettingShapes() {}

    public record TaggingAnswer(List<Tagging.Tag> tagSet) {}

    public record PutTagging(
            String bucket,
            @Member("ContentMD5") @Nullable String contentMd5,
            @Nullable String checksumAlgorithm,
            Tagging tagging,
            @Nullable String expectedBucketOwner) {}

    public record PolicyAnswer(@Nullable String policy) {}

    public record PutPolicy(
            String bucket,
            @Member("ContentMD5") @Nullable String contentMd5,
            @Nullable String checksumAlgorithm,
            String policy,
            @Nullable String expectedBucketOwner) {}

    public record PolicyStatus(@Nullable Boolean isPublic) {}

    public record PolicyStatusAnswer(@Nullable PolicyStatus policyStatus) {}

    public record CorsAnswer(@Member("CORSRules") List<Cors.Rule> corsRules) {}

    public record PutCors(
            String bucket,
            @Member("CORSConfiguration") Cors corsConfiguration,
            @Member("ContentMD5") @Nullable String contentMd5,
            @Nullable String checksumAlgorithm,
            @Nullable String expectedBucketOwner) {}

    public record LifecycleAnswer(
            List<Lifecycle.Rule> rules, @Nullable String transitionDefaultMinimumObjectSize) {}

    public record PutLifecycle(
            String bucket,
            @Nullable String checksumAlgorithm,
            @Member("ContentMD5") @Nullable String contentMd5,
            @Nullable Lifecycle lifecycleConfiguration,
            @Nullable String expectedBucketOwner,
            @Nullable String transitionDefaultMinimumObjectSize) {}

    public record PutLifecycleAnswer(@Nullable String transitionDefaultMinimumObjectSize) {}

    public record VersioningAnswer(@Nullable String status) {}

    public record PutVersioning(
            String bucket,
            @Member("ContentMD5") @Nullable String contentMd5,
            @Nullable String checksumAlgorithm,
            Versioning versioningConfiguration,
            @Nullable String expectedBucketOwner) {}

    public record LockingAnswer(@Nullable ObjectLocking objectLockConfiguration) {}

    public record PutLocking(
            String bucket,
            @Nullable ObjectLocking objectLockConfiguration,
            @Member("ContentMD5") @Nullable String contentMd5,
            @Nullable String checksumAlgorithm,
            @Nullable String expectedBucketOwner) {}

    public record EncryptionAnswer(@Nullable EncryptionRules serverSideEncryptionConfiguration) {}

    public record PutEncryption(
            String bucket,
            @Member("ContentMD5") @Nullable String contentMd5,
            @Nullable String checksumAlgorithm,
            EncryptionRules serverSideEncryptionConfiguration,
            @Nullable String expectedBucketOwner) {}

    public record WebsiteAnswer(
            Website.@Nullable RedirectAll redirectAllRequestsTo,
            Website.@Nullable Index indexDocument,
            Website.@Nullable ErrorPage errorDocument,
            List<Website.RoutingRule> routingRules) {}

    public record PutWebsite(
            String bucket,
            @Member("ContentMD5") @Nullable String contentMd5,
            @Nullable String checksumAlgorithm,
            Website websiteConfiguration,
            @Nullable String expectedBucketOwner) {}

    public record PutNotifications(
            String bucket,
            Notifications notificationConfiguration,
            @Nullable String expectedBucketOwner,
            @Nullable Boolean skipDestinationValidation) {}

    public record ReplicationAnswer(@Nullable Replication replicationConfiguration) {}

    public record PutReplication(
            String bucket,
            @Member("ContentMD5") @Nullable String contentMd5,
            @Nullable String checksumAlgorithm,
            Replication replicationConfiguration,
            @Nullable String expectedBucketOwner) {}

    public record LoggingAnswer(Logging.@Nullable Target loggingEnabled) {}

    public record PutLogging(
            String bucket,
            Logging bucketLoggingStatus,
            @Member("ContentMD5") @Nullable String contentMd5,
            @Nullable String checksumAlgorithm,
            @Nullable String expectedBucketOwner) {}

    public record AccelerationAnswer(@Nullable String status) {}

    public record PutAcceleration(
            String bucket,
            Texts.Acceleration accelerateConfiguration,
            @Nullable String expectedBucketOwner,
            @Nullable String checksumAlgorithm) {}

    public record PaymentAnswer(@Nullable String payer) {}

    public record PutPayment(
            String bucket,
            @Member("ContentMD5") @Nullable String contentMd5,
            @Nullable String checksumAlgorithm,
            Texts.Payment requestPaymentConfiguration,
            @Nullable String expectedBucketOwner) {}

    public record OwnershipControls(List<Texts.Ownership> rules) {}

    public record OwnershipAnswer(@Nullable OwnershipControls ownershipControls) {}

    public record PutOwnership(
            String bucket,
            @Member("ContentMD5") @Nullable String contentMd5,
            @Nullable String expectedBucketOwner,
            OwnershipControls ownershipControls,
            @Nullable String checksumAlgorithm) {}

    public record PublicAccessAnswer(@Nullable PublicAccess publicAccessBlockConfiguration) {}

    public record PutPublicAccess(
            String bucket,
            @Member("ContentMD5") @Nullable String contentMd5,
            @Nullable String checksumAlgorithm,
            PublicAccess publicAccessBlockConfiguration,
            @Nullable String expectedBucketOwner) {}
}
