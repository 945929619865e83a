package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.Numbers;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.List;

/// Where an update's SET takes a value from.
public sealed interface Source {
    /// The value, from the item as it was before the update.
    ///
    /// @throws AwsException when the item lacks what is read, or has it in another type
    Value of(Item before);

    record Constant(Value value) implements Source {
        @Override
        public Value of(Item before) {
            return value;
        }
    }

    record At(DocumentPath path) implements Source {
        @Override
        public Value of(Item before) {
            Value value = path.in(before);
            if (value == null)
                throw AwsException.validation(
                        "The provided expression refers to an attribute that does not exist in the item");
            return value;
        }
    }

    record IfNotExists(DocumentPath path, Source otherwise) implements Source {
        @Override
        public Value of(Item before) {
            Value value = path.in(before);
            return value == null ? otherwise.of(before) : value;
        }
    }

    /// The elements of two lists.
    record Appended(Source first, Source second) implements Source {
        @Override
        public Value of(Item before) {
            Value one = first.of(before);
            Value other = second.of(before);
            if (!(one instanceof Value.ListValue head) || !(other instanceof Value.ListValue tail)) throw wrongType();
            List<Value> elements = new ArrayList<>(head.elements());
            elements.addAll(tail.elements());
            return new Value.ListValue(elements);
        }
    }

    /// The sum of two numbers, or their difference.
    record Sum(Source first, Source second, boolean isDifference) implements Source {
        @Override
        public Value of(Item before) {
            Value one = first.of(before);
            Value other = second.of(before);
            if (!(one instanceof Value.Number left) || !(other instanceof Value.Number right)) throw wrongType();
            return sum(left, isDifference ? new Value.Number(right.value().negate()) : right);
        }
    }

    static Value.Number sum(Value.Number left, Value.Number right) {
        return new Value.Number(Numbers.sum(left.value(), right.value()));
    }

    static AwsException wrongType() {
        return AwsException.validation("An operand in the update expression has an incorrect data type");
    }
}
