package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.KeyBytes;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The keys of one item collection that a query asks for. In the order of [KeyBytes] they are what
/// stands from [#from] up to, not with, [#to].
///
/// @param hash the collection's hash value
/// @param range what is asked of the range attribute, or null where all is wanted
public record KeyRange(Value hash, KeyCondition.@Nullable Part range) {
    /// The first bytes that a key in the range may have: hash, then range.
    public byte[] from() {
        byte[] collection = KeyBytes.of(hash);
        return switch (range) {
            case null -> collection;
            case KeyCondition.BeginsWith begins -> joined(collection, KeyBytes.prefix(begins.prefix()));
            case KeyCondition.Between between -> joined(collection, KeyBytes.of(between.lower()));
            case KeyCondition.Compare compare -> {
                byte[] value = joined(collection, KeyBytes.of(compare.value()));
                yield switch (compare.comparison()) {
                    case EQUAL, GREATER_OR_EQUAL -> value;
                    case GREATER -> after(value);
                    case LESS, LESS_OR_EQUAL, NOT_EQUAL -> collection;
                };
            }
        };
    }

    /// What follows everything that begins as the last key in the range does.
    public byte[] to() {
        byte[] collection = KeyBytes.of(hash);
        return switch (range) {
            case null -> after(collection);
            case KeyCondition.BeginsWith begins -> after(joined(collection, KeyBytes.prefix(begins.prefix())));
            case KeyCondition.Between between -> after(joined(collection, KeyBytes.of(between.upper())));
            case KeyCondition.Compare compare -> {
                byte[] value = joined(collection, KeyBytes.of(compare.value()));
                yield switch (compare.comparison()) {
                    case EQUAL, LESS_OR_EQUAL -> after(value);
                    case LESS -> value;
                    case GREATER, GREATER_OR_EQUAL, NOT_EQUAL -> after(collection);
                };
            }
        };
    }

    /// Whether a key of the collection with this range value is in the range.
    public boolean holds(@Nullable Value value) {
        return switch (range) {
            case null -> true;
            case KeyCondition.BeginsWith begins ->
                value != null
                        && new Condition.BeginsWith(new Operand.Constant(value), new Operand.Constant(begins.prefix()))
                                .holds(Item.EMPTY);
            case KeyCondition.Between between ->
                Comparison.GREATER_OR_EQUAL.holds(value, between.lower())
                        && Comparison.LESS_OR_EQUAL.holds(value, between.upper());
            case KeyCondition.Compare compare -> compare.comparison().holds(value, compare.value());
        };
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    /// The least bytes that are greater than all that begin with `prefix`. The form of a key never is
    /// FF throughout.
    static byte[] after(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] == (byte) 0xFF) continue;
            byte[] after = Arrays.copyOf(prefix, i + 1);
            after[i]++;
            return after;
        }
        return new byte[] {(byte) 0xFF};
    }
}
