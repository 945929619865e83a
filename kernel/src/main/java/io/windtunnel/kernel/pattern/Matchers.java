package io.windtunnel.kernel.pattern;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the alternatives of a field's pattern.
final class Matchers {
    private static final String MIXED =
            "Inside anything but list, either all values are number or string, mixed type is not supported";

    private Matchers() {}

    static List<Matcher> parse(List<?> alternatives) {
        if (alternatives.isEmpty()) throw new PatternException("Empty arrays are not allowed");
        List<Matcher> matchers = new ArrayList<>(alternatives.size());
        for (Object each : alternatives) matchers.add(parse(each));
        return List.copyOf(matchers);
    }

    private static Matcher parse(@Nullable Object alternative) {
        return switch (alternative) {
            case null -> new Matcher.Exactly(null);
            case String text -> new Matcher.Exactly(text);
            case BigDecimal number -> new Matcher.Exactly(number);
            case Boolean truth -> new Matcher.Exactly(truth);
            case Map<?, ?> expression -> expression(expression);
            default -> throw new PatternException("Match value must be String, number, true, false, or null");
        };
    }

    private static Matcher expression(Map<?, ?> expression) {
        if (expression.size() != 1) throw new PatternException("Only one key allowed in match expression");
        Map.Entry<?, ?> only = expression.entrySet().iterator().next();
        String name = (String) only.getKey();
        Object value = only.getValue();
        return switch (name) {
            case "prefix" -> affix(name, value);
            case "suffix" -> affix(name, value);
            case "equals-ignore-case" -> new Matcher.IgnoringCase(text(name, value));
            case "wildcard" -> Matcher.Wildcard.parse(text(name, value));
            case "exists" -> {
                if (!(value instanceof Boolean wanted))
                    throw new PatternException("exists match pattern must be either true or false.");
                yield new Matcher.Exists(wanted);
            }
            case "anything-but" -> anythingBut(value);
            case "numeric" -> numeric(value);
            case "cidr" -> cidr(text(name, value));
            default -> throw new PatternException("Unrecognized match type " + name);
        };
    }

    private static String text(String name, @Nullable Object value) {
        if (value instanceof String text && !text.isEmpty()) return text;
        throw new PatternException(name + " match pattern must be a string");
    }

    private static Matcher affix(String name, @Nullable Object value) {
        boolean ignoring = value instanceof Map<?, ?>;
        Object wanted = value;
        if (value instanceof Map<?, ?> nested) {
            if (nested.size() != 1 || !nested.containsKey("equals-ignore-case"))
                throw new PatternException(name + " match pattern must be a string");
            wanted = nested.get("equals-ignore-case");
        }
        if (!(wanted instanceof String text)) throw new PatternException(name + " match pattern must be a string");
        return name.equals("prefix") ? new Matcher.Prefix(text, ignoring) : new Matcher.Suffix(text, ignoring);
    }

    private static Matcher anythingBut(@Nullable Object value) {
        if (value instanceof Map<?, ?> nested) {
            if (nested.size() != 1) throw new PatternException("Only one key allowed in match expression");
            Map.Entry<?, ?> only = nested.entrySet().iterator().next();
            List<?> values = only.getValue() instanceof List<?> list ? list : java.util.Arrays.asList(only.getValue());
            List<Matcher> unwanted = new ArrayList<>();
            for (Object each : values) unwanted.add(unwanted((String) only.getKey(), each));
            return new Matcher.AnythingBut(List.copyOf(unwanted));
        }
        List<?> values = value instanceof List<?> list ? list : java.util.Arrays.asList(value);
        if (values.isEmpty()) throw new PatternException("Empty arrays are not allowed");
        List<Matcher> unwanted = new ArrayList<>();
        for (Object each : values) {
            if (!(each instanceof String) && !(each instanceof BigDecimal)) throw new PatternException(MIXED);
            unwanted.add(new Matcher.Exactly(each));
        }
        boolean mixed = values.stream().anyMatch(String.class::isInstance)
                && values.stream().anyMatch(BigDecimal.class::isInstance);
        if (mixed) throw new PatternException(MIXED);
        return new Matcher.AnythingBut(List.copyOf(unwanted));
    }

    private static Matcher unwanted(String name, @Nullable Object value) {
        return switch (name) {
            case "prefix", "suffix" -> affix(name, text(name, value));
            case "equals-ignore-case" -> new Matcher.IgnoringCase(text(name, value));
            case "wildcard" -> Matcher.Wildcard.parse(text(name, value));
            default -> throw new PatternException("Unsupported anything-but pattern: " + name);
        };
    }

    private static Matcher numeric(@Nullable Object value) {
        if (!(value instanceof List<?> parts) || parts.isEmpty())
            throw new PatternException("Value of numeric must be an array.");
        String first = operator(parts.getFirst());
        BigDecimal bound = bound(parts, 1);
        boolean ranged = parts.size() == 4;
        if (parts.size() != 2 && !ranged) throw new PatternException("Too many elements in numeric expression");
        if (first.equals("=")) {
            if (ranged) throw new PatternException("Too many elements in numeric expression");
            return new Matcher.Numeric(bound, true, bound, true);
        }
        if (first.startsWith("<")) {
            if (ranged) throw new PatternException("Bad numeric range operator: " + parts.get(2));
            return new Matcher.Numeric(null, false, bound, first.equals("<="));
        }
        boolean lowIncluded = first.equals(">=");
        if (!ranged) return new Matcher.Numeric(bound, lowIncluded, null, false);
        String second = operator(parts.get(2));
        BigDecimal high = bound(parts, 3);
        if (!second.startsWith("<")) throw new PatternException("Bad numeric range operator: " + second);
        if (bound.compareTo(high) >= 0) throw new PatternException("Bottom must be less than top");
        return new Matcher.Numeric(bound, lowIncluded, high, second.equals("<="));
    }

    private static String operator(@Nullable Object value) {
        if (value instanceof String text && Matcher.Numeric.OPERATORS.contains(text)) return text;
        throw new PatternException("Unrecognized numeric range operator: " + value);
    }

    private static BigDecimal bound(List<?> parts, int index) {
        if (index < parts.size() && parts.get(index) instanceof BigDecimal number) return number;
        throw new PatternException("Value of " + parts.get(index - 1) + " must be numeric");
    }

    private static Matcher cidr(String text) {
        int slash = text.indexOf('/');
        byte[] block = slash < 0 ? null : Addresses.parse(text.substring(0, slash));
        int bits = -1;
        try {
            if (slash >= 0) bits = Integer.parseInt(text.substring(slash + 1));
        } catch (NumberFormatException e) {
            // told below
        }
        if (block == null || bits < 0 || bits > block.length * 8)
            throw new PatternException("Malformed CIDR, one '/' required");
        return new Matcher.Cidr(block, bits);
    }
}
