package io.windtunnel.cloud.operations.iam;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A user's long-lived key, or (with a token and an end) a session's. `owner` is the ARN it acts as; `user` is a user's
/// name and empty for a session; `expires` is a session's end and null for a user's key.
record AccessKey(
        String id,
        String secret,
        String account,
        String user,
        String owner,
        String ownerId,
        String status,
        Instant created,
        @Nullable Instant expires) {
    AccessKey in(String changed) {
        return new AccessKey(id, secret, account, user, owner, ownerId, changed, created, expires);
    }
}
