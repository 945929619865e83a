package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A `KeyConditionExpression` as it was written, without a request's names and values.
///
/// Thread safety: immutable.
public final class KeyConditionExpression {
    private static final Parameter PARAMETER = Parameter.KEY_CONDITION;
    private static final String INVALID = "Invalid condition in KeyConditionExpression: ";

    private final Syntax.Predicate predicate;

    private KeyConditionExpression(Syntax.Predicate predicate) {
        this.predicate = predicate;
    }

    /// @throws AwsException when `text` is no condition
    public static KeyConditionExpression parse(String text) {
        return new KeyConditionExpression(ConditionParser.parse(PARAMETER, text));
    }

    /// The conditions it sets on each attribute with these placeholders.
    ///
    /// @throws AwsException when a placeholder is missing, or it is no condition on keys
    public KeyCondition bind(Placeholders placeholders) {
        Condition condition = new ConditionBinder(PARAMETER, placeholders, null).condition(predicate);
        Map<String, KeyCondition.Part> parts = new LinkedHashMap<>();
        collect(condition, parts);
        return new KeyCondition(parts);
    }

    static KeyCondition of(Condition condition) {
        Map<String, KeyCondition.Part> parts = new LinkedHashMap<>();
        collect(condition, parts);
        return new KeyCondition(parts);
    }

    private static void collect(Condition condition, Map<String, KeyCondition.Part> parts) {
        switch (condition) {
            case Condition.And and -> and.parts().forEach(part -> collect(part, parts));
            case Condition.Or _ -> throw operator("OR");
            case Condition.Not not ->
                throw operator(not.part() instanceof Condition.Exists ? "attribute_not_exists" : "NOT");
            case Condition.In _ -> throw operator("IN");
            case Condition.Exists _ -> throw operator("attribute_exists");
            case Condition.HasType _ -> throw operator("attribute_type");
            case Condition.Contains _ -> throw operator("contains");
            case Condition.Compare compare -> compare(compare, parts);
            case Condition.Between between -> {
                List<Operand> bounds = List.of(between.lower(), between.upper());
                String attribute = attributeFirst("BETWEEN", between.value(), bounds);
                put(parts, attribute, new KeyCondition.Between(constant(between.lower()), constant(between.upper())));
            }
            case Condition.BeginsWith begins -> {
                String attribute = attributeFirst("begins_with", begins.value(), List.of(begins.prefix()));
                put(parts, attribute, new KeyCondition.BeginsWith(constant(begins.prefix())));
            }
        }
    }

    private static void compare(Condition.Compare compare, Map<String, KeyCondition.Part> parts) {
        Comparison comparison = compare.comparison();
        if (comparison == Comparison.NOT_EQUAL) throw operator("<>");
        String attribute = attribute(List.of(compare.left(), compare.right()));
        boolean isFirst = compare.left() instanceof Operand.At;
        KeyCondition.Part part = isFirst
                ? new KeyCondition.Compare(comparison, constant(compare.right()))
                : new KeyCondition.Compare(comparison.mirrored(), constant(compare.left()));
        put(parts, attribute, part);
    }

    private static Value constant(Operand operand) {
        if (operand instanceof Operand.Constant constant) return constant.value();
        throw new IllegalStateException("checked before");
    }

    private static void put(Map<String, KeyCondition.Part> parts, String attribute, KeyCondition.Part part) {
        if (parts.putIfAbsent(attribute, part) != null)
            throw AwsException.validation("KeyConditionExpressions must only contain one condition per key");
    }

    private static String attributeFirst(String operator, Operand first, List<Operand> others) {
        if (first instanceof Operand.SizeOf) throw nested();
        if (!(first instanceof Operand.At))
            throw AwsException.validation(
                    INVALID + operator + " operator must have the key attribute as its first operand");
        List<Operand> operands = new ArrayList<>();
        operands.add(first);
        operands.addAll(others);
        return attribute(operands);
    }

    /// The one attribute among the operands of a condition.
    private static String attribute(List<Operand> operands) {
        String attribute = null;
        for (Operand operand : operands) {
            switch (operand) {
                case Operand.Constant _ -> {}
                case Operand.SizeOf _ -> throw nested();
                case Operand.At at -> {
                    if (attribute != null)
                        throw AwsException.validation(INVALID + "Multiple attribute names used in one condition");
                    if (at.path().isNested())
                        throw AwsException.validation(
                                "KeyConditionExpressions cannot have conditions on nested attributes");
                    attribute = at.path().attribute();
                }
            }
        }
        if (attribute == null) throw AwsException.validation(INVALID + "No key attribute specified");
        return attribute;
    }

    private static AwsException nested() {
        return AwsException.validation("KeyConditionExpressions cannot contain nested operations");
    }

    private static AwsException operator(String operator) {
        return AwsException.validation("Invalid operator used in KeyConditionExpression: " + operator);
    }
}
