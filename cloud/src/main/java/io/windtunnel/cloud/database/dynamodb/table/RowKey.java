package io.windtunnel.cloud.database.dynamodb.table;

import java.util.Arrays;

/// Where an item stands in its table's rows: the hash of its partition key (8 bytes), its partition key, its sort key.
/// So
/// a scan goes by hash, and an item collection lies together in the order of its sort keys.
///
/// @param collection how many of the bytes are the same for all items of the collection
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record RowKey(long hash, byte[] bytes, int collection) implements Comparable<RowKey> {
    /// The key of an existing row. Its collection is not known from its bytes: it is taken to be its own.
    public static RowKey of(byte[] bytes) {
        return new RowKey(TableKeys.hash(bytes), bytes, bytes.length);
    }

    /// The bytes that all rows of the collection begin with.
    byte[] prefix() {
        return Arrays.copyOf(bytes, collection);
    }

    @Override
    public int compareTo(RowKey other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return java.util.HexFormat.of().formatHex(bytes);
    }
}
