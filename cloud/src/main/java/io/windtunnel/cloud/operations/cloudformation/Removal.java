package io.windtunnel.cloud.operations.cloudformation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Resources that are to go: a rollback's, a cleanup's or a whole stack's.
final class Removal {
    private final Map<String, StackResource> victims = new LinkedHashMap<>();
    private final Set<String> retained;
    private final StackStatus then;
    private final StackStatus otherwise;

    /// @param retained logical ids the client wants kept
    /// @param then the stack's state when all are gone
    /// @param otherwise its state when one could not be deleted
    Removal(List<StackResource> resources, Set<String> retained, StackStatus then, StackStatus otherwise) {
        this.retained = retained;
        this.then = then;
        this.otherwise = otherwise;
        for (StackResource each : resources)
            if (!each.status().equals("DELETE_COMPLETE")) victims.put(each.logicalId(), each);
    }

    /// Who depends on another goes before it.
    Wave wave() {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        victims.values().forEach(each -> needs.put(each.logicalId(), Set.copyOf(each.dependsOn())));
        return new Wave(Wave.reversed(needs));
    }

    StackResource victim(String logicalId) {
        return Objects.requireNonNull(victims.get(logicalId));
    }

    StackStatus then() {
        return then;
    }

    StackStatus otherwise() {
        return otherwise;
    }

    /// Whether the stack goes on with other resources.
    boolean stackLives() {
        return then == StackStatus.UPDATE_COMPLETE || then == StackStatus.UPDATE_ROLLBACK_COMPLETE;
    }

    /// Whether the template, or the client, wants the resource left standing.
    boolean keeps(StackResource victim, Stack stack) {
        if (retained.contains(victim.logicalId())) return true;
        StackResource current = stack.resources().get(victim.logicalId());
        boolean replaced = current != null && !Objects.equals(current.physicalId(), victim.physicalId());
        String policy = replaced ? victim.updateReplacePolicy() : victim.deletionPolicy();
        boolean takenBack = then == StackStatus.ROLLBACK_COMPLETE || then == StackStatus.UPDATE_ROLLBACK_COMPLETE;
        return policy.equals("Retain") || (policy.equals("RetainExceptOnCreate") && !takenBack);
    }
}
