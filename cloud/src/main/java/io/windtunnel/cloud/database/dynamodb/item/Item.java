package io.windtunnel.cloud.database.dynamodb.item;

import io.windtunnel.wire.bind.CodedBy;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// An immutable map from attribute names to values, in the order the attributes were given. The order does not count
/// when two items are compared.
///
/// Thread safety: may be shared freely.
@CodedBy(ItemCodec.class)
public final class Item {
    /// The largest item, in bytes as DynamoDB counts them. Source: DynamoDB's service quotas, "Item size".
    public static final int SIZE_LIMIT = 400 * 1024;

    public static final Item EMPTY = new Item(new String[0], new Value[0], 0);

    /// Items with more attributes than this are looked up in a map.
    private static final int SCANNED = 12;

    private final String[] names;
    private final Value[] values;
    private final int count;
    private @Nullable Map<String, Integer> positions; // made on first use; every thread would make the same
    private int size = -1; // likewise

    private Item(String[] names, Value[] values, int count) {
        this.names = names;
        this.values = values;
        this.count = count;
    }

    public static Item of(String name, Value value) {
        return new Item(new String[] {name}, new Value[] {value}, 1);
    }

    public static Item of(Map<String, ? extends Value> attributes) {
        Builder builder = builder();
        attributes.forEach(builder::put);
        return builder.build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /// A builder that holds this item's attributes.
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.names = Arrays.copyOf(names, Math.max(count + 2, Builder.CAPACITY));
        builder.values = Arrays.copyOf(values, builder.names.length);
        builder.count = count;
        return builder;
    }

    public int count() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /// The name of the attribute at `position`.
    public String name(int position) {
        return names[position];
    }

    /// The value of the attribute at `position`.
    public Value value(int position) {
        return values[position];
    }

    public @Nullable Value get(String name) {
        int position = position(name);
        return position < 0 ? null : values[position];
    }

    public boolean has(String name) {
        return position(name) >= 0;
    }

    private int position(String name) {
        if (count > SCANNED) return positions().getOrDefault(name, -1);
        for (int i = 0; i < count; i++) if (names[i].equals(name)) return i;
        return -1;
    }

    private Map<String, Integer> positions() {
        Map<String, Integer> known = positions;
        if (known != null) return known;
        Map<String, Integer> made = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) made.put(names[i], i);
        positions = made;
        return made;
    }

    public List<String> names() {
        return Collections.unmodifiableList(Arrays.asList(names).subList(0, count));
    }

    public void forEach(BiConsumer<String, Value> action) {
        for (int i = 0; i < count; i++) action.accept(names[i], values[i]);
    }

    /// This item with `value` for `name`.
    public Item with(String name, Value value) {
        return toBuilder().put(name, value).build();
    }

    /// This item without `name`.
    public Item without(String name) {
        int position = position(name);
        return position < 0 ? this : toBuilder().remove(name).build();
    }

    /// This item with only those of `wanted` that it has.
    public Item only(List<String> wanted) {
        Builder builder = new Builder();
        for (String name : wanted) {
            Value value = get(name);
            if (value != null) builder.put(name, value);
        }
        return builder.build();
    }

    /// The item's size in bytes as DynamoDB counts them, for its limit and for capacity units.
    public int size() {
        int known = size;
        if (known < 0) size = known = ItemSize.of(this);
        return known;
    }

    /// The compact form for storage.
    public byte[] encode() {
        return ItemBytes.encode(this);
    }

    /// The item that [#encode] made `bytes` of.
    public static Item decode(byte[] bytes) {
        return ItemBytes.decode(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) return true;
        if (!(other instanceof Item item) || item.count != count) return false;
        for (int i = 0; i < count; i++) {
            Value value = names[i].equals(item.names[i]) ? item.values[i] : item.get(names[i]);
            if (!values[i].equals(value)) return false;
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (int i = 0; i < count; i++) hash += names[i].hashCode() ^ values[i].hashCode();
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < count; i++)
            text.append(i == 0 ? "" : ", ").append(names[i]).append("=").append(values[i]);
        return text.append('}').toString();
    }

    /// Collects an item. It must not be used after [#build].
    public static final class Builder {
        private static final int CAPACITY = 8;

        private String[] names = new String[CAPACITY];
        private Value[] values = new Value[CAPACITY];
        private int count;
        private @Nullable Map<String, Integer> positions;

        private Builder() {}

        /// Gives the item `value` for `name`, in place of the one it had.
        public Builder put(String name, Value value) {
            int position = position(name);
            if (position >= 0) values[position] = value;
            else add(name, value);
            return this;
        }

        /// Gives the item `value` for a `name` that it does not have yet.
        Builder add(String name, Value value) {
            if (count == names.length) {
                names = Arrays.copyOf(names, count * 2);
                values = Arrays.copyOf(values, count * 2);
            }
            names[count] = name;
            values[count] = value;
            if (positions != null) positions.put(name, count);
            count++;
            return this;
        }

        public Builder remove(String name) {
            int position = position(name);
            if (position < 0) return this;
            System.arraycopy(names, position + 1, names, position, count - position - 1);
            System.arraycopy(values, position + 1, values, position, count - position - 1);
            count--;
            positions = null;
            return this;
        }

        public @Nullable Value get(String name) {
            int position = position(name);
            return position < 0 ? null : values[position];
        }

        private int position(String name) {
            if (count > SCANNED) {
                if (positions == null) {
                    positions = HashMap.newHashMap(count * 2);
                    for (int i = 0; i < count; i++) positions.put(names[i], i);
                }
                return positions.getOrDefault(name, -1);
            }
            for (int i = 0; i < count; i++) if (names[i].equals(name)) return i;
            return -1;
        }

        public Item build() {
            return count == 0 ? EMPTY : new Item(names, values, count);
        }
    }

    /// The attributes as a map of Java's, for those who need one.
    public Map<String, Value> asMap() {
        Map<String, Value> map = new LinkedHashMap<>();
        forEach(map::put);
        return map;
    }
}
