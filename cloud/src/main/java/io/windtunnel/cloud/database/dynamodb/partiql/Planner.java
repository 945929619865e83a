package io.windtunnel.cloud.database.dynamodb.partiql;

import io.windtunnel.cloud.database.dynamodb.expression.Comparison;
import io.windtunnel.cloud.database.dynamodb.expression.Condition;
import io.windtunnel.cloud.database.dynamodb.expression.DocumentPath;
import io.windtunnel.cloud.database.dynamodb.expression.KeyCondition;
import io.windtunnel.cloud.database.dynamodb.expression.KeyRange;
import io.windtunnel.cloud.database.dynamodb.expression.Operand;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.KeyAttribute;
import io.windtunnel.cloud.database.dynamodb.item.KeyBytes;
import io.windtunnel.cloud.database.dynamodb.item.KeySchema;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds in a statement's condition which keys it is about. What it finds is never less than what the
/// condition allows, so the condition remains the filter.
final class Planner {
    private Planner() {}

    // ---- one item

    /// The item that `where` names by its whole key.
    static Statement.Target target(@Nullable Condition where, KeySchema schema) {
        List<Condition> parts = new ArrayList<>();
        if (where != null) collect(where, parts);
        Item.Builder key = Item.builder();
        List<Condition> rest = new ArrayList<>();
        for (Condition part : parts) {
            Equality equality = equality(part);
            if (equality == null || !schema.has(equality.attribute()) || key.get(equality.attribute()) != null)
                rest.add(part);
            else key.put(equality.attribute(), equality.value());
        }
        Item found = key.build();
        if (found.count() < schema.count())
            throw AwsException.validation("Where clause does not contain a mandatory equality on all key attributes");
        schema.named(found);
        return new Statement.Target(found, joined(rest));
    }

    /// As [#target], of an item that must be there.
    static Statement.Target existing(@Nullable Condition where, KeySchema schema) {
        Statement.Target target = target(where, schema);
        Condition exists = new Condition.Exists(DocumentPath.of(schema.hash().name()));
        Condition condition = target.condition();
        return new Statement.Target(
                target.key(), condition == null ? exists : new Condition.And(List.of(exists, condition)));
    }

    private static @Nullable Condition joined(List<Condition> parts) {
        if (parts.isEmpty()) return null;
        return parts.size() == 1 ? parts.getFirst() : new Condition.And(parts);
    }

    /// The parts of a condition that all must hold.
    private static void collect(Condition condition, List<Condition> parts) {
        if (condition instanceof Condition.And and) and.parts().forEach(part -> collect(part, parts));
        else parts.add(condition);
    }

    private record Equality(String attribute, Value value) {}

    private static @Nullable Equality equality(Condition condition) {
        if (!(condition instanceof Condition.Compare compare) || compare.comparison() != Comparison.EQUAL) return null;
        if (compare.left() instanceof Operand.At at
                && !at.path().isNested()
                && compare.right() instanceof Operand.Constant constant)
            return new Equality(at.path().attribute(), constant.value());
        return compare.left() instanceof Operand.Constant constant
                        && compare.right() instanceof Operand.At at
                        && !at.path().isNested()
                ? new Equality(at.path().attribute(), constant.value())
                : null;
    }

    // ---- many items

    static SelectPlan select(Statement.Select select, KeySchema schema) {
        Condition where = select.where();
        List<KeyRange> ranges = where == null ? null : ranges(where, schema);
        if (ranges != null) ranges = eachOnce(ranges);
        if (select.order().isEmpty()) return new SelectPlan(ranges, where, true);
        if (where == null)
            throw AwsException.validation("Must have WHERE clause in the statement when using ORDER BY clause.");
        if (ranges == null)
            throw AwsException.validation(
                    "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY "
                            + "clause.");
        boolean forward = true;
        for (Statement.Order order : select.order()) {
            if (!schema.has(order.attribute()))
                throw AwsException.validation("Variable reference %s in ORDER BY clause must be part of the primary key"
                        .formatted(order.attribute()));
            if (order.attribute().equals(schema.hash().name())) ranges = sorted(ranges, order.descending());
            else forward = !order.descending();
        }
        return new SelectPlan(ranges, where, forward);
    }

    private static List<KeyRange> sorted(List<KeyRange> ranges, boolean descending) {
        List<KeyRange> sorted = new ArrayList<>(ranges);
        sorted.sort((one, other) -> Arrays.compareUnsigned(KeyBytes.of(one.hash()), KeyBytes.of(other.hash())));
        return descending ? sorted.reversed() : sorted;
    }

