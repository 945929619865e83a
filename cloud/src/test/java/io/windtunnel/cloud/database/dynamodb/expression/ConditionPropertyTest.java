package io.windtunnel.cloud.database.dynamodb.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.database.dynamodb.item.ExpressionValues;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.ItemDraws;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Drawn conditions mean of drawn items what they mean of plain objects.
class ConditionPropertyTest {
    private static final long SEED = Long.getLong("seed", 20261127L);

    private final ItemDraws draws = new ItemDraws(new RandomStreams(SEED).stream("conditions"));
    private final Map<String, String> names = new LinkedHashMap<>();
    private Item.Builder values = Item.builder();
    private Item item = Item.EMPTY;

    /// An operand, and its value of a plain item.
    record Term(String text, Function<Map<String, Object>, @Nullable Object> meaning) {}

    /// A condition, and whether it holds of a plain item.
    record Drawn(String text, Predicate<Map<String, Object>> meaning, boolean isBracketed) {
        Drawn(String text, Predicate<Map<String, Object>> meaning) {
            this(text, meaning, false);
        }
    }

    @Test
    void meanTheSame() {
        int evaluated = 0;
        int held = 0;
        for (int i = 0; i < 40_000; i++) {
            names.clear();
            values = Item.builder();
            item = draws.item(3);
            Drawn drawn = condition(3);
            Condition condition = bound(drawn.text());
            if (condition == null) continue;
            evaluated++;
            boolean expected = drawn.meaning().test(Plain.of(item));
            if (expected) held++;
            assertThat(condition.holds(item))
                    .as("%s of %s with %s and %s, seed %d", drawn.text(), item, names, values.build(), SEED)
                    .isEqualTo(expected);
        }
        assertThat(evaluated).isGreaterThan(10_000);
        assertThat(held).isBetween(evaluated / 10, evaluated * 9 / 10);
    }

    /// Null where the text is refused, as for operands that cannot have the type they must.
    private @Nullable Condition bound(String text) {
        try {
            Item given = values.build();
            Placeholders placeholders = Placeholders.of(
                    names.isEmpty() ? null : names, given.isEmpty() ? null : new ExpressionValues(given));
            Condition condition =
                    ConditionExpression.parse(Parameter.CONDITION, text).bind(placeholders);
            placeholders.checkUsed();
            return condition;
        } catch (AwsException refused) {
            assertThat(refused.message()).doesNotContain("Syntax", "not defined", "unused");
            return null;
        }
    }

    private Drawn condition(int depth) {
        int kind = depth == 0 ? 4 + draws.below(7) : draws.below(11);
        return switch (kind) {
            case 0 -> {
                Drawn one = condition(depth - 1);
                Drawn other = condition(depth - 1);
                String and = draws.below(2) == 0 ? " AND " : " and ";
                yield new Drawn(one.text() + and + other.text(), one.meaning().and(other.meaning()), false);
            }
            case 1, 2 -> {
                Drawn one = condition(depth - 1);
                Drawn other = condition(depth - 1);
                yield new Drawn(
                        "(" + one.text() + " OR " + other.text() + ")",
                        one.meaning().or(other.meaning()),
                        true);
            }
            case 3 -> {
                Drawn one = condition(depth - 1);
                String part = one.isBracketed() ? one.text() : "(" + one.text() + ")";
                yield new Drawn("NOT " + part, one.meaning().negate(), false);
            }
            default -> simple(kind - 4);
        };
    }

