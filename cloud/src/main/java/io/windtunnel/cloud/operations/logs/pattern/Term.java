package io.windtunnel.cloud.operations.logs.pattern;

import java.util.regex.Pattern;

/// Something looked for in a message.
sealed interface Term {
    /// A part of the message, as it is written.
    record Text(String text) implements Term {}

    /// A match of a regular expression anywhere in the message.
    record Regex(Pattern pattern) implements Term {}

    default boolean in(String message) {
        return switch (this) {
            case Text(String text) -> message.contains(text);
            case Regex(Pattern pattern) -> pattern.matcher(message).find();
        };
    }
}
