package io.windtunnel.cloud.messaging.sns;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON as trees of maps, lists, texts, [BigDecimal]s, booleans and null, and texts as JSON.
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String DIGITS = "0123456789abcdef";

    private Json() {}

    /// The object `text` spells; null when it spells none.
    static @Nullable Map<?, ?> object(String text) {
        return read(text) instanceof Map<?, ?> map ? map : null;
    }

    static @Nullable List<?> array(String text) {
        return read(text) instanceof List<?> list ? list : null;
    }

    private static @Nullable Object read(String text) {
        try {
            return decimal(MAPPER.readValue(text, Object.class));
        } catch (JacksonException e) {
            return null;
        }
    }

    /// The tree with every number as a decimal.
    private static @Nullable Object decimal(@Nullable Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> all = new java.util.LinkedHashMap<>();
                map.forEach((key, value) -> all.put(key, decimal(value)));
                yield all;
            }
            case List<?> list -> {
                List<@Nullable Object> all = new java.util.ArrayList<>(list.size());
                for (Object each : list) all.add(decimal(each));
                yield all;
            }
            case BigDecimal number -> number;
            case Number number -> new BigDecimal(number.toString());
            case null -> null;
            default -> tree;
        };
    }

    /// Appends `text` as a JSON string.
    static StringBuilder quote(StringBuilder out, String text) {
        out.append('"');
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\') continue;
            out.append(text, start, i);
            start = i + 1;
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append("\\u00").append(DIGITS.charAt(c >> 4)).append(DIGITS.charAt(c & 15));
            }
        }
        return out.append(text, start, text.length()).append('"');
    }
}