    private Drawn simple(int kind) {
        Term one = path();
        if (kind == 6) return presence(one);
        Term two = operand();
        return switch (kind) {
            case 0, 1, 2 -> {
                String operator = List.of("=", "<>", "<", "<=", ">", ">=").get(draws.below(6));
                Term left = draws.below(4) == 0 ? two : one;
                Term right = left == two ? one : two;
                String space = draws.below(2) == 0 ? " " : "";
                yield new Drawn(
                        left.text() + space + operator + space + right.text(),
                        plain -> Plain.compare(
                                operator,
                                left.meaning().apply(plain),
                                right.meaning().apply(plain)));
            }
            case 3 -> {
                Term three = operand();
                yield new Drawn(
                        one.text() + " BETWEEN " + two.text() + " AND " + three.text(),
                        plain -> Plain.compare(
                                        ">=",
                                        one.meaning().apply(plain),
                                        two.meaning().apply(plain))
                                && Plain.compare(
                                        "<=",
                                        one.meaning().apply(plain),
                                        three.meaning().apply(plain)));
            }
            case 4 -> {
                Term three = operand();
                yield new Drawn(
                        one.text() + " IN (" + two.text() + ", " + three.text() + ")",
                        plain -> Plain.same(
                                        one.meaning().apply(plain),
                                        two.meaning().apply(plain))
                                || Plain.same(
                                        one.meaning().apply(plain),
                                        three.meaning().apply(plain)));
            }
            default -> {
                boolean begins = draws.below(2) == 0;
                yield new Drawn(
                        (begins ? "begins_with(" : "contains(") + one.text() + ", " + two.text() + ")",
                        plain -> begins
                                ? Plain.beginsWith(
                                        one.meaning().apply(plain),
                                        two.meaning().apply(plain))
                                : Plain.contains(
                                        one.meaning().apply(plain),
                                        two.meaning().apply(plain)));
            }
        };
    }

    private Drawn presence(Term path) {
        if (draws.below(3) == 0) {
            String type = Value.Type.values()[draws.below(10)].name();
            String placeholder = value(new Value.Text(type));
            return new Drawn("attribute_type(" + path.text() + "," + placeholder + ")", plain -> {
                Object held = path.meaning().apply(plain);
                return held != null && Plain.type(held).equals(type);
            });
        }
        boolean exists = draws.below(2) == 0;
        return new Drawn(
                (exists ? "attribute_exists(" : "attribute_not_exists(") + path.text() + ")",
                plain -> (path.meaning().apply(plain) != null) == exists);
    }

    private Term operand() {
        return switch (draws.below(6)) {
            case 0 -> path();
            case 1 -> {
                Term path = path();
                yield new Term(
                        "size(" + path.text() + ")",
                        plain -> Plain.size(path.meaning().apply(plain)));
            }
            case 2, 3 -> {
                Value held = held();
                yield new Term(value(held), _ -> Plain.of(held));
            }
            default -> {
                Value drawn = draws.value(1);
                yield new Term(value(drawn), _ -> Plain.of(drawn));
            }
        };
    }

    /// One of the item's own values, so that equality is met.
    private Value held() {
        if (item.isEmpty()) return draws.value(1);
        Value value = item.value(draws.below(item.count()));
        if (value instanceof Value.ListValue list && !list.elements().isEmpty() && draws.below(2) == 0)
            return list.elements().getFirst();
        return value;
    }

    private String value(Value value) {
        String placeholder = ":v" + values.build().count();
        values = values.build().toBuilder().put(placeholder, value);
        return placeholder;
    }

    private Term path() {
        List<Object> path = new ArrayList<>();
        path.add(item.isEmpty() || draws.below(4) == 0 ? draws.name() : item.name(draws.below(item.count())));
        while (path.size() < 3 && draws.below(2) == 0) path.add(step(Plain.at(Plain.of(item), path)));
        StringBuilder text = new StringBuilder();
        for (Object step : path) {
            if (step instanceof Integer index) text.append('[').append(index).append(']');
            else text.append(text.isEmpty() ? "" : ".").append(spelled((String) step));
        }
        return new Term(text.toString(), plain -> Plain.at(plain, path));
    }

    private Object step(@Nullable Object container) {
        boolean isList = container instanceof List<?>;
        return isList == draws.below(8) > 0 ? (Object) draws.below(4) : draws.name();
    }

    private String spelled(String name) {
        if (draws.below(2) == 0) return name;
        names.put("#" + name, name);
        return "#" + name;
    }
}
