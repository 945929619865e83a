package io.windtunnel.rehearsal.plan;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something the operators do while the wind blows: stacks are updated with other values of their parameters.
///
/// @param at after the wind has begun
/// @param design whose stack; null for every design's
/// @param parameters those that change; the others stay
public record Change(Duration at, @Nullable String design, Map<String, String> parameters) {
    public Change {
        if (at.isNegative()) throw new IllegalArgumentException("a time that is not negative");
        if (parameters.isEmpty()) throw new IllegalArgumentException("at least one parameter that changes");
        parameters = Map.copyOf(parameters);
    }

    public boolean concerns(String name) {
        return design == null || design.equals(name);
    }
}
