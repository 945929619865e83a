package io.windtunnel.cloud.operations.cloudformation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A resource of a stack as it stands: what it was made from, and what `Ref` and `Fn::GetAtt` give for it. `physicalId`
/// is
/// null until something was made.
record StackResource(
        String logicalId,
        String type,
        @Nullable String physicalId,
        String status,
        @Nullable String reason,
        Instant at,
        Map<String, Object> properties,
        String reference,
        Map<String, Object> attributes,
        List<String> dependsOn,
        String deletionPolicy,
        String updateReplacePolicy,
        Map<String, Object> metadata) {

    StackResource in(String status, @Nullable String reason, Instant at) {
        return new StackResource(
                logicalId,
                type,
                physicalId,
                status,
                reason,
                at,
                properties,
                reference,
                attributes,
                dependsOn,
                deletionPolicy,
                updateReplacePolicy,
                metadata);
    }

    StackResource as(@Nullable String physicalId) {
        return new StackResource(
                logicalId,
                type,
                physicalId,
                status,
                reason,
                at,
                properties,
                reference,
                attributes,
                dependsOn,
                deletionPolicy,
                updateReplacePolicy,
                metadata);
    }

    StackResource known(String physicalId, String reference, Map<String, Object> attributes) {
        return new StackResource(
                logicalId,
                type,
                physicalId,
                status,
                reason,
                at,
                properties,
                reference,
                attributes,
                dependsOn,
                deletionPolicy,
                updateReplacePolicy,
                metadata);
    }
}
