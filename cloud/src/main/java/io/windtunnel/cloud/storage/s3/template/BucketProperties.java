package io.windtunnel.cloud.storage.s3.template;

import io.windtunnel.cloud.storage.s3.settings.EncryptionRules;
import io.windtunnel.cloud.storage.s3.settings.ObjectLocking;
import io.windtunnel.cloud.storage.s3.settings.PublicAccess;
import io.windtunnel.cloud.storage.s3.settings.Replication;
import io.windtunnel.cloud.storage.s3.settings.Tagging;
import io.windtunnel.cloud.storage.s3.settings.Texts;
import io.windtunnel.cloud.storage.s3.settings.Versioning;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A bucket as a template tells it.
public record BucketProperties(
        @Nullable String bucketName,
        @Nullable String accessControl,
        @Nullable Versioning versioningConfiguration,
        @Nullable Encryption bucketEncryption,
        @Nullable PublicAccess publicAccessBlockConfiguration,
        @Nullable LifecycleProperties lifecycleConfiguration,
        @Nullable CorsProperties corsConfiguration,
        @Nullable WebsiteProperties websiteConfiguration,
        @Nullable NotificationProperties notificationConfiguration,
        @Nullable ReplicationProperties replicationConfiguration,
        @Nullable OwnershipControls ownershipControls,
        @Nullable LoggingProperties loggingConfiguration,
        @Nullable Boolean objectLockEnabled,
        @Nullable ObjectLocking objectLockConfiguration,
        @Nullable Acceleration accelerateConfiguration,
        List<Tagging.Tag> tags) {
    public record EncryptionRule(
            EncryptionRules.@Nullable ByDefault serverSideEncryptionByDefault,
            @Nullable Boolean bucketKeyEnabled) {}

    public record Encryption(List<EncryptionRule> serverSideEncryptionConfiguration) {
        public EncryptionRules rules() {
            return new EncryptionRules(serverSideEncryptionConfiguration.stream()
                    .map(each ->
                            new EncryptionRules.Rule(each.serverSideEncryptionByDefault(), each.bucketKeyEnabled()))
                    .toList());
        }
    }

    public record OwnershipControls(List<Texts.Ownership> rules) {}

    public record Acceleration(String accelerationStatus) {}

    public record LoggingProperties(
            @Nullable String destinationBucketName,
            @Nullable String logFilePrefix) {}

    public record ReplicationFilterAnd(@Nullable String prefix, List<Tagging.Tag> tagFilters) {}

    public record ReplicationFilter(
            @Nullable String prefix,
            Tagging.@Nullable Tag tagFilter,
            @Nullable ReplicationFilterAnd and) {
        Replication.Filter filter() {
            return new Replication.Filter(
                    prefix, tagFilter, and == null ? null : new Replication.And(and.prefix(), and.tagFilters()));
        }
    }

    public record ReplicationRule(
            @Nullable String id,
            @Nullable Integer priority,
            @Nullable String prefix,
            @Nullable ReplicationFilter filter,
            String status,
            Replication.@Nullable Selection sourceSelectionCriteria,
            Replication.Destination destination,
            Replication.@Nullable Switch deleteMarkerReplication) {
        Replication.Rule rule() {
            return new Replication.Rule(
                    id,
                    priority,
                    prefix,
                    filter == null ? null : filter.filter(),
                    status,
                    sourceSelectionCriteria,
                    null,
                    destination,
                    deleteMarkerReplication);
        }
    }

    public record ReplicationProperties(String role, List<ReplicationRule> rules) {
        public Replication replication() {
            return new Replication(
                    role, rules.stream().map(ReplicationRule::rule).toList());
        }
    }

    /// The template's tags over those CloudFormation adds.
    public List<Tagging.Tag> tagsOver(Map<String, String> given) {
        Map<String, String> all = new TreeMap<>(given);
        for (Tagging.Tag tag : tags) all.put(tag.key(), tag.value());
        return Tagging.of(all).tagSet();
    }
}
