package io.windtunnel.cloud.compute.ec2.common;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The fields of a resource that a describe operation can filter by.
///
/// Thread safety: build it once, then share it.
public final class Fields<T> {
    private final Map<String, Function<T, Stream<@Nullable String>>> byName = new HashMap<>();
    private final Function<T, String> id;

    /// `id` gives the resource's id, by which its tags are found.
    public Fields(Function<T, String> id) {
        this.id = id;
    }

    /// A field with one value; null matches nothing.
    public Fields<T> one(String name, Function<T, @Nullable Object> value) {
        return many(name, item -> {
            Object found = value.apply(item);
            return found == null ? Stream.empty() : Stream.of(found.toString());
        });
    }

    /// A field with any number of values, one of which must match.
    public Fields<T> many(String name, Function<T, Stream<@Nullable String>> values) {
        byName.put(name, values);
        return this;
    }

    /// Whether a resource passes all of `filters`.
    ///
    /// @throws io.windtunnel.wire.AwsException `InvalidParameterValue` for a filter this resource does not have
    public Predicate<T> matching(List<Filter> filters, Tags tags) {
        Predicate<T> all = _ -> true;
        for (Filter filter : filters) {
            Function<T, Stream<@Nullable String>> field = field(Objects.requireNonNullElse(filter.name(), ""), tags);
            List<Predicate<String>> patterns =
                    filter.values().stream().map(Fields::pattern).toList();
            all = all.and(item -> field.apply(item)
                    .anyMatch(value -> value != null && patterns.stream().anyMatch(pattern -> pattern.test(value))));
        }
        return all;
    }

    /// Those of `items` that pass all of `filters`, in order.
    public List<T> select(Collection<T> items, List<Filter> filters, Tags tags) {
        Predicate<T> matching = matching(filters, tags);
        return items.stream().filter(matching).toList();
    }

    private Function<T, Stream<@Nullable String>> field(String name, Tags tags) {
        if (name.startsWith("tag:")) {
            String key = name.substring("tag:".length());
            return item -> Stream.ofNullable(tags.of(id.apply(item)).get(key));
        }
        if (name.equals("tag-key"))
            return item -> tags.of(id.apply(item)).keySet().stream().map(Function.identity());
        if (name.equals("tag-value"))
            return item -> tags.of(id.apply(item)).values().stream().map(Function.identity());
        Function<T, Stream<@Nullable String>> field = byName.get(name);
        if (field == null) throw Refusals.invalidValue("The filter '" + name + "' is invalid");
        return field;
    }

    /// Whether a text matches a filter's value; `\` takes the meaning from the character after it.
    static Predicate<String> pattern(String value) {
        if (value.indexOf('*') < 0 && value.indexOf('?') < 0 && value.indexOf('\\') < 0) return value::equals;
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '*') expression.append(".*");
            else if (c == '?') expression.append('.');
            else {
                if (c == '\\' && i + 1 < value.length()) c = value.charAt(++i);
                expression.append(java.util.regex.Pattern.quote(String.valueOf(c)));
            }
        }
        return java.util.regex.Pattern.compile(expression.toString(), java.util.regex.Pattern.DOTALL)
                .asMatchPredicate();
    }
}
