package io.windtunnel.cloud.messaging.events;

import io.windtunnel.cloud.delivery.Retries;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A rule's target. Of `input`, `inputPath` and `template` at most one is there.
///
/// @param paths the input transformer's variables
/// @param group the message group of a queue
/// @param partitionKeyPath of a stream
/// @param pathValues, headers and query of an API destination
/// @param mostAttempts retries, 0 to 185
/// @param mostAgeSeconds 60 to 86,400
record TargetRow(
        String id,
        String arn,
        @Nullable String role,
        @Nullable String input,
        @Nullable String inputPath,
        Map<String, String> paths,
        @Nullable String template,
        @Nullable String group,
        @Nullable String partitionKeyPath,
        List<String> pathValues,
        Map<String, String> headers,
        Map<String, String> query,
        @Nullable Integer mostAttempts,
        @Nullable Integer mostAgeSeconds,
        @Nullable String deadLetters) {
    Retries retries() {
        return Retries.of(mostAttempts, mostAgeSeconds);
    }
}
