package io.windtunnel.rehearsal.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Text in which names in braces stand for values: `order-{id}`. Braces around anything that is no name are text, so
/// that JSON may be written as it is.
public record TextTemplate(List<Part> parts) {
    /// A piece of the text.
    public sealed interface Part {}

    /// What stands there as it is.
    public record Literal(String text) implements Part {}

    /// What a value is put in the place of.
    public record Name(String name) implements Part {}

    /// The values of the names.
    @FunctionalInterface
    public interface Values {
        /// Null when there is none of that name.
        @Nullable
        String of(String name);
    }

    /// A name had no value.
    public static final class NoValue extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoValue(String name) {
            super("{" + name + "} has no value", null, false, false);
        }
    }

    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_.-]*)}");

    public TextTemplate {
        parts = List.copyOf(parts);
    }

    public static TextTemplate parse(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher names = NAME.matcher(text);
        int from = 0;
        while (names.find()) {
            if (names.start() > from) parts.add(new Literal(text.substring(from, names.start())));
            parts.add(new Name(names.group(1)));
            from = names.end();
        }
        if (from < text.length()) parts.add(new Literal(text.substring(from)));
        return new TextTemplate(parts);
    }

    /// The names in it, in their order.
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Part part : parts) {
            switch (part) {
                case Literal _ -> {}
                case Name name -> names.add(name.name());
            }
        }
        return names;
    }

    /// The text with the values in the names' places.
    ///
    /// @throws NoValue when a name has none
    public String fill(Values values) {
        if (parts.size() == 1 && parts.getFirst() instanceof Literal only) return only.text();
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Literal literal -> text.append(literal.text());
                case Name(String name) -> {
                    String value = values.of(name);
                    if (value == null) throw new NoValue(name);
                    text.append(value);
                }
            }
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return parts.stream()
                .map(part -> switch (part) {
                    case Literal literal -> literal.text();
                    case Name name -> "{" + name.name() + "}";
                })
                .collect(Collectors.joining());
    }
}
