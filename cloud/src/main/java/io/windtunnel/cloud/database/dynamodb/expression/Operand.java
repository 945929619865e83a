package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import org.jspecify.annotations.Nullable;

/// Something in a condition that has a value, or none where the item lacks it.
public sealed interface Operand {
    @Nullable
    Value in(Item item);

    /// The value at a path of the item.
    record At(DocumentPath path) implements Operand {
        @Override
        public @Nullable Value in(Item item) {
            return path.in(item);
        }
    }

    /// A value of the request.
    record Constant(Value value) implements Operand {
        @Override
        public Value in(Item item) {
            return value;
        }
    }

    /// How long, or how many, another operand is; nothing where it has no length.
    record SizeOf(Operand operand) implements Operand {
        @Override
        public @Nullable Value in(Item item) {
            Value value = operand.in(item);
            return switch (value) {
                case null -> null;
                case Value.Text text -> Value.Number.of(text.text().length());
                case Value.Binary binary -> Value.Number.of(binary.bytes().length);
                case Value.TextSet set -> Value.Number.of(set.elements().size());
                case Value.NumberSet set -> Value.Number.of(set.elements().size());
                case Value.BinarySet set -> Value.Number.of(set.elements().size());
                case Value.ListValue list -> Value.Number.of(list.elements().size());
                case Value.MapValue map -> Value.Number.of(map.attributes().count());
                case Value.Number _, Value.Bool _, Value.Null _ -> null;
            };
        }
    }
}
