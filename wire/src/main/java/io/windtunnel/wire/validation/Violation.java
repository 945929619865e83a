package io.windtunnel.wire.validation;

import io.windtunnel.wire.model.Constraints;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One demand of the model that a request does not meet.
///
/// @param path from the request down: a [MemberShape] for each member, an Integer for each index of a list (from 0),
///     a text for each key of a map
/// @param value the value at fault, or null where one is missing
/// @param key whether it is a key of the map at `path`
public record Violation(List<Object> path, @Nullable Object value, Kind kind, Constraints constraints, boolean key) {
    /// Which demand.
    public enum Kind {
        REQUIRED,
        LENGTH,
        RANGE,
        PATTERN,
        CHOICE,
        UNIQUE
    }
}
