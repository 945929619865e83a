package io.windtunnel.cloud.operations.logs.pattern;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// What a value is compared to: a text that may begin or end with `*`, a number, or a regular expression.
sealed interface Comparand {
    /// @param open whether anything may stand before, and whether anything may stand after
    record Text(String text, boolean openBefore, boolean openAfter, OptionalDouble number) implements Comparand {
        /// @param written as the pattern has it, without its quotes
        static Text of(String written, boolean quoted) {
            if (written.equals("*")) return new Text("", true, true, OptionalDouble.empty());
            boolean before = written.startsWith("*");
            boolean after = written.length() > 1 && written.endsWith("*");
            String bare = written.substring(before ? 1 : 0, written.length() - (after ? 1 : 0));
            OptionalDouble number = quoted || before || after ? OptionalDouble.empty() : Comparand.number(bare);
            return new Text(bare, before, after, number);
        }

        boolean fits(String value) {
            if (openBefore && openAfter) return value.contains(text);
            if (openBefore) return value.endsWith(text);
            return openAfter ? value.startsWith(text) : value.equals(text);
        }
    }

    record Regex(Pattern pattern) implements Comparand {}

    /// The number that `text` spells: an integer or a decimal, with a sign and an exponent or without.
    static OptionalDouble number(String text) {
        if (text.isEmpty() || text.length() > 64) return OptionalDouble.empty();
        for (int i = 0; i < text.length(); i++)
            if ("0123456789.+-eE".indexOf(text.charAt(i)) < 0) return OptionalDouble.empty();
        try {
            return OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /// Whether `value` equals it.
    default boolean equal(String value) {
        return switch (this) {
            case Regex(Pattern pattern) -> pattern.matcher(value).find();
            case Text text -> {
                OptionalDouble other = text.number().isPresent() ? number(value) : OptionalDouble.empty();
                yield other.isPresent()
                        ? Double.compare(other.getAsDouble(), text.number().getAsDouble()) == 0
                        : text.fits(value);
            }
        };
    }
}
