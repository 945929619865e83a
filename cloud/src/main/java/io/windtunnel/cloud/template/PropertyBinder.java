package io.windtunnel.cloud.template;

import io.windtunnel.wire.Member;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Binds a resolved property tree (maps, lists, texts, numbers, booleans) to a record of the properties a service
/// honours, by name: `CidrBlock` -> `cidrBlock`, or the name in a component's [Member]. Texts, numbers and booleans are
/// taken for each other as CloudFormation takes them (`"80"` for an Integer, `443` for a String, `"true"` for a
/// Boolean); a list is never made of a single value.
///
/// An absent list or map is empty; an absent scalar or record is null where its component is `@Nullable` and missing
/// otherwise. `Object` takes any JSON, such as a policy document.
///
/// Source: the wording of resource handlers' schema validation,
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
public final class PropertyBinder {
    /// The record, and the paths of what was sent and no component holds, such as `Properties.Ebs.KmsKeyId`.
    public record Bound<P extends Record>(P properties, List<String> unhonoured) {}

    /// The properties are not what the type demands. The message is CloudFormation's.
    public static final class Refused extends RuntimeException {
        Refused(String message) {
            super(message, null, false, false);
        }
    }

    private final List<String> violations = new ArrayList<>();
    private final Set<String> unhonoured = new LinkedHashSet<>();

    private PropertyBinder() {}

    /// Binds `tree` to `type`.
    ///
    /// @param logicalId the resource's name in its template, for the message of a refusal
    /// @throws Refused when a property is missing or has a type the record's component cannot take
    public static <P extends Record> Bound<P> bind(Class<P> type, Map<String, ?> tree, String logicalId) {
        PropertyBinder binder = new PropertyBinder();
        Object record = binder.record(type, tree, "#", "Properties");
        if (record == null || !binder.violations.isEmpty())
            throw new Refused("Properties validation failed for resource " + logicalId + " with message:\n["
                    + String.join(", ", binder.violations) + "]");
        return new Bound<>(type.cast(record), List.copyOf(binder.unhonoured));
    }

    private @Nullable Object record(Class<?> type, Map<?, ?> tree, String pointer, String path) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] arguments = new Object[components.length];
        Set<String> known = new LinkedHashSet<>();
        int before = violations.size();
        for (int i = 0; i < components.length; i++) {
            String name = propertyName(components[i]);
            known.add(name);
            arguments[i] = component(components[i], name, tree.get(name), pointer, path);
        }
        for (Object key : tree.keySet()) if (!known.contains(key)) unhonoured.add(path + "." + key);
        return violations.size() > before ? null : construct(type, components, arguments);
    }

    private @Nullable Object component(
            RecordComponent component, String name, @Nullable Object value, String pointer, String path) {
        boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        if (value != null) return value(component.getGenericType(), value, pointer + "/" + name, path + "." + name);
        Class<?> raw = raw(component.getGenericType());
        if (nullable) return null;
        if (raw == List.class) return List.of();
        if (raw == Map.class) return Map.of();
        violations.add(pointer + ": required key [" + name + "] not found");
        return null;
    }

    private @Nullable Object value(Type type, Object value, String pointer, String path) {
        Class<?> raw = raw(type);
        if (raw == List.class) return list(type, value, pointer, path);
        if (raw == Map.class) return map(type, value, pointer, path);
        if (raw.isRecord()) {
            if (value instanceof Map<?, ?> tree) return record(raw, tree, pointer, path);
            return violation(pointer, "JSONObject", value);
        }
        return raw == Object.class ? value : scalar(raw, value, pointer);
    }

    private @Nullable Object list(Type type, Object value, String pointer, String path) {
        if (!(value instanceof List<?> elements)) return violation(pointer, "JSONArray", value);
        List<Object> bound = new ArrayList<>(elements.size());
        Type element = element(type, 0);
        for (int i = 0; i < elements.size(); i++) {
            Object each = elements.get(i);
            if (each == null) continue;
            Object item = value(element, each, pointer + "/" + i, path);
            if (item != null) bound.add(item);
        }
        return Collections.unmodifiableList(bound);
    }

    private @Nullable Object map(Type type, Object value, String pointer, String path) {
        if (!(value instanceof Map<?, ?> entries)) return violation(pointer, "JSONObject", value);
        Map<String, Object> bound = new LinkedHashMap<>();
        Type element = element(type, 1);
        entries.forEach((key, each) -> {
            if (each == null) return;
            Object item = value(element, each, pointer + "/" + key, path + "." + key);
            if (item != null) bound.put(key.toString(), item);
        });
        return Collections.unmodifiableMap(bound);
    }

    private @Nullable Object scalar(Class<?> raw, Object value, String pointer) {
        if (value instanceof Map || value instanceof List) return violation(pointer, word(raw), value);
        String text = text(value);
        if (raw == String.class) return text;
        if (raw == Boolean.class || raw == boolean.class) {
            if (text.equalsIgnoreCase("true")) return true;
            return text.equalsIgnoreCase("false") ? false : violation(pointer, word(raw), value);
        }
        try {
            BigDecimal number = new BigDecimal(text.strip());
            if (raw == Integer.class || raw == int.class) return number.intValueExact();
            if (raw == Long.class || raw == long.class) return number.longValueExact();
            if (raw == Double.class || raw == double.class) return number.doubleValue();
            if (raw == Float.class || raw == float.class) return number.floatValue();
            if (raw == BigDecimal.class) return number;
        } catch (ArithmeticException | NumberFormatException e) {
            return violation(pointer, word(raw), value);
        }
        throw new IllegalStateException("a property cannot be bound to " + raw);
    }

    private @Nullable Object violation(String pointer, String expected, Object found) {
        violations.add(pointer + ": expected type: " + expected + ", found: " + foundWord(found));
        return null;
    }

    /// How CloudFormation writes a scalar as text: a whole number without a fraction.
    public static String text(Object scalar) {
        return scalar instanceof BigDecimal number ? number.toPlainString() : scalar.toString();
    }

    /// The template's name of a record's component.
    public static String propertyName(RecordComponent component) {
        Member member = component.getAnnotation(Member.class);
        if (member != null) return member.value();
        String name = component.getName();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static String word(Class<?> raw) {
        if (raw == String.class) return "String";
        if (raw == Boolean.class || raw == boolean.class) return "Boolean";
        return raw == Integer.class || raw == Long.class || raw == int.class || raw == long.class
                ? "Integer"
                : "Number";
    }

    private static String foundWord(Object found) {
        return switch (found) {
            case Map<?, ?> _ -> "JSONObject";
            case List<?> _ -> "JSONArray";
            case Boolean _ -> "Boolean";
            case Integer _, Long _ -> "Integer";
            case Number _ -> "Number";
            default -> "String";
        };
    }

    private static Type element(Type type, int index) {
        if (!(type instanceof ParameterizedType parameterized))
            throw new IllegalStateException(type + " does not say what it holds");
        return parameterized.getActualTypeArguments()[index];
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType parameterized -> (Class<?>) parameterized.getRawType();
            default -> throw new IllegalStateException("a property cannot be bound to " + type);
        };
    }

    private static Object construct(Class<?> type, RecordComponent[] components, @Nullable Object[] arguments) {
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            canonical.setAccessible(true);
            return canonical.newInstance(arguments);
        } catch (InvocationTargetException refusal) {
            if (refusal.getCause() instanceof RuntimeException cause) throw cause;
            throw new IllegalStateException("cannot build " + type, refusal);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot build " + type, e);
        }
    }
}
