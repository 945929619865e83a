package io.windtunnel.cloud.operations.iam;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An instance profile: the wrapping in which an instance is given a role.
record InstanceProfile(
        String name,
        String id,
        String arn,
        String path,
        Instant created,
        @Nullable String role,
        Map<String, String> tags) {
    InstanceProfile holding(@Nullable String roleName) {
        return new InstanceProfile(name, id, arn, path, created, roleName, tags);
    }
}
