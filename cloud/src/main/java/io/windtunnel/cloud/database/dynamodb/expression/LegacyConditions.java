package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.expression.LegacyParameters.ExpectedAttributeValue;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes conditions of `Expected`, `QueryFilter`, `ScanFilter` and `KeyConditions`.
public final class LegacyConditions {
    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final Set<Value.Type> ORDERED = EnumSet.of(Value.Type.S, Value.Type.N, Value.Type.B);
    private static final Set<Value.Type> TEXTS = EnumSet.of(Value.Type.S, Value.Type.B);
    private static final Set<Value.Type> SCALARS =
            EnumSet.of(Value.Type.S, Value.Type.N, Value.Type.B, Value.Type.BOOL, Value.Type.NULL);

    private LegacyConditions() {}

    /// The condition of an `Expected`.
    ///
    /// @param conditionalOperator `AND`, `OR`, or null for AND
    /// @throws AwsException when an entry contradicts itself or its operator does not suit its values
    public static Condition expected(
            Map<String, ExpectedAttributeValue> expected, @Nullable String conditionalOperator) {
        List<Condition> conditions = new ArrayList<>();
        expected.forEach((attribute, entry) -> conditions.add(expected(attribute, entry)));
        return joined(conditions, conditionalOperator);
    }

    /// The condition of a `QueryFilter` or `ScanFilter`.
    ///
    /// @param conditionalOperator `AND`, `OR`, or null for AND
    /// @throws AwsException when an operator does not suit its values
    public static Condition filter(
            Map<String, LegacyParameters.Condition> filter, @Nullable String conditionalOperator) {
        List<Condition> conditions = new ArrayList<>();
        filter.forEach((attribute, entry) -> {
            List<Value> values = values(entry.attributeValueList());
            check(entry.comparisonOperator(), values);
            conditions.add(condition(attribute, entry.comparisonOperator(), values));
        });
        return joined(conditions, conditionalOperator);
    }

    /// The key condition of a `KeyConditions`.
    ///
    /// @throws AwsException when an operator does not suit its values, or keys
    public static KeyCondition keys(Map<String, LegacyParameters.Condition> conditions) {
        conditions.values().forEach(entry -> check(entry.comparisonOperator(), values(entry.attributeValueList())));
        if (conditions.isEmpty() || conditions.size() > 2)
            throw AwsException.validation("Conditions can be of length 1 or 2 only");
        Map<String, KeyCondition.Part> parts = new LinkedHashMap<>();
        conditions.forEach((attribute, entry) -> parts.put(attribute, part(entry)));
        return new KeyCondition(parts);
    }

    private static KeyCondition.Part part(LegacyParameters.Condition entry) {
        List<Value> values = values(entry.attributeValueList());
        Comparison comparison = comparison(entry.comparisonOperator());
        if (comparison != null && comparison != Comparison.NOT_EQUAL)
            return new KeyCondition.Compare(comparison, values.getFirst());
        return switch (entry.comparisonOperator()) {
            case "BETWEEN" -> new KeyCondition.Between(values.get(0), values.get(1));
            case "BEGINS_WITH" -> new KeyCondition.BeginsWith(values.getFirst());
            default -> throw AwsException.validation("Attempted conditional constraint is not an indexable operation");
        };
    }

    private static Condition joined(List<Condition> conditions, @Nullable String operator) {
        if (operator != null && conditions.size() < 2)
            throw AwsException.validation(
                    INVALID + "ConditionalOperator can only be used when Filter or Expected has two or more elements");
        if (conditions.size() == 1) return conditions.getFirst();
        return "OR".equals(operator) ? new Condition.Or(conditions) : new Condition.And(conditions);
    }

