package io.windtunnel.cloud.operations.iam;

import java.time.Instant;

/// A user's long-lived key, or (with a token and an end) a session's. `owner` is the ARN it acts as; `user` is a user's
/// name and empty for a session.
record AccessKey(
        String id,
        String secret,
        String account,
        String user,
        String owner,
        String ownerId,
        String status,
        Instant created) {
    AccessKey in(String changed) {
        return new AccessKey(id, secret, account, user, owner, ownerId, changed, created);
    }
}
