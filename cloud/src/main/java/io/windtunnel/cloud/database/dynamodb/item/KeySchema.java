package io.windtunnel.cloud.database.dynamodb.item;

import io.windtunnel.wire.AwsException;
import org.jspecify.annotations.Nullable;

/// Which attributes of an item are its key, in a table or an index.
///
/// @param range null where items are found by their hash attribute alone
public record KeySchema(KeyAttribute hash, @Nullable KeyAttribute range) {
    /// The largest hash value, in bytes. Source: DynamoDB's service quotas, "Partition key length".
    public static final int HASH_SIZE_LIMIT = 2048;
    /// The largest range value, in bytes. Source: DynamoDB's service quotas, "Sort key length".
    public static final int RANGE_SIZE_LIMIT = 1024;

    private static final String INVALID = "One or more parameter values were invalid: ";

    /// Whether `name` is one of the key's attributes.
    public boolean has(String name) {
        return hash.name().equals(name) || range != null && range.name().equals(name);
    }

    /// How many attributes the key has.
    public int count() {
        return range == null ? 1 : 2;
    }

    /// The key of an item that is to be put into a table.
    ///
    /// @throws AwsException when it lacks one, or one is not of its type, empty or too large
    public Key keyOf(Item item) {
        Value first = ofItem(item, hash);
        Value second = range == null ? null : ofItem(item, range);
        return checked(new Key(first, second));
    }

    /// The key that a client names in a member `Key`.
    ///
    /// @throws AwsException when it has other attributes or types than the schema, or a value is empty or too large
    public Key named(Item key) {
        if (key.count() != count()) throw mismatch();
        Value first = ofKey(key, hash);
        Value second = range == null ? null : ofKey(key, range);
        return checked(new Key(first, second));
    }

    /// The item's key in the index this is the schema of, or null where the item is not in the index.
    public @Nullable Key indexed(Item item) {
        Value first = item.get(hash.name());
        if (first == null || !hash.type().holds(first)) return null;
        Value second = range == null ? null : item.get(range.name());
        if (range != null && (second == null || !range.type().holds(second))) return null;
        return new Key(first, second);
    }

    /// Refuses an item whose attributes do not suit the index called `index`.
    ///
    /// @throws AwsException when it has one of the key's attributes with another type, empty or too large
    public void checkIndexed(Item item, String index) {
        Value first = checkIndexed(item, hash, index);
        Value second = range == null ? null : checkIndexed(item, range, index);
        if (first != null && ItemSize.of(first) > HASH_SIZE_LIMIT) throw tooLarge(true);
        if (second != null && ItemSize.of(second) > RANGE_SIZE_LIMIT) throw tooLarge(false);
    }

    /// The attributes of `key`, as in `LastEvaluatedKey`.
    public Item attributes(Key key) {
        Item.Builder item = Item.builder().put(hash.name(), key.hash());
        Value second = key.range();
        if (range != null && second != null) item.put(range.name(), second);
        return item.build();
    }

    private static Value ofItem(Item item, KeyAttribute attribute) {
        Value value = item.get(attribute.name());
        if (value == null)
            throw AwsException.validation(INVALID + "Missing the key " + attribute.name() + " in the item");
        if (!attribute.type().holds(value))
            throw AwsException.validation(INVALID
                    + "Type mismatch for key %s expected: %s actual: %s"
                            .formatted(attribute.name(), attribute.type(), value.type()));
        checkNotEmpty(value, attribute);
        return value;
    }

    private static Value ofKey(Item key, KeyAttribute attribute) {
        Value value = key.get(attribute.name());
        if (value == null || !attribute.type().holds(value)) throw mismatch();
        checkNotEmpty(value, attribute);
        return value;
    }

    private static void checkNotEmpty(Value value, KeyAttribute attribute) {
        String what = isEmptyText(value) ? "string" : isEmptyBinary(value) ? "binary" : null;
        if (what != null)
            throw AwsException.validation(("One or more parameter values are not valid. The AttributeValue for a key "
                            + "attribute cannot contain an empty %s value. Key: %s")
                    .formatted(what, attribute.name()));
    }

    private static @Nullable Value checkIndexed(Item item, KeyAttribute attribute, String index) {
        Value value = item.get(attribute.name());
        if (value == null) return null;
        if (!attribute.type().holds(value))
            throw AwsException.validation(INVALID
                    + "Type mismatch for Index Key %s Expected: %s Actual: %s IndexName: %s"
                            .formatted(attribute.name(), attribute.type(), value.type(), index));
        String what = isEmptyText(value) ? "string" : isEmptyBinary(value) ? "binary" : null;
        if (what != null)
            throw AwsException.validation(("One or more parameter values are not valid. A value specified for a "
                            + "secondary index key is not supported. The AttributeValue for a key attribute cannot "
                            + "contain an empty %s value. IndexName: %s, IndexKey: %s")
                    .formatted(what, index, attribute.name()));
        return value;
    }

    private static boolean isEmptyText(Value value) {
        return value instanceof Value.Text text && text.text().isEmpty();
    }

    private static boolean isEmptyBinary(Value value) {
        return value instanceof Value.Binary binary && binary.bytes().length == 0;
    }

    private static Key checked(Key key) {
        if (ItemSize.of(key.hash()) > HASH_SIZE_LIMIT) throw tooLarge(true);
        Value range = key.range();
        if (range != null && ItemSize.of(range) > RANGE_SIZE_LIMIT) throw tooLarge(false);
        return key;
    }

    /// AWS's words lack a space here.
    private static AwsException tooLarge(boolean hash) {
        return AwsException.validation(
                hash
                        ? INVALID + "Size of hashkey has exceeded the maximum size limit of2048 bytes"
                        : INVALID + "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
    }

    private static AwsException mismatch() {
        return AwsException.validation("The provided key element does not match the schema");
    }
}
