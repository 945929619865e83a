package io.windtunnel.cloud.operations.cloudformation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that happened to a stack or one of its resources. `properties` is JSON.
record StackEvent(
        String eventId,
        String stackId,
        String stackName,
        String logicalId,
        @Nullable String physicalId,
        String type,
        Instant at,
        String status,
        @Nullable String reason,
        @Nullable String properties,
        @Nullable String token) {}
