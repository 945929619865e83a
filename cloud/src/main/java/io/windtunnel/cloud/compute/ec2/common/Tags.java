package io.windtunnel.cloud.compute.ec2.common;

import io.windtunnel.fabric.storage.Table;
import io.windtunnel.wire.AwsException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The tags of everything EC2 keeps for one account in one Region.
///
/// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions
public final class Tags {
    /// Tags per resource, those of AWS itself (`aws:`) not counted.
    public static final int LIMIT = 50;

    private static final int KEY_CHARACTERS = 127;
    private static final int VALUE_CHARACTERS = 255;

    private final Table<ResourceTags> table;

    public Tags(Table<ResourceTags> table) {
        this.table = table;
    }

    /// Refuses tags that a client may not set.
    public static void check(Map<String, String> tags) {
        tags.forEach((key, value) -> {
            if (key.isEmpty()) throw Refusals.missing("Key");
            if (key.startsWith("aws:"))
                throw Refusals.invalidValue("Tag keys starting with 'aws:' are reserved for internal use");
            if (key.length() > KEY_CHARACTERS)
                throw Refusals.invalidValue("Tag key exceeds the maximum length of " + KEY_CHARACTERS + " characters");
            if (value.length() > VALUE_CHARACTERS)
                throw Refusals.invalidValue(
                        "Tag value exceeds the maximum length of " + VALUE_CHARACTERS + " characters");
        });
        if (tags.size() > LIMIT) throw limitExceeded();
    }

    private static AwsException limitExceeded() {
        return new AwsException("TagLimitExceeded", "More than " + LIMIT + " tags are specified for the resource.");
    }

    public Map<String, String> of(String resourceId) {
        ResourceTags row = table.get(resourceId);
        return row == null ? Map.of() : row.tags();
    }

    public List<Tag> list(String resourceId) {
        return Tag.list(of(resourceId));
    }

    public Collection<ResourceTags> all() {
        return table.values();
    }

    /// Adds tags to a resource; a key it already has gets the new value.
    public void add(String resourceId, String type, Map<String, String> tags) {
        if (tags.isEmpty()) return;
        Map<String, String> merged = new TreeMap<>(of(resourceId));
        merged.putAll(tags);
        if (merged.keySet().stream().filter(key -> !key.startsWith("aws:")).count() > LIMIT) throw limitExceeded();
        table.put(resourceId, new ResourceTags(resourceId, type, merged));
    }

    /// Removes the keys; a non-empty value in `tags` removes its key only when the resource has that value, and no keys
    /// at all remove everything that is not AWS's.
    public void remove(String resourceId, List<Tag> tags) {
        table.update(resourceId, row -> {
            if (row == null) return null;
            Map<String, String> left = new TreeMap<>(row.tags());
            if (tags.isEmpty()) left.keySet().removeIf(key -> !key.startsWith("aws:"));
            for (Tag tag : tags)
                left.entrySet()
                        .removeIf(entry -> entry.getKey().equals(tag.key())
                                && (tag.value() == null || entry.getValue().equals(tag.value())));
            return left.isEmpty() ? null : new ResourceTags(resourceId, row.resourceType(), left);
        });
    }

    /// Forgets a resource that is gone.
    public void forget(String resourceId) {
        table.remove(resourceId);
    }
}