    private static Condition expected(String attribute, ExpectedAttributeValue entry) {
        List<Value> list = entry.attributeValueList();
        Value value = entry.value();
        if (entry.comparisonOperator() != null) {
            if (entry.exists() != null)
                throw wrong("Exists and ComparisonOperator cannot be used together for Attribute: " + attribute);
            if (list != null && value != null)
                throw wrong("Value and AttributeValueList cannot be used together for Attribute: " + attribute);
            List<Value> values = list != null ? list : value != null ? List.of(value) : List.of();
            check(entry.comparisonOperator(), values);
            return condition(attribute, entry.comparisonOperator(), values);
        }
        if (list != null)
            throw wrong("AttributeValueList can only be used with a ComparisonOperator for Attribute: " + attribute);
        if (Boolean.FALSE.equals(entry.exists())) {
            if (value != null) throw wrong("Value cannot be used when Exists is false for Attribute: " + attribute);
            return new Condition.Not(new Condition.Exists(DocumentPath.of(attribute)));
        }
        if (value == null)
            throw wrong(
                    "Value must be provided when Exists is %s for Attribute: %s".formatted(entry.exists(), attribute));
        return condition(attribute, "EQ", List.of(value));
    }

    private static AwsException wrong(String mistake) {
        return AwsException.validation(INVALID + mistake);
    }

    private static List<Value> values(@Nullable List<Value> list) {
        return list == null ? List.of() : list;
    }

    private static void check(String operator, List<Value> values) {
        boolean counts = switch (operator) {
            case "NULL", "NOT_NULL" -> values.isEmpty();
            case "BETWEEN" -> values.size() == 2;
            case "IN" -> !values.isEmpty();
            default -> values.size() == 1;
        };
        if (!counts) throw wrong("Invalid number of argument(s) for the %s ComparisonOperator".formatted(operator));
        if (values.isEmpty()) return;
        Value.Type type = values.getFirst().type();
        for (Value value : values)
            if (value.type() != type) throw wrong("AttributeValues inside AttributeValueList must be of same type");
        Set<Value.Type> allowed = switch (operator) {
            case "LE", "LT", "GE", "GT", "BETWEEN" -> ORDERED;
            case "BEGINS_WITH" -> TEXTS;
            case "IN", "CONTAINS", "NOT_CONTAINS" -> SCALARS;
            default -> EnumSet.allOf(Value.Type.class);
        };
        if (!allowed.contains(type))
            throw wrong("ComparisonOperator %s is not valid for %s AttributeValue type".formatted(operator, type));
        if (operator.equals("BETWEEN") && Comparison.order(values.get(0), values.get(1)) > 0)
            throw AwsException.validation("The BETWEEN condition was provided a range where the lower bound is greater "
                    + "than the upper bound");
    }

    private static @Nullable Comparison comparison(String operator) {
        return switch (operator) {
            case "EQ" -> Comparison.EQUAL;
            case "NE" -> Comparison.NOT_EQUAL;
            case "LT" -> Comparison.LESS;
            case "LE" -> Comparison.LESS_OR_EQUAL;
            case "GT" -> Comparison.GREATER;
            case "GE" -> Comparison.GREATER_OR_EQUAL;
            default -> null;
        };
    }

    private static Condition condition(String attribute, String operator, List<Value> values) {
        DocumentPath path = DocumentPath.of(attribute);
        Operand held = new Operand.At(path);
        Condition exists = new Condition.Exists(path);
        if (operator.equals("NULL")) return new Condition.Not(exists);
        if (operator.equals("NOT_NULL")) return exists;
        List<Operand> operands = new ArrayList<>();
        for (Value value : values) operands.add(new Operand.Constant(value));
        Operand first = operands.getFirst();
        Comparison comparison = comparison(operator);
        if (comparison != null) return new Condition.Compare(comparison, held, first);
        return switch (operator) {
            case "BETWEEN" -> new Condition.Between(held, first, operands.get(1));
            case "IN" -> new Condition.In(held, operands);
            case "BEGINS_WITH" -> new Condition.BeginsWith(held, first);
            case "CONTAINS" -> new Condition.Contains(held, first);
            case "NOT_CONTAINS" ->
                new Condition.And(List.of(exists, new Condition.Not(new Condition.Contains(held, first))));
            default -> throw new IllegalArgumentException("the model has no operator " + operator);
        };
    }
}
