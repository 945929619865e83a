package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.item.KeyAttribute;
import io.windtunnel.cloud.database.dynamodb.item.KeySchema;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.wire.AwsException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a query says of keys: one condition for each attribute it names.
public record KeyCondition(Map<String, Part> parts) {
    /// What is said of one attribute.
    public sealed interface Part {}

    /// Any comparison but `<>`.
    public record Compare(Comparison comparison, Value value) implements Part {}

    public record Between(Value lower, Value upper) implements Part {}

    public record BeginsWith(Value prefix) implements Part {}

    /// The keys it asks for in a table or index of `schema`.
    ///
    /// @throws AwsException when it does not name the hash attribute with `=`, names anything but the
    /// keys, or compares a key with a value of another type
    public KeyRange of(KeySchema schema) {
        KeyAttribute hash = schema.hash();
        Part first = parts.get(hash.name());
        KeyAttribute range = schema.range();
        if (parts.size() > (range == null ? 1 : 2)) throw notSupported();
        if (first == null) throw missed(hash);
        Part second = range == null ? null : parts.get(range.name());
        if (parts.size() == 2 && second == null) throw range == null ? notSupported() : missed(range);
        if (!(first instanceof Compare(Comparison comparison, Value value)) || comparison != Comparison.EQUAL)
            throw notSupported();
        checkType(hash, value);
        checkNotEmpty(hash, value);
        if (range != null && second != null) checkType(range, second);
        return new KeyRange(value, second);
    }

    private static void checkType(KeyAttribute attribute, Part part) {
        switch (part) {
            case Compare compare -> checkRangeValue(attribute, compare.value());
            case Between between -> {
                checkRangeValue(attribute, between.lower());
                checkRangeValue(attribute, between.upper());
            }
            case BeginsWith begins -> {
                if (attribute.type() == KeyAttribute.KeyType.N)
                    throw Parameter.KEY_CONDITION.invalid(
                            "Incorrect operand type for operator or function; operator or "
                                    + "function: begins_with, operand type: N");
                checkType(attribute, begins.prefix());
            }
        }
    }

    private static void checkRangeValue(KeyAttribute attribute, Value value) {
        checkType(attribute, value);
        checkNotEmpty(attribute, value);
    }

    private static void checkType(KeyAttribute attribute, Value value) {
        if (!attribute.type().holds(value))
            throw AwsException.validation(
                    "One or more parameter values were invalid: Condition parameter type does not "
                            + "match schema type");
    }

    private static void checkNotEmpty(KeyAttribute attribute, @Nullable Value value) {
        boolean text = value instanceof Value.Text string && string.text().isEmpty();
        boolean binary = value instanceof Value.Binary bytes && bytes.bytes().length == 0;
        if (text || binary)
            throw AwsException.validation(("One or more parameter values are not valid. The AttributeValue for a key "
                            + "attribute cannot contain an empty %s value. Key: %s")
                    .formatted(text ? "string" : "binary", attribute.name()));
    }

    private static AwsException missed(KeyAttribute attribute) {
        return AwsException.validation("Query condition missed key schema element: " + attribute.name());
    }

    private static AwsException notSupported() {
        return AwsException.validation("Query key condition not supported");
    }
}
