package io.windtunnel.cloud.operations.cloudformation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A change set: what was asked for, and what it would change.
///
/// @param status such as `CREATE_COMPLETE`, `FAILED`
/// @param executionStatus such as `AVAILABLE`, `EXECUTE_COMPLETE`
/// @param creates whether it makes a new stack
record ChangeSet(
        String name,
        String id,
        String stackId,
        String stackName,
        @Nullable String description,
        String status,
        @Nullable String reason,
        String executionStatus,
        Instant created,
        boolean creates,
        Stack.Settings settings,
        List<Change> changes) {

    /// What would happen to one resource. `action` is Add, Modify or Remove; `replacement` is True, False or
    /// Conditional,
    /// and null where it does not apply.
    record Change(
            String action,
            String logicalId,
            @Nullable String physicalId,
            String type,
            @Nullable String replacement,
            List<Detail> details) {}

    /// Why a resource is modified. `attribute` is Properties, Metadata or Tags; `evaluation` is Static or Dynamic;
    /// `recreation` is Never, Conditionally or Always.
    record Detail(
            String attribute,
            @Nullable String name,
            String recreation,
            String evaluation,
            @Nullable String changeSource,
            @Nullable String causingEntity) {}

    ChangeSet executing(String executionStatus) {
        return new ChangeSet(
                name,
                id,
                stackId,
                stackName,
                description,
                status,
                reason,
                executionStatus,
                created,
                creates,
                settings,
                changes);
    }
}
