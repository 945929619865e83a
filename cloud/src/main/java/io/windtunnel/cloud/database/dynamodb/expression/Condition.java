package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is true or false of an item. An item that is not there is the empty item.
public sealed interface Condition {
    boolean holds(Item item);

    record And(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(Item item) {
            for (Condition part : parts) if (!part.holds(item)) return false;
            return true;
        }
    }

    record Or(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(Item item) {
            for (Condition part : parts) if (part.holds(item)) return true;
            return false;
        }
    }

    record Not(Condition part) implements Condition {
        @Override
        public boolean holds(Item item) {
            return !part.holds(item);
        }
    }

    record Compare(Comparison comparison, Operand left, Operand right) implements Condition {
        @Override
        public boolean holds(Item item) {
            return comparison.holds(left.in(item), right.in(item));
        }
    }

    /// Both bounds are within.
    record Between(Operand value, Operand lower, Operand upper) implements Condition {
        @Override
        public boolean holds(Item item) {
            Value held = value.in(item);
            return Comparison.GREATER_OR_EQUAL.holds(held, lower.in(item))
                    && Comparison.LESS_OR_EQUAL.holds(held, upper.in(item));
        }
    }

    record In(Operand value, List<Operand> choices) implements Condition {
        @Override
        public boolean holds(Item item) {
            Value held = value.in(item);
            if (held == null) return false;
            for (Operand choice : choices) if (held.equals(choice.in(item))) return true;
            return false;
        }
    }

    record Exists(DocumentPath path) implements Condition {
        @Override
        public boolean holds(Item item) {
            return path.in(item) != null;
        }
    }

    record HasType(Operand value, Value.Type type) implements Condition {
        @Override
        public boolean holds(Item item) {
            Value held = value.in(item);
            return held != null && held.type() == type;
        }
    }

    record BeginsWith(Operand value, Operand prefix) implements Condition {
        @Override
        public boolean holds(Item item) {
            Value held = value.in(item);
            Value start = prefix.in(item);
            if (held instanceof Value.Text text && start instanceof Value.Text begin)
                return text.text().startsWith(begin.text());
            return held instanceof Value.Binary binary
                    && start instanceof Value.Binary begin
                    && Bytes.startsWith(binary.bytes(), begin.bytes());
        }
    }

    record Contains(Operand value, Operand part) implements Condition {
        @Override
        public boolean holds(Item item) {
            Value held = value.in(item);
            Value sought = part.in(item);
            return held != null && sought != null && contains(held, sought);
        }

        private static boolean contains(Value held, Value sought) {
            return switch (held) {
                case Value.Text text ->
                    sought instanceof Value.Text inner && text.text().contains(inner.text());
                case Value.Binary binary ->
                    sought instanceof Value.Binary inner && Bytes.contains(binary.bytes(), inner.bytes());
                case Value.TextSet set ->
                    sought instanceof Value.Text inner && set.elements().contains(inner.text());
                case Value.NumberSet set ->
                    sought instanceof Value.Number inner && set.elements().contains(inner);
                case Value.BinarySet set ->
                    sought instanceof Value.Binary inner && set.elements().contains(inner);
                case Value.ListValue list -> list.elements().contains(sought);
                case Value.MapValue _, Value.Number _, Value.Bool _, Value.Null _ -> false;
            };
        }
    }

    /// Whether `condition` holds of an item that may not be there; no condition always does.
    static boolean holds(@Nullable Condition condition, @Nullable Item item) {
        return condition == null || condition.holds(item == null ? Item.EMPTY : item);
    }
}
