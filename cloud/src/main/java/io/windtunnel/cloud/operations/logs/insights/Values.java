package io.windtunnel.cloud.operations.logs.insights;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// How values compare, count and look. A value is a text (a number in JSON too, as it is written), a
/// number that was computed (Double), a Boolean, a [Moment], a [Period], a structure (List, Map), or
/// null for a field that is not there.
final class Values {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Decimals that results show of a computed number.
    private static final int DECIMALS = 4;

    /// Numbers first, by size; then texts, by their characters; then what is not there.
    static final Comparator<@Nullable Object> ORDER = Values::compare;

    private Values() {}

    /// What results show; null for nothing.
    static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Double number -> shown(number);
            case Boolean truth -> truth ? "1" : "0";
            case Moment moment -> moment.text();
            case Map<?, ?> _, List<?> _ -> JSON.writeValueAsString(value);
            default -> value.toString();
        };
    }

    private static String shown(double number) {
        if (!Double.isFinite(number)) return Double.toString(number);
        if (number == Math.rint(number) && Math.abs(number) < 1e15) return Long.toString((long) number);
        BigDecimal rounded = new BigDecimal(number).setScale(DECIMALS, RoundingMode.HALF_UP);
        if (rounded.signum() == 0) return Double.toString(number);
        return rounded.stripTrailingZeros().toPlainString();
    }

    /// The number a value is, or spells; null when it is none.
    static @Nullable Double number(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Double number -> number;
            case Boolean truth -> truth ? 1.0 : 0.0;
            case Moment moment -> (double) moment.millis();
            case String text -> parsed(text);
            default -> null;
        };
    }

    private static @Nullable Double parsed(String text) {
        int length = text.length();
        if (length == 0 || length > 40) return null;
        char first = text.charAt(0);
        if (!(first >= '0' && first <= '9') && first != '-' && first != '+' && first != '.') return null;
        if (length <= 15 && first != '-' && first != '+' && first != '.') {
            long whole = whole(text);
            if (whole >= 0) return (double) whole;
        }
        for (int i = 1; i < length; i++) if ("0123456789.eE+-".indexOf(text.charAt(i)) < 0) return null;
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /// The whole number of at most fifteen digits that a text spells, or -1.
    private static long whole(String text) {
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) return -1;
            number = number * 10 + digit;
        }
        return number;
    }

    static boolean truth(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean truth -> truth;
            case Double number -> number != 0;
            case String text -> text.equals("1") || text.equalsIgnoreCase("true");
            default -> true;
        };
    }

    /// Whether two values that are both there are equal: as numbers when both are, otherwise as texts.
    static boolean equal(Object left, Object right) {
        if (left instanceof Boolean || right instanceof Boolean) return truth(left) == truth(right);
        if (left instanceof String one && right instanceof String other && one.equals(other)) return true;
        Double leftNumber = number(left);
        Double rightNumber = leftNumber == null ? null : number(right);
        if (leftNumber != null && rightNumber != null) return leftNumber.doubleValue() == rightNumber.doubleValue();
        String text = text(left);
        return text != null && text.equals(text(right));
    }

    static int compare(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) return left == right ? 0 : left == null ? 1 : -1;
        Double leftNumber = number(left);
        Double rightNumber = number(right);
        if (leftNumber != null && rightNumber != null) return Double.compare(leftNumber, rightNumber);
        if (leftNumber != null || rightNumber != null) return leftNumber != null ? -1 : 1;
        String text = text(left);
        String other = text(right);
        return text == null || other == null ? 0 : text.compareTo(other);
    }
}
