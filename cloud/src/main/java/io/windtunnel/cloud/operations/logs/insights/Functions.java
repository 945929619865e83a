package io.windtunnel.cloud.operations.logs.insights;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The functions of the query language, by name in lower case.
///
/// Source:
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html
final class Functions {
    /// What a function makes of its arguments, of which any may be null.
    interface Body {
        @Nullable
        Object apply(@Nullable Object[] arguments);
    }

    /// @param least and `most` how many arguments it takes
    record Function(int least, int most, Body body) {}

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int ANY = Integer.MAX_VALUE;
    private static final Map<String, Function> ALL = new HashMap<>();

    /// Functions AWS has and Windtunnel has not.
    private static final Set<String> NOT_BUILT =
            Set.of("rate", "count_over_time", "sum_over_time", "histogram", "count_frequent", "unnest");

    static {
        general();
        numbers();
        texts();
        times();
        addresses();
    }

    private Functions() {}

    /// The function of a name, in whatever case.
    ///
    /// @throws NotBuilt when AWS has it and Windtunnel has not
    static Optional<Function> find(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (NOT_BUILT.contains(lower)) throw new NotBuilt("the function " + name);
        return Optional.ofNullable(ALL.get(lower));
    }

    private static void add(String name, int least, int most, Body body) {
        ALL.put(name.toLowerCase(Locale.ROOT), new Function(least, most, body));
    }

    private static void general() {
        add("isPresent", 1, 1, values -> values[0] != null);
        add("coalesce", 1, ANY, values -> {
            for (Object value : values) if (value != null) return value;
            return null;
        });
        add("if", 3, 3, values -> Values.truth(values[0]) ? values[1] : values[2]);
        add("jsonParse", 1, 1, values -> parsed(Values.text(values[0])));
        add("jsonStringify", 1, 1, values -> Values.text(values[0]));
    }

    private static @Nullable Object parsed(@Nullable String text) {
        if (text == null) return null;
        try {
            Object value = JSON.readValue(text, Object.class);
            return value instanceof Map || value instanceof List ? value : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private static void numbers() {
        number("abs", Math::abs);
        number("ceil", Math::ceil);
        number("floor", Math::floor);
        number("log", Math::log);
        number("sqrt", Math::sqrt);
        extreme("greatest", Math::max);
        extreme("least", Math::min);
    }

    private static void number(String name, DoubleUnaryOperator operator) {
        add(name, 1, 1, values -> {
            Double number = Values.number(values[0]);
            double value = number == null ? Double.NaN : operator.applyAsDouble(number);
            return Double.isFinite(value) ? (Object) value : null;
        });
    }

    private static void extreme(String name, DoubleBinaryOperator operator) {
        add(name, 1, ANY, values -> {
            Double extreme = null;
            for (Object value : values) {
                Double number = Values.number(value);
                if (number != null) extreme = extreme == null ? number : operator.applyAsDouble(extreme, number);
            }
            return extreme;
        });
    }

    private static void texts() {
        add("isEmpty", 1, 1, values -> {
            String text = Values.text(values[0]);
            return text == null || text.isEmpty();
        });
        add("isBlank", 1, 1, values -> {
            String text = Values.text(values[0]);
            return text == null || text.isBlank();
        });
        add("concat", 1, ANY, values -> {
            StringBuilder all = new StringBuilder();
            for (Object value : values) if (value != null) all.append(Values.text(value));
            return all.toString();
        });
        text("toupper", text -> text.toUpperCase(Locale.ROOT));
        text("tolower", text -> text.toLowerCase(Locale.ROOT));
        add("trim", 1, 2, values -> trimmed(values, true, true));
        add("ltrim", 1, 2, values -> trimmed(values, true, false));
        add("rtrim", 1, 2, values -> trimmed(values, false, true));
        add("strlen", 1, 1, values -> {
            String text = Values.text(values[0]);
            return text == null ? null : (Object) (double) text.codePointCount(0, text.length());
        });
        add("strcontains", 2, 2, values -> {
            String text = Values.text(values[0]);
            String part = Values.text(values[1]);
            return text != null && part != null && text.contains(part) ? 1.0 : 0.0;
        });
        add("replace", 3, 3, values -> {
            String text = Values.text(values[0]);
            String old = Values.text(values[1]);
            String by = Values.text(values[2]);
            return text == null || old == null || by == null ? text : text.replace(old, by);
        });
        add("substr", 2, 3, Functions::part);
    }

    private static void text(String name, UnaryOperator<String> operator) {
        add(name, 1, 1, values -> {
            String text = Values.text(values[0]);
            return text == null ? null : operator.apply(text);
        });
    }

    /// Takes white space, or a text as often as it stands there, from the ends.
    private static @Nullable Object trimmed(@Nullable Object[] values, boolean left, boolean right) {
        String text = Values.text(values[0]);
        if (text == null) return null;
        String part = values.length > 1 ? Values.text(values[1]) : null;
        if (part == null || part.isEmpty()) {
            if (left) text = text.stripLeading();
            return right ? text.stripTrailing() : text;
        }
        while (left && text.startsWith(part)) text = text.substring(part.length());
        while (right && text.endsWith(part)) text = text.substring(0, text.length() - part.length());
        return text;
    }

    private static @Nullable Object part(@Nullable Object[] values) {
        String text = Values.text(values[0]);
        Double from = Values.number(values[1]);
        if (text == null || from == null) return null;
        int start = Math.clamp(from.longValue(), 0, text.length());
        Double length = values.length > 2 ? Values.number(values[2]) : null;
        int end = length == null ? text.length() : Math.clamp(start + length.longValue(), start, text.length());
        return text.substring(start, end);
    }

    private static void times() {
        add("datefloor", 2, 2, values -> rounded(values, false));
        add("dateceil", 2, 2, values -> rounded(values, true));
        add("fromMillis", 1, 1, values -> {
            Double millis = Values.number(values[0]);
            return millis == null ? null : new Moment(millis.longValue());
        });
        add("toMillis", 1, 1, values -> Values.number(values[0]));
    }

    private static @Nullable Object rounded(@Nullable Object[] values, boolean up) {
        Double millis = Values.number(values[0]);
        if (millis == null || !(values[1] instanceof Period period)) return null;
        Moment moment = new Moment(millis.longValue());
        return up ? period.ceil(moment) : period.floor(moment);
    }

    private static void addresses() {
        add("isValidIp", 1, 1, values -> Address.of(Values.text(values[0])).isPresent());
        add("isValidIpV4", 1, 1, values -> isValid(values, 4));
        add("isValidIpV6", 1, 1, values -> isValid(values, 16));
        add("isIpInSubnet", 2, 2, values -> isIn(values, 0));
        add("isIpv4InSubnet", 2, 2, values -> isIn(values, 4));
        add("isIpv6InSubnet", 2, 2, values -> isIn(values, 16));
    }

    private static boolean isValid(@Nullable Object[] values, int bytes) {
        return Address.of(Values.text(values[0]))
                .filter(address -> address.bytes().length == bytes)
                .isPresent();
    }

    private static boolean isIn(@Nullable Object[] values, int bytes) {
        Optional<Address> address = Address.of(Values.text(values[0]));
        String subnet = Values.text(values[1]);
        if (address.isEmpty() || subnet == null) return false;
        if (bytes != 0 && address.get().bytes().length != bytes) return false;
        return address.get().isIn(subnet);
    }
}
