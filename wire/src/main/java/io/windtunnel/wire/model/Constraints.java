package io.windtunnel.wire.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a model demands of a value.
///
/// @param min the least length of a text (characters), blob (bytes), list or map (entries), or the least number
/// @param max the greatest of the same
/// @param pattern a regular expression a text must match
/// @param choices the texts an enumeration allows; empty where it is none
/// @param unique whether a list's elements must differ
public record Constraints(
        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        @Nullable Pattern pattern,
        List<String> choices,
        boolean unique) {
    public static final Constraints NONE = new Constraints(null, null, null, List.of(), false);
}
