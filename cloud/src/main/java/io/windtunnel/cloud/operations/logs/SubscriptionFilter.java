package io.windtunnel.cloud.operations.logs;

import org.jspecify.annotations.Nullable;

/// A filter that delivers events to a destination.
///
/// @param distribution `ByLogStream` or `Random`: what a stream's shard is chosen by
record SubscriptionFilter(
        String group,
        String name,
        String pattern,
        String destinationArn,
        @Nullable String roleArn,
        String distribution,
        long created) {
    static final String BY_LOG_STREAM = "ByLogStream";
}
