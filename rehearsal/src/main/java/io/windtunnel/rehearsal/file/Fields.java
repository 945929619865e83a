package io.windtunnel.rehearsal.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A mapping whose keys are known. What it holds is asked for by key; whatever cannot be read is put down as a problem
/// and
/// answered with null, so that reading goes on to the next mistake.
final class Fields {
    private final Node.Mapping mapping;
    private final Problems problems;

    private Fields(Node.Mapping mapping, Problems problems) {
        this.mapping = mapping;
        this.problems = problems;
    }

    /// The fields of `node`; null when it is no mapping. A key that is neither `known` nor `notBuilt` is a problem.
    static @Nullable Fields of(Node node, Problems problems, Collection<String> known, Collection<String> notBuilt) {
        if (!(node instanceof Node.Mapping mapping)) {
            problems.unexpected(node, "a mapping with " + String.join(", ", known));
            return null;
        }
        mapping.entries().forEach((key, entry) -> {
            if (known.contains(key)) return;
            if (notBuilt.contains(key)) problems.notBuilt(entry.keyAt(), "`" + key + "`");
            else problems.unknown(entry.keyAt(), key, known);
        });
        return new Fields(mapping, problems);
    }

    static @Nullable Fields of(Node node, Problems problems, Collection<String> known) {
        return of(node, problems, known, Set.of());
    }

    Node.Position at() {
        return mapping.at();
    }

    boolean has(String key) {
        return mapping.entries().containsKey(key);
    }

    @Nullable
    Node node(String key) {
        Node.Entry entry = mapping.entries().get(key);
        return entry == null ? null : entry.value();
    }

    /// Tells that `key` is missing, unless it is there.
    void require(String key, String expected) {
        if (!has(key)) problems.add(at(), "`" + key + "` is missing: expected " + expected);
    }

    /// The text at `key`; null when there is none.
    @Nullable
    String text(String key) {
        return read(key, "text", text -> text);
    }

    String text(String key, String otherwise) {
        String text = text(key);
        return text == null ? otherwise : text;
    }

    /// What `parse` makes of the scalar at `key`; null when it is absent or cannot be read. The message of the parser's
    /// [IllegalArgumentException] says what was expected.
    <T> @Nullable T read(String key, String expected, Function<String, T> parse) {
        Node node = node(key);
        return node == null ? null : read(node, expected, parse);
    }

    <T> T read(String key, String expected, Function<String, T> parse, T otherwise) {
        T value = read(key, expected, parse);
        return value == null ? otherwise : value;
    }

    <T> @Nullable T read(Node node, String expected, Function<String, T> parse) {
        if (!(node instanceof Node.Scalar scalar) || (scalar.text().isEmpty() && !scalar.quoted())) {
            problems.unexpected(node, expected);
            return null;
        }
        try {
            return parse.apply(scalar.text());
        } catch (NumberFormatException notANumber) {
            problems.unexpected(node, expected);
        } catch (IllegalArgumentException refused) {
            problems.unexpected(node, refused.getMessage() == null ? expected : refused.getMessage());
        }
        return null;
    }

    /// The items at `key`: none when it is absent, one when it is no list.
    List<Node> items(String key) {
        Node node = node(key);
        if (node == null) return List.of();
        return node instanceof Node.Sequence sequence ? sequence.items() : List.of(node);
    }

    /// What `build` makes of the named entries at `key`, without those that cannot be read.
    <T> List<T> named(String key, String expected, NamedReader<T> build) {
        Node node = node(key);
        if (node == null) return List.of();
        if (!(node instanceof Node.Mapping entries)) {
            problems.unexpected(node, expected);
            return List.of();
        }
        List<T> all = new ArrayList<>();
        entries.entries().forEach((name, entry) -> {
            T one = build.read(name, entry);
            if (one != null) all.add(one);
        });
        return all;
    }

    /// The mapping of texts at `key`.
    Map<String, String> texts(String key, String expected) {
        Map<String, String> texts = new LinkedHashMap<>();
        named(key, expected, (name, entry) -> {
            String text = read(entry.value(), expected, one -> one);
            return text == null ? null : texts.put(name, text);
        });
        return texts;
    }

    /// The template parameters at `parameters`; a list is joined by commas, as CloudFormation takes it.
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        named("parameters", "parameters by name, such as `Zones: 2`", (key, value) -> {
            String text = parameter(value.value());
            return text == null ? null : parameters.put(key, text);
        });
        return parameters;
    }

    private @Nullable String parameter(Node value) {
        if (value instanceof Node.Scalar scalar) return scalar.text();
        if (!(value instanceof Node.Sequence list)) return read(value, "a value or a list of values", one -> one);
        return list.items().stream()
                .map(item -> read(item, "a value", one -> one))
                .map(text -> text == null ? "" : text)
                .collect(Collectors.joining(","));
    }

    /// Reads one `name: value`; null when it cannot.
    @FunctionalInterface
    interface NamedReader<T> {
        @Nullable
        T read(String name, Node.Entry entry);
    }
}
