package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Values as plain objects of Java's, and what DynamoDB's functions mean of them: the other side of the
/// property tests, written without the code they hold.
///
/// Strings, decimals without trailing zeros, [Blob]s, booleans, [#NOTHING], [Elements], lists and maps,
/// both of which may be changed.
final class Plain {
    /// The null value.
    static final String NOTHING = new String("null value");

    record Blob(List<Byte> bytes) {}

    /// A set and the type of its elements.
    record Elements(Class<?> type, Set<Object> elements) {}

    private Plain() {}

    static Map<String, Object> of(Item item) {
        Map<String, Object> plain = new TreeMap<>();
        for (int i = 0; i < item.count(); i++) plain.put(item.name(i), of(item.value(i)));
        return plain;
    }

    static Object of(Value value) {
        return switch (value) {
            case Value.Text text -> text.text();
            case Value.Number number -> decimal(number);
            case Value.Binary binary -> blob(binary);
            case Value.Bool bool -> bool.value();
            case Value.Null _ -> NOTHING;
            case Value.TextSet set -> new Elements(String.class, new HashSet<>(set.elements()));
            case Value.NumberSet set ->
                new Elements(
                        BigDecimal.class,
                        set.elements().stream().map(Plain::decimal).collect(Collectors.toCollection(HashSet::new)));
            case Value.BinarySet set ->
                new Elements(
                        Blob.class,
                        set.elements().stream().map(Plain::blob).collect(Collectors.toCollection(HashSet::new)));
            case Value.ListValue list ->
                list.elements().stream().map(Plain::of).collect(Collectors.toCollection(ArrayList::new));
            case Value.MapValue map -> of(map.attributes());
        };
    }

    private static Object decimal(Value.Number number) {
        return number.value().signum() == 0 ? BigDecimal.ZERO : number.value().stripTrailingZeros();
    }

    private static Object blob(Value.Binary binary) {
        List<Byte> bytes = new ArrayList<>();
        for (byte next : binary.bytes()) bytes.add(next);
        return new Blob(bytes);
    }

    /// What stands at a path of names and numbers, or null.
    static @Nullable Object at(Map<String, Object> item, List<Object> path) {
        Object value = item;
        for (Object step : path) {
            if (step instanceof String name && value instanceof Map<?, ?> map) value = map.get(name);
            else if (step instanceof Integer index && value instanceof List<?> list)
                value = index < list.size() ? list.get(index) : null;
            else return null;
        }
        return value;
    }

    static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one == NOTHING || other == NOTHING) return one == other;
        return one != null && one.equals(other);
    }

    /// Below, at or above zero as `one` stands to `other`; null where they are in no order.
    static @Nullable Integer order(@Nullable Object one, @Nullable Object other) {
        if (one == NOTHING || other == NOTHING) return null;
        if (one instanceof String a && other instanceof String b)
            return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
        if (one instanceof BigDecimal a && other instanceof BigDecimal b) return a.compareTo(b);
        if (one instanceof Blob a && other instanceof Blob b) return Arrays.compareUnsigned(bytes(a), bytes(b));
        return null;
    }

    private static byte[] bytes(Blob blob) {
        byte[] bytes = new byte[blob.bytes().size()];
        for (int i = 0; i < bytes.length; i++) bytes[i] = blob.bytes().get(i);
        return bytes;
    }

    static boolean compare(String operator, @Nullable Object one, @Nullable Object other) {
        if (operator.equals("=")) return same(one, other);
        if (operator.equals("<>")) return !same(one, other);
        Integer order = order(one, other);
        if (order == null) return false;
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    static @Nullable Object size(@Nullable Object value) {
        if (value == NOTHING) return null;
        return switch (value) {
            case String text -> BigDecimal.valueOf(text.length()).stripTrailingZeros();
            case Blob blob -> BigDecimal.valueOf(blob.bytes().size()).stripTrailingZeros();
            case Elements set -> BigDecimal.valueOf(set.elements().size()).stripTrailingZeros();
            case List<?> list -> BigDecimal.valueOf(list.size()).stripTrailingZeros();
            case Map<?, ?> map -> BigDecimal.valueOf(map.size()).stripTrailingZeros();
            case null, default -> null;
        };
    }

    static boolean contains(@Nullable Object value, @Nullable Object part) {
        if (value == NOTHING || value == null || part == null) return false;
        if (value instanceof List<?> list) return list.stream().anyMatch(element -> same(element, part));
        if (part == NOTHING) return false;
        if (value instanceof String text) return part instanceof String inner && text.contains(inner);
        if (value instanceof Elements set) return set.elements().contains(part);
        return value instanceof Blob blob
                && part instanceof Blob inner
                && Collections.indexOfSubList(blob.bytes(), inner.bytes()) >= 0;
    }

    static boolean beginsWith(@Nullable Object value, @Nullable Object start) {
        if (value == NOTHING || start == NOTHING) return false;
        if (value instanceof String text) return start instanceof String begin && text.indexOf(begin) == 0;
        return value instanceof Blob blob
                && start instanceof Blob begin
                && blob.bytes().size() >= begin.bytes().size()
                && blob.bytes().subList(0, begin.bytes().size()).equals(begin.bytes());
    }

    static String type(Object value) {
        if (value == NOTHING) return "NULL";
        return switch (value) {
            case String _ -> "S";
            case BigDecimal _ -> "N";
            case Blob _ -> "B";
            case Boolean _ -> "BOOL";
            case Elements set -> set.type() == String.class ? "SS" : set.type() == Blob.class ? "BS" : "NS";
            case List<?> _ -> "L";
            default -> "M";
        };
    }
}
