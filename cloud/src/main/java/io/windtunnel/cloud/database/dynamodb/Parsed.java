package io.windtunnel.cloud.database.dynamodb;

import io.windtunnel.cloud.database.dynamodb.expression.Parameter;
import io.windtunnel.wire.AwsException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Expressions by their text, since an application says the same few again and again.
///
/// Thread safety: every method may be called from any thread.
final class Parsed<T> {
    /// How many are remembered; when there are more, all are forgotten.
    private static final int MOST = 1_000;

    /// Bytes of an expression. Source: ServiceQuotas.html, "Expression parameters"
    private static final int MOST_BYTES = 4_096;

    private final Function<String, T> parser;
    private final Map<String, T> known = new ConcurrentHashMap<>();

    Parsed(Function<String, T> parser) {
        this.parser = parser;
    }

    /// @throws AwsException `ValidationException`
    T of(Parameter parameter, String text) {
        T parsed = known.get(text);
        if (parsed != null) return parsed;
        if (text.isEmpty())
            throw AwsException.validation("Invalid " + parameter.title() + ": The expression can not be empty;");
        if (text.length() > MOST_BYTES / 4 && text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES)
            throw AwsException.validation("Invalid " + parameter.title()
                    + ": Expression size has exceeded the maximum allowed size; expression size: "
                    + text.getBytes(StandardCharsets.UTF_8).length);
        parsed = parser.apply(text);
        if (known.size() >= MOST) known.clear();
        known.put(text, parsed);
        return parsed;
    }
}
