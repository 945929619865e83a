package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.wire.AwsException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The records of the parameters from before expressions, bound to the API's model by the faces that
/// hold them.
///
/// Source:
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html
public final class LegacyParameters {
    private LegacyParameters() {}

    /// An entry of `Expected`.
    ///
    /// @param exists true where null
    public record ExpectedAttributeValue(
            @Nullable Value value,
            @Nullable Boolean exists,
            @Nullable String comparisonOperator,
            @Nullable List<Value> attributeValueList) {}

    /// An entry of `KeyConditions`, `QueryFilter` or `ScanFilter`.
    public record Condition(
            String comparisonOperator, @Nullable List<Value> attributeValueList) {}

    /// An entry of `AttributeUpdates`.
    ///
    /// @param action PUT where null
    public record AttributeValueUpdate(
            @Nullable Value value, @Nullable String action) {}

    /// Refuses a request that mixes both kinds of parameters.
    ///
    /// @param legacy the names of the legacy parameters it has
    /// @param expressions the names of the expressions it has
    /// @throws AwsException where neither is empty
    public static void refuseMixed(List<String> legacy, List<String> expressions) {
        if (!legacy.isEmpty() && !expressions.isEmpty())
            throw AwsException.validation("Can not use both expression and non-expression parameters in the same "
                    + "request: Non-expression parameters: {%s} Expression parameters: {%s}"
                            .formatted(String.join(", ", legacy), String.join(", ", expressions)));
    }

    /// The projection of an `AttributesToGet`.
    ///
    /// @throws AwsException when it names an attribute twice
    public static Projection projection(List<String> attributesToGet) {
        Set<String> seen = new HashSet<>();
        for (String name : attributesToGet)
            if (!seen.add(name))
                throw AwsException.validation(
                        "One or more parameter values were invalid: Duplicate value in attribute name: " + name);
        return Projection.ofAttributes(attributesToGet);
    }
}
