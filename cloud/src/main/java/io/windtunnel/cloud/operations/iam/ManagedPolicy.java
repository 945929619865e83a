package io.windtunnel.cloud.operations.iam;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A customer managed policy with its versions, the oldest first.
record ManagedPolicy(
        String name,
        String id,
        String arn,
        String path,
        @Nullable String description,
        Instant created,
        Instant updated,
        String defaultVersion,
        int lastNumber,
        List<Version> versions,
        Map<String, String> tags) {
    /// How many versions a policy may have.
    /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    static final int MOST_VERSIONS = 5;

    record Version(String id, String document, Instant created) {}

    Optional<Version> version(String versionId) {
        return versions.stream().filter(each -> each.id().equals(versionId)).findFirst();
    }

    ManagedPolicy with(List<Version> changed, String isDefault, int number, Instant now) {
        return new ManagedPolicy(
                name, id, arn, path, description, created, now, isDefault, number, List.copyOf(changed), tags);
    }
}
