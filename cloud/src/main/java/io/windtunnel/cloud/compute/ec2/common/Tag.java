package io.windtunnel.cloud.compute.ec2.common;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A tag as the API writes it.
public record Tag(@Nullable String key, @Nullable String value) {
    /// The tags as a map sorted by key; a missing value is empty.
    public static Map<String, String> map(List<Tag> tags) {
        Map<String, String> map = new TreeMap<>();
        for (Tag tag : tags)
            map.put(Objects.requireNonNullElse(tag.key, ""), Objects.requireNonNullElse(tag.value, ""));
        return map;
    }

    public static List<Tag> list(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(entry -> new Tag(entry.getKey(), entry.getValue()))
                .toList();
    }
}
