package io.windtunnel.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The header fields of an HTTP message, in the order they came. Names are compared without regard to case.
///
/// Thread safety: not safe while fields are added; safe to share once it is complete.
public final class Headers {
    private final List<String> pairs;

    public Headers() {
        pairs = new ArrayList<>(16);
    }

    /// Header fields from alternating names and values.
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) throw new IllegalArgumentException("a name without a value");
        Headers headers = new Headers();
        for (int i = 0; i < namesAndValues.length; i += 2) headers.add(namesAndValues[i], namesAndValues[i + 1]);
        return headers;
    }

    /// Adds a field after those there are.
    public Headers add(String name, String value) {
        pairs.add(name);
        pairs.add(value);
        return this;
    }

    /// The first value of `name`, or null when there is none.
    public @Nullable String first(String name) {
        for (int i = 0; i < pairs.size(); i += 2) if (pairs.get(i).equalsIgnoreCase(name)) return pairs.get(i + 1);
        return null;
    }

    /// The first value of `name`, or `otherwise`.
    public String first(String name, String otherwise) {
        String value = first(name);
        return value == null ? otherwise : value;
    }

    /// Every value of `name`, in order.
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(2);
        forEach((field, value) -> {
            if (field.equalsIgnoreCase(name)) values.add(value);
        });
        return values;
    }

    /// Calls `visitor` with every name and value, in order.
    public void forEach(BiConsumer<String, String> visitor) {
        for (int i = 0; i < pairs.size(); i += 2) visitor.accept(pairs.get(i), pairs.get(i + 1));
    }

    /// How many fields there are.
    public int size() {
        return pairs.size() / 2;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }
}
