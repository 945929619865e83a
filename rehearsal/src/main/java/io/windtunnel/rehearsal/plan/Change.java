package io.windtunnel.rehearsal.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Something the operators do while the wind blows.
///
/// @param at after the wind has begun
/// @param design in whose stack; null for every design's
public record Change(Duration at, @Nullable String design, Deed deed) {
    public Change {
        if (at.isNegative()) throw new IllegalArgumentException("a time that is not negative");
    }

    public boolean concerns(String name) {
        return design == null || design.equals(name);
    }
}
