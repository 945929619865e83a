package io.windtunnel.cloud.operations.logs;

import io.windtunnel.kernel.identity.Scope;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A log group. Its events lie in the log that is named after its id, so that a group made anew under an
/// old name does not find them.
///
/// @param created milliseconds since 1970
/// @param retentionInDays null when its events do not expire
/// @param logGroupClass `STANDARD` or `INFREQUENT_ACCESS`
record LogGroup(
        String name,
        String id,
        long created,
        @Nullable Integer retentionInDays,
        String logGroupClass,
        Map<String, String> tags) {
    static final String STANDARD = "STANDARD";
    static final String INFREQUENT_ACCESS = "INFREQUENT_ACCESS";

    LogGroup retaining(@Nullable Integer days) {
        return new LogGroup(name, id, created, days, logGroupClass, tags);
    }

    LogGroup tagged(Map<String, String> changed) {
        return new LogGroup(name, id, created, retentionInDays, logGroupClass, Map.copyOf(changed));
    }

    boolean infrequent() {
        return logGroupClass.equals(INFREQUENT_ACCESS);
    }

    /// The ARN, without the `:*` that policies want.
    String arn(Scope scope) {
        return scope.arn("logs", "log-group:" + name).toString();
    }
}
