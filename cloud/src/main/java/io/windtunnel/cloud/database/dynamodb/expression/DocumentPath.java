package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where in an item a value stands: an attribute, then entries of maps and elements of lists.
public record DocumentPath(List<Step> steps) {
    /// The deepest path. Source: DynamoDB's service quotas, "Nested attribute depth".
    static final int DEPTH_LIMIT = 32;

    public DocumentPath {
        steps = List.copyOf(steps);
    }

    public sealed interface Step {}

    /// An attribute, or an entry of a map.
    public record Name(String name) implements Step {
        @Override
        public String toString() {
            return name;
        }
    }

    /// An element of a list, from 0.
    public record Index(int index) implements Step {
        @Override
        public String toString() {
            return "[" + index + "]";
        }
    }

    public static DocumentPath of(String attribute) {
        return new DocumentPath(List.of(new Name(attribute)));
    }

    /// The attribute it begins with.
    public String attribute() {
        return ((Name) steps.getFirst()).name();
    }

    public boolean isNested() {
        return steps.size() > 1;
    }

    /// The value at this path of `item`, or null.
    public @Nullable Value in(Item item) {
        Value value = item.get(attribute());
        for (int i = 1; i < steps.size() && value != null; i++) value = step(value, steps.get(i));
        return value;
    }

    static @Nullable Value step(Value container, Step step) {
        return switch (step) {
            case Name name ->
                container instanceof Value.MapValue map ? map.attributes().get(name.name()) : null;
            case Index index ->
                container instanceof Value.ListValue list
                                && index.index() < list.elements().size()
                        ? list.elements().get(index.index())
                        : null;
        };
    }

    /// As DynamoDB's messages spell it: `[a, [1], b]`.
    @Override
    public String toString() {
        return steps.toString();
    }
}
