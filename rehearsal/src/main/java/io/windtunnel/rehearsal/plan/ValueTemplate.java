package io.windtunnel.rehearsal.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A value as JSON has them, whose texts may hold names in braces: a message's body, an item's attribute.
public sealed interface ValueTemplate {
    record Text(TextTemplate text) implements ValueTemplate {}

    /// @param digits as they were written
    record Number(String digits) implements ValueTemplate {}

    record Truth(boolean value) implements ValueTemplate {}

    record Items(List<ValueTemplate> values) implements ValueTemplate {
        public Items {
            values = List.copyOf(values);
        }
    }

    record Members(Map<String, ValueTemplate> values) implements ValueTemplate {
        public Members {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /// Text that stands as it is, but for the names in it.
    static ValueTemplate text(String text) {
        return new Text(TextTemplate.parse(text));
    }

    /// The names in it.
    default Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        switch (this) {
            case Text text -> names.addAll(text.text().names());
            case Number _, Truth _ -> {}
            case Items items -> items.values().forEach(value -> names.addAll(value.names()));
            case Members members -> members.values().values().forEach(value -> names.addAll(value.names()));
        }
        return names;
    }
}
