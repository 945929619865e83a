package io.windtunnel.cloud.delivery;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON as trees of maps, lists, texts, [BigDecimal]s, booleans and null.
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /// The object `text` spells; null when it spells none.
    public static @Nullable Map<?, ?> object(String text) {
        try {
            return decimal(MAPPER.readValue(text, Object.class)) instanceof Map<?, ?> map ? map : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /// Whether `text` is JSON of any kind.
    public static boolean isJson(String text) {
        try {
            MAPPER.readValue(text, Object.class);
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }

    public static String write(@Nullable Object tree) {
        return MAPPER.writeValueAsString(tree);
    }

    private static @Nullable Object decimal(@Nullable Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> all = new LinkedHashMap<>();
                map.forEach((key, value) -> all.put(key, decimal(value)));
                yield all;
            }
            case List<?> list -> {
                List<@Nullable Object> all = new ArrayList<>(list.size());
                for (Object each : list) all.add(decimal(each));
                yield all;
            }
            case BigDecimal number -> number;
            case Number number -> new BigDecimal(number.toString());
            case null -> null;
            default -> tree;
        };
    }

    /// The value at a path such as `$.detail.items[0].name`; null where there is none.
    public static @Nullable Object at(Object tree, String path) {
        Object value = tree;
        int at = 1;
        while (at < path.length() && value != null) {
            char c = path.charAt(at);
            if (c == '.') {
                int end = at + 1;
                while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') end++;
                value = value instanceof Map<?, ?> map ? map.get(path.substring(at + 1, end)) : null;
                at = end;
            } else {
                int end = path.indexOf(']', at);
                value = end < 0 ? null : element(value, path.substring(at + 1, end));
                at = end < 0 ? path.length() : end + 1;
            }
        }
        return value;
    }

    private static @Nullable Object element(Object value, String index) {
        boolean quoted = index.length() > 1 && (index.startsWith("'") || index.startsWith("\""));
        if (quoted) return value instanceof Map<?, ?> map ? map.get(index.substring(1, index.length() - 1)) : null;
        if (!(value instanceof List<?> list) || !index.matches("\\d{1,9}")) return null;
        int position = Integer.parseInt(index);
        return position < list.size() ? list.get(position) : null;
    }
}
