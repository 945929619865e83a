package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.expression.LegacyParameters.AttributeValueUpdate;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Makes an update of `AttributeUpdates`.
public final class LegacyUpdates {
    private static final String INVALID = "One or more parameter values were invalid: ";

    private LegacyUpdates() {}

    /// @throws AwsException when an action does not suit its value
    public static Update update(Map<String, AttributeValueUpdate> updates) {
        List<Update.Action> actions = new ArrayList<>();
        updates.forEach((attribute, update) -> actions.add(action(DocumentPath.of(attribute), update)));
        return new Update(actions, Update.Origin.LEGACY);
    }

    private static Update.Action action(DocumentPath path, AttributeValueUpdate update) {
        String action = Objects.requireNonNullElse(update.action(), "PUT");
        Value value = update.value();
        if (value == null) {
            if (action.equals("DELETE")) return new Update.Remove(path);
            throw AwsException.validation(
                    INVALID + "Only DELETE action is allowed when no attribute value is specified");
        }
        return switch (action) {
            case "ADD" -> {
                if (!Update.isAddable(value) && !(value instanceof Value.ListValue))
                    throw AwsException.validation(INVALID + "ADD action is not supported for the type " + value.type());
                yield new Update.Add(path, value);
            }
            case "DELETE" -> {
                if (!Update.isSet(value))
                    throw AwsException.validation(
                            INVALID + "DELETE action with value is not supported for the type " + value.type());
                yield new Update.Delete(path, value);
            }
            default -> new Update.Set(path, new Source.Constant(value));
        };
    }
}