    /// One range for each collection: the whole one where several parts of it are wanted.
    private static List<KeyRange> eachOnce(List<KeyRange> ranges) {
        Map<Value, KeyRange> byHash = new LinkedHashMap<>();
        for (KeyRange range : ranges)
            byHash.merge(range.hash(), range, (one, other) -> one.equals(other) ? one : new KeyRange(one.hash(), null));
        return List.copyOf(byHash.values());
    }

    /// The ranges outside of which `condition` holds of nothing, or null where it does not name
    /// collections.
    private static @Nullable List<KeyRange> ranges(Condition condition, KeySchema schema) {
        return switch (condition) {
            case Condition.And and -> ofAll(and, schema);
            case Condition.Or or -> {
                List<KeyRange> ranges = new ArrayList<>();
                for (Condition part : or.parts()) {
                    List<KeyRange> some = ranges(part, schema);
                    if (some == null) yield null;
                    ranges.addAll(some);
                }
                yield ranges;
            }
            case Condition.Compare compare -> {
                Equality equality = equality(compare);
                yield equality == null
                                || !equality.attribute().equals(schema.hash().name())
                        ? null
                        : List.of(new KeyRange(checked(schema.hash(), equality.value()), null));
            }
            case Condition.In in -> {
                if (!isAttribute(in.value(), schema.hash())) yield null;
                List<KeyRange> ranges = new ArrayList<>();
                for (Operand choice : in.choices()) {
                    if (!(choice instanceof Operand.Constant constant)) yield null;
                    ranges.add(new KeyRange(checked(schema.hash(), constant.value()), null));
                }
                yield ranges;
            }
            case Condition.Not _,
                    Condition.Between _,
                    Condition.Exists _,
                    Condition.HasType _,
                    Condition.BeginsWith _,
                    Condition.Contains _ -> null;
        };
    }

    private static @Nullable List<KeyRange> ofAll(Condition.And and, KeySchema schema) {
        List<Condition> parts = new ArrayList<>();
        collect(and, parts);
        List<KeyRange> ranges = null;
        KeyCondition.Part wanted = null;
        for (Condition part : parts) {
            if (ranges == null) ranges = ranges(part, schema);
            KeyAttribute range = schema.range();
            if (wanted == null && range != null) wanted = part(part, range);
        }
        if (ranges == null || wanted == null) return ranges;
        List<KeyRange> narrowed = new ArrayList<>();
        for (KeyRange range : ranges) narrowed.add(range.range() == null ? new KeyRange(range.hash(), wanted) : range);
        return narrowed;
    }

    /// What a condition says of the range attribute by itself, or null.
    private static KeyCondition.@Nullable Part part(Condition condition, KeyAttribute range) {
        return switch (condition) {
            case Condition.Compare compare -> {
                if (compare.comparison() == Comparison.NOT_EQUAL) yield null;
                if (isAttribute(compare.left(), range) && compare.right() instanceof Operand.Constant constant)
                    yield new KeyCondition.Compare(compare.comparison(), checked(range, constant.value()));
                yield isAttribute(compare.right(), range) && compare.left() instanceof Operand.Constant constant
                        ? new KeyCondition.Compare(compare.comparison().mirrored(), checked(range, constant.value()))
                        : null;
            }
            case Condition.Between between ->
                isAttribute(between.value(), range)
                                && between.lower() instanceof Operand.Constant lower
                                && between.upper() instanceof Operand.Constant upper
                        ? new KeyCondition.Between(checked(range, lower.value()), checked(range, upper.value()))
                        : null;
            case Condition.BeginsWith begins ->
                isAttribute(begins.value(), range)
                                && range.type() != KeyAttribute.KeyType.N
                                && begins.prefix() instanceof Operand.Constant prefix
                        ? new KeyCondition.BeginsWith(checked(range, prefix.value()))
                        : null;
            case Condition.And _,
                    Condition.Or _,
                    Condition.Not _,
                    Condition.In _,
                    Condition.Exists _,
                    Condition.HasType _,
                    Condition.Contains _ -> null;
        };
    }

    private static boolean isAttribute(Operand operand, KeyAttribute attribute) {
        return operand instanceof Operand.At at
                && !at.path().isNested()
                && at.path().attribute().equals(attribute.name());
    }

    private static Value checked(KeyAttribute attribute, Value value) {
        if (attribute.type().holds(value)) return value;
        throw AwsException.validation(
                "One or more parameter values were invalid: Condition parameter type does not " + "match schema type");
    }
}
