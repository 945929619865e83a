package io.windtunnel.wire.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// What a model demands of a value.
///
/// @param min the least length of a text (characters), blob (bytes), list or map (entries), or the least number
/// @param max the greatest of the same
/// @param patternText the regular expression a text must match, as the model spells it
/// @param pattern what is looked for in a text
/// @param choices the texts an enumeration allows; empty where it is none
/// @param unique whether a list's elements must differ
public record Constraints(
        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        @Nullable String patternText,
        @Nullable Pattern pattern,
        List<String> choices,
        boolean unique) {
    public static final Constraints NONE = new Constraints(null, null, null, null, List.of(), false);

    /// A pattern that a whole text must match, as in AWS's own models; null where Java cannot read it.
    public static @Nullable Pattern whole(String text) {
        try {
            return Pattern.compile("\\A(?:" + text + ")\\z", Pattern.DOTALL);
        } catch (PatternSyntaxException unreadable) {
            return null;
        }
    }
}
