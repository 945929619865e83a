package io.windtunnel.cloud.database.dynamodb.item;

import org.jspecify.annotations.Nullable;

/// The values of an item's key attributes: a string, number or binary each.
///
/// @param range null where the schema has no range attribute
public record Key(Value hash, @Nullable Value range) {
    /// The hash value in the form of [KeyBytes]. Items with the same one are an item collection.
    public byte[] hashBytes() {
        return KeyBytes.of(hash);
    }

    /// The range value in the form of [KeyBytes]; empty where there is none.
    public byte[] rangeBytes() {
        return range == null ? new byte[0] : KeyBytes.of(range);
    }

    /// Hash and range one after the other. Keys of one schema are in DynamoDB's order when these are in unsigned order,
    /// and equal when these are.
    public byte[] bytes() {
        return range == null ? KeyBytes.of(hash) : KeyBytes.of(hash, range);
    }
}
