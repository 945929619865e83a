package io.windtunnel.cloud.operations.cloudformation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A stack as it stands, a row in its table.
///
/// @param imports the export names its template imports
/// @param operationToken the client's token of the last operation, by which a repeated request is known
record Stack(
        String name,
        String id,
        StackStatus status,
        @Nullable String reason,
        Settings settings,
        Instant created,
        @Nullable Instant updated,
        @Nullable Instant deleted,
        Map<String, StackResource> resources,
        List<Output> outputs,
        Set<String> imports,
        @Nullable String changeSetId,
        boolean terminationProtection,
        @Nullable String operationToken) {

    /// What happens to a stack whose creation fails.
    enum OnFailure {
        DO_NOTHING,
        ROLLBACK,
        DELETE
    }

    /// What the client asked for.
    record Settings(
            String templateBody,
            Map<String, ParameterValues.Value> parameters,
            Map<String, String> tags,
            List<String> capabilities,
            OnFailure onFailure,
            @Nullable Integer timeoutInMinutes,
            List<String> notificationArns,
            @Nullable String roleArn) {
        Settings failing(OnFailure choice) {
            return new Settings(
                    templateBody, parameters, tags, capabilities, choice, timeoutInMinutes, notificationArns, roleArn);
        }
    }

    record Output(
            String key,
            String value,
            @Nullable String description,
            @Nullable String exportName) {}

    Stack in(StackStatus status, @Nullable String reason) {
        return new Stack(
                name,
                id,
                status,
                reason,
                settings,
                created,
                updated,
                deleted,
                resources,
                outputs,
                imports,
                changeSetId,
                terminationProtection,
                operationToken);
    }

    Stack with(Settings settings) {
        return new Stack(
                name,
                id,
                status,
                reason,
                settings,
                created,
                updated,
                deleted,
                resources,
                outputs,
                imports,
                changeSetId,
                terminationProtection,
                operationToken);
    }

    Stack with(StackResource resource) {
        Map<String, StackResource> changed = new LinkedHashMap<>(resources);
        changed.put(resource.logicalId(), resource);
        return withResources(changed);
    }

    Stack without(String logicalId) {
        Map<String, StackResource> changed = new LinkedHashMap<>(resources);
        changed.remove(logicalId);
        return withResources(changed);
    }

    private Stack withResources(Map<String, StackResource> changed) {
        return new Stack(
                name,
                id,
                status,
                reason,
                settings,
                created,
                updated,
                deleted,
                changed,
                outputs,
                imports,
                changeSetId,
                terminationProtection,
                operationToken);
    }

    Stack with(List<Output> outputs, Set<String> imports) {
        return new Stack(
                name,
                id,
                status,
                reason,
                settings,
                created,
                updated,
                deleted,
                resources,
                outputs,
                imports,
                changeSetId,
                terminationProtection,
                operationToken);
    }

    Stack at(@Nullable Instant updated, @Nullable Instant deleted) {
        return new Stack(
                name,
                id,
                status,
                reason,
                settings,
                created,
                updated,
                deleted,
                resources,
                outputs,
                imports,
                changeSetId,
                terminationProtection,
                operationToken);
    }

    Stack protect(boolean protection) {
        return new Stack(
                name,
                id,
                status,
                reason,
                settings,
                created,
                updated,
                deleted,
                resources,
                outputs,
                imports,
                changeSetId,
                protection,
                operationToken);
    }

    /// The stack on its way into a new operation.
    Stack begun(@Nullable String changeSet, @Nullable String token) {
        return new Stack(
                name,
                id,
                status,
                reason,
                settings,
                created,
                updated,
                deleted,
                resources,
                outputs,
                imports,
                changeSet == null ? changeSetId : changeSet,
                terminationProtection,
                token);
    }
}
