package io.windtunnel.cloud.messaging.scheduler;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A group of schedules as the storage's table holds it.
record GroupRow(
        String arn,
        String name,
        boolean deleting,
        Instant created,
        Instant modified,
        Map<String, String> tags,
        @Nullable String token) {
    GroupRow deleting(Instant now) {
        return new GroupRow(arn, name, true, created, now, tags, token);
    }

    GroupRow tags(Map<String, String> changed, Instant now) {
        return new GroupRow(arn, name, deleting, created, now, changed, token);
    }
}
