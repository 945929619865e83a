package io.windtunnel.cloud.storage.s3.settings;

import io.windtunnel.wire.Member;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Which of a bucket's objects are copied to other buckets. Rules with a filter are AWS's second kind, which has
/// priorities; rules with a prefix alone are the first.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html
public record Replication(String role, List<Rule> rules) {
    private static final int MOST_RULES = 1_000;

    public record And(@Nullable String prefix, List<Tagging.Tag> tags) {}

    public record Filter(
            @Nullable String prefix,
            Tagging.@Nullable Tag tag,
            @Nullable And and) {
        And all() {
            return and == null ? new And(prefix, tag == null ? List.of() : List.of(tag)) : and;
        }
    }

    public record Switch(@Nullable String status) {
        boolean isOn() {
            return "Enabled".equals(status);
        }
    }

    public record Selection(
            @Nullable Switch sseKmsEncryptedObjects,
            @Nullable Switch replicaModifications) {}

    public record Minutes(@Nullable Integer minutes) {}

    public record Time(String status, Minutes time) {}

    public record Metrics(String status, @Nullable Minutes eventThreshold) {}

    public record Translation(String owner) {}

    public record KeyOf(@Member("ReplicaKmsKeyID") @Nullable String key) {}

    public record Destination(
            String bucket,
            @Nullable String account,
            @Nullable String storageClass,
            @Nullable Translation accessControlTranslation,
            @Nullable KeyOf encryptionConfiguration,
            @Nullable Time replicationTime,
            @Nullable Metrics metrics) {
        /// The bucket's name.
        public String name() {
            return bucket.substring(bucket.lastIndexOf(':') + 1);
        }
    }

    public record Rule(
            @Member("ID") @Nullable String id,
            @Nullable Integer priority,
            @Nullable String prefix,
            @Nullable Filter filter,
            String status,
            @Nullable Selection sourceSelectionCriteria,
            @Nullable Switch existingObjectReplication,
            Destination destination,
            @Nullable Switch deleteMarkerReplication) {
        String keyPrefix() {
            String own = filter == null ? prefix : filter.all().prefix();
            return own == null ? "" : own;
        }

        boolean covers(String key, Map<String, String> tags) {
            if (!status.equals("Enabled") || !key.startsWith(keyPrefix())) return false;
            return filter == null
                    || filter.all().tags().stream().allMatch(tag -> tag.value().equals(tags.get(tag.key())));
        }

        Rule named(String name) {
            return new Rule(
                    name,
                    priority,
                    prefix,
                    filter,
                    status,
                    sourceSelectionCriteria,
                    existingObjectReplication,
                    destination,
                    deleteMarkerReplication);
        }

        /// The first kind of rules replicates delete markers; the second where it is told to.
        boolean coversMarkers() {
            return filter == null || deleteMarkerReplication != null && deleteMarkerReplication.isOn();
        }
    }

    /// The rules that an object is replicated by: for each destination the one with the highest priority.
    ///
    /// @param marker whether it is a delete marker
    public List<Rule> of(String key, Map<String, String> tags, boolean marker) {
        Map<String, Rule> byDestination = new LinkedHashMap<>();
        for (Rule rule : rules) {
            if (!rule.covers(key, tags) || marker && !rule.coversMarkers()) continue;
            byDestination.merge(rule.destination().name(), rule, (a, b) -> priority(b) > priority(a) ? b : a);
        }
        return List.copyOf(byDestination.values());
    }

    private static int priority(Rule rule) {
        return rule.priority() == null ? 0 : rule.priority();
    }

    /// With names for those rules that were given none.
    public Replication named(Supplier<String> names) {
        return new Replication(
                role,
                rules.stream()
                        .map(rule -> rule.id() == null || rule.id().isEmpty() ? rule.named(names.get()) : rule)
                        .toList());
    }

    public void check() {
        if (rules.isEmpty() || rules.size() > MOST_RULES) throw Refused.malformed();
        Set<Integer> priorities = new HashSet<>();
        for (Rule rule : rules) {
            if (!rule.status().equals("Enabled") && !rule.status().equals("Disabled")) throw Refused.malformed();
            if (rule.filter() != null && rule.prefix() != null) throw Refused.malformed();
            if (!rule.destination().bucket().startsWith("arn:aws:s3:::"))
                throw Refused.argument(
                        "Invalid bucket ARN.", "Bucket", rule.destination().bucket());
            if (rule.filter() == null) continue;
            if (rule.priority() == null)
                throw Refused.request("Priority must be specified for this version of Cross Region Replication "
                        + "configuration schema. Please refer to S3 Developer Guide for more information.");
            if (!priorities.add(rule.priority()))
                throw Refused.request("Found duplicate priority " + rule.priority() + ". Priority must be unique.");
            if (rule.deleteMarkerReplication() == null)
                throw Refused.request("DeleteMarkerReplication must be specified for this version of Cross Region "
                        + "Replication configuration schema. Please refer to S3 Developer Guide for more information.");
            if (rule.deleteMarkerReplication().isOn()
                    && !rule.filter().all().tags().isEmpty())
                throw Refused.request("Delete marker replication is not supported if any Tag filter is specified. "
                        + "Please refer to S3 Developer Guide for more information.");
        }
    }
}
