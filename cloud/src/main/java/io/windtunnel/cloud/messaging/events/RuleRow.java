package io.windtunnel.cloud.messaging.events;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A rule as the storage's table holds it.
record RuleRow(
        String bus,
        String name,
        @Nullable String pattern,
        @Nullable String schedule,
        boolean enabled,
        @Nullable String description,
        @Nullable String role,
        Map<String, String> tags,
        List<TargetRow> targets,
        long createdMillis) {
    RuleRow targets(List<TargetRow> changed) {
        return new RuleRow(
                bus, name, pattern, schedule, enabled, description, role, tags, List.copyOf(changed), createdMillis);
    }

    RuleRow enabled(boolean now) {
        return new RuleRow(bus, name, pattern, schedule, now, description, role, tags, targets, createdMillis);
    }

    RuleRow tags(Map<String, String> changed) {
        return new RuleRow(bus, name, pattern, schedule, enabled, description, role, changed, targets, createdMillis);
    }

    String key() {
        return bus + "/" + name;
    }
}
