package io.windtunnel.fabric.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The header fields of a message, in order. Names are compared without regard to case.
///
/// Thread safety: not safe while fields are added; safe to share once complete.
public final class Fields {
    private final List<String> pairs;

    public Fields() {
        pairs = new ArrayList<>(16);
    }

    /// Fields from alternating names and values.
    public static Fields of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) throw new IllegalArgumentException("a name without a value");
        Fields fields = new Fields();
        for (int i = 0; i < namesAndValues.length; i += 2) fields.add(namesAndValues[i], namesAndValues[i + 1]);
        return fields;
    }

    /// Adds a field after those there are.
    public Fields add(String name, String value) {
        pairs.add(name);
        pairs.add(value);
        return this;
    }

    /// The first value of `name`, or null.
    public @Nullable String first(String name) {
        for (int i = 0; i < pairs.size(); i += 2) if (pairs.get(i).equalsIgnoreCase(name)) return pairs.get(i + 1);
        return null;
    }

    /// Every value of `name`, in order.
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(2);
        for (int i = 0; i < pairs.size(); i += 2) if (pairs.get(i).equalsIgnoreCase(name)) values.add(pairs.get(i + 1));
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
        return pairs.toString();
    }
}
