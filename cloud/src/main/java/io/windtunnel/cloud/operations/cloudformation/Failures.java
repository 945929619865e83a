package io.windtunnel.cloud.operations.cloudformation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What went wrong in one operation, and how a stack's event tells it.
final class Failures {
    private final Set<String> all = new LinkedHashSet<>();
    private final Set<String> creating = new LinkedHashSet<>();
    private @Nullable String reason;

    void add(String logicalId, boolean whileCreating) {
        all.add(logicalId);
        if (whileCreating) creating.add(logicalId);
    }

    /// The operation itself failed, and no resource is to blame.
    void because(String cause) {
        reason = cause;
    }

    boolean none() {
        return all.isEmpty() && reason == null;
    }

    Set<String> all() {
        return all;
    }

    void clear() {
        all.clear();
        creating.clear();
        reason = null;
    }

    String told() {
        if (reason != null) return reason;
        List<String> updating = new ArrayList<>(all);
        updating.removeAll(creating);
        StringBuilder told = new StringBuilder();
        if (!creating.isEmpty())
            told.append("The following resource(s) failed to create: ")
                    .append(creating)
                    .append(". ");
        if (!updating.isEmpty())
            told.append("The following resource(s) failed to update: ")
                    .append(updating)
                    .append(". ");
        return told.toString();
    }
}
