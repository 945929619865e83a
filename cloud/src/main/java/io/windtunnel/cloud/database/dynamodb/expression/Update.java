package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.KeySchema;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.List;

/// What an update does to an item. Everything is read from the item as it was before; then the values
/// are set and added, list elements in the order of their numbers, and then removed, list elements from
/// the last.
///
/// @param actions of which no two touch the same part of the item
public record Update(List<Action> actions, Origin origin) {
    /// One thing an update does.
    public sealed interface Action {
        DocumentPath path();
    }

    public record Set(DocumentPath path, Source value) implements Action {}

    public record Remove(DocumentPath path) implements Action {}

    /// Adds a number to a number, or elements to a set; either may not be there yet. From legacy
    /// parameters a list is added to a list too.
    public record Add(DocumentPath path, Value value) implements Action {}

    /// Takes elements out of a set. An empty set goes altogether.
    public record Delete(DocumentPath path, Value value) implements Action {}

    /// Where an update came from, by which its refusals are worded.
    public enum Origin {
        EXPRESSION,
        LEGACY
    }

    /// An item after an update.
    ///
    /// @param item the item now
    /// @param touched the parts the update spoke of: of the item before they are UPDATED_OLD, of this
    /// one UPDATED_NEW
    public record Outcome(Item item, Projection touched) {}

    /// The update of a PartiQL statement.
    ///
    /// @throws AwsException when two paths are in each other's way
    public static Update ofStatement(List<Action> actions) {
        Paths.check(Parameter.UPDATE, actions.stream().map(Action::path).toList());
        return new Update(actions, Origin.EXPRESSION);
    }

    static boolean isSet(Value value) {
        return value instanceof Value.TextSet || value instanceof Value.NumberSet || value instanceof Value.BinarySet;
    }

    static boolean isAddable(Value value) {
        return value instanceof Value.Number || isSet(value);
    }

    /// Refuses an update of the attributes of the table's key.
    ///
    /// @throws AwsException naming the attribute
    public void checkKeys(KeySchema schema) {
        for (Action action : actions)
            if (schema.has(action.path().attribute()))
                throw AwsException.validation("One or more parameter values were invalid: Cannot update attribute %s. "
                                .formatted(action.path().attribute())
                        + "This attribute is part of the key");
    }

    /// The item that `before` becomes.
    ///
    /// @param before the item, or its key alone where there was none
    /// @throws AwsException when the item lacks what the update needs, or would become too large
    public Outcome apply(Item before) {
        List<Value> values = new ArrayList<>(actions.size());
        List<DocumentPath> paths = new ArrayList<>(actions.size());
        for (Action action : actions) {
            values.add(action instanceof Set set ? set.value().of(before) : Value.Null.NULL);
            paths.add(action.path());
        }
        Item after = Revision.of(before, this, values);
        if (after.size() > Item.SIZE_LIMIT)
            throw AwsException.validation("Item size to update has exceeded the maximum allowed size");
        return new Outcome(after, Projection.of(paths));
    }

    AwsException wrongType() {
        return switch (origin) {
            case EXPRESSION -> Source.wrongType();
            case LEGACY -> AwsException.validation("Type mismatch for attribute to update");
        };
    }
}
