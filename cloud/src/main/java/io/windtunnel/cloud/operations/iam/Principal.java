package io.windtunnel.cloud.operations.iam;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A role or a user: what carries policies. `trust` is a role's AssumeRolePolicyDocument and null for a user;
/// `maxSessionSeconds` is a role's. `inline` are the documents of its own policies by name, `attached` the ARNs of
/// managed
/// ones.
record Principal(
        Kind kind,
        String name,
        String id,
        String arn,
        String path,
        Instant created,
        @Nullable String description,
        @Nullable String trust,
        int maxSessionSeconds,
        Map<String, String> inline,
        List<String> attached,
        Map<String, String> tags) {
    enum Kind {
        ROLE("role", "AROA"),
        USER("user", "AIDA");

        final String word;
        final String idPrefix;

        Kind(String word, String idPrefix) {
            this.word = word;
            this.idPrefix = idPrefix;
        }
    }

    Principal withInline(String policy, @Nullable String document) {
        Map<String, String> changed = new LinkedHashMap<>(inline);
        if (document == null) changed.remove(policy);
        else changed.put(policy, document);
        return new Principal(
                kind, name, id, arn, path, created, description, trust, maxSessionSeconds, changed, attached, tags);
    }

    Principal withAttached(List<String> changed) {
        return new Principal(
                kind, name, id, arn, path, created, description, trust, maxSessionSeconds, inline, changed, tags);
    }

    Principal withTags(Map<String, String> changed) {
        return new Principal(
                kind, name, id, arn, path, created, description, trust, maxSessionSeconds, inline, attached, changed);
    }

    Principal described(@Nullable String words, int seconds) {
        return new Principal(kind, name, id, arn, path, created, words, trust, seconds, inline, attached, tags);
    }

    Principal trusting(String document) {
        return new Principal(
                kind, name, id, arn, path, created, description, document, maxSessionSeconds, inline, attached, tags);
    }
}
