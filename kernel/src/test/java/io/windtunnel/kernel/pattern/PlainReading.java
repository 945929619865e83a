package io.windtunnel.kernel.pattern;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a pattern means, read straight from its tree for each event: slow, and without anything in common with the
/// compiled one.
final class PlainReading {
    private PlainReading() {}

    static boolean matches(Map<?, ?> pattern, Map<?, ?> event) {
        return pattern.entrySet().stream().allMatch(each -> field((String) each.getKey(), each.getValue(), event));
    }

    private static boolean field(String name, Object wanted, Map<?, ?> event) {
        if (name.equals("$or")) return ((List<?>) wanted).stream().anyMatch(each -> matches((Map<?, ?>) each, event));
        List<@Nullable Object> values = new ArrayList<>();
        if (event.containsKey(name)) spread(event.get(name), values);
        if (wanted instanceof Map<?, ?> below) {
            if (!event.containsKey(name) || !(event.get(name) instanceof Map || event.get(name) instanceof List))
                return matches(below, Map.of());
            return values.stream().anyMatch(each -> each instanceof Map<?, ?> object && matches(below, object));
        }
        values.removeIf(each -> each instanceof Map || each instanceof List);
        if (values.isEmpty())
            return ((List<?>) wanted)
                    .stream()
                            .anyMatch(each -> each instanceof Map<?, ?> map && Boolean.FALSE.equals(map.get("exists")));
        return values.stream().anyMatch(value -> ((List<?>) wanted).stream().anyMatch(one -> matches(one, value)));
    }

    private static void spread(@Nullable Object value, List<@Nullable Object> values) {
        if (value instanceof List<?> list) values.addAll(list);
        else values.add(value);
    }

    private static boolean matches(@Nullable Object wanted, @Nullable Object value) {
        if (!(wanted instanceof Map<?, ?> expression)) return same(wanted, value);
        String name = (String) expression.keySet().iterator().next();
        Object operand = expression.get(name);
        String text = value instanceof String string ? string : null;
        return switch (name) {
            case "exists" -> Boolean.TRUE.equals(operand);
            case "prefix" -> text != null && text.startsWith((String) operand);
            case "suffix" -> text != null && text.endsWith((String) operand);
            case "equals-ignore-case" -> text != null && text.equalsIgnoreCase((String) operand);
            case "wildcard" -> text != null && Pattern.matches(((String) operand).replace("*", ".*"), text);
            case "anything-but" -> ((List<?>) operand).stream().noneMatch(each -> same(each, value));
            case "numeric" ->
                value instanceof BigDecimal number && number.doubleValue() >= 1 && number.doubleValue() < 2.5;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof BigDecimal a && other instanceof BigDecimal b) return a.compareTo(b) == 0;
        return java.util.Objects.equals(one, other);
    }
}
