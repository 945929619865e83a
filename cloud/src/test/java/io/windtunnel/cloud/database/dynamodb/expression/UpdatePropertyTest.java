package io.windtunnel.cloud.database.dynamodb.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.windtunnel.cloud.database.dynamodb.item.ExpressionValues;
import io.windtunnel.cloud.database.dynamodb.item.Item;
import io.windtunnel.cloud.database.dynamodb.item.ItemDraws;
import io.windtunnel.cloud.database.dynamodb.item.Value;
import io.windtunnel.kernel.random.RandomStreams;
import io.windtunnel.wire.AwsException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Drawn updates make of drawn items what they make of plain objects, and are refused where those are.
class UpdatePropertyTest {
    private static final long SEED = Long.getLong("seed", 20261127L);

    private final ItemDraws draws = new ItemDraws(new RandomStreams(SEED).stream("updates"));
    private Item values = Item.EMPTY;
    private Item item = Item.EMPTY;

    /// That the plain update cannot be made.
    private static final class Refused extends RuntimeException {
        Refused() {
            super("refused", null, false, false);
        }
    }

    private record Clause(
            String section, List<Object> path, String text, Function<Map<String, Object>, Object> value) {}

    @Test
    void makeTheSame() {
        int made = 0;
        int refused = 0;
        for (int i = 0; i < 40_000; i++) {
            values = Item.EMPTY;
            item = draws.item(3);
            List<Clause> clauses = clauses();
            String text = text(clauses);
            Update update = bound(text);
            if (update == null) continue;
            Object expected = expected(clauses);
            Object actual;
            try {
                Update.Outcome outcome = update.apply(item);
                actual = Plain.of(outcome.item());
                assertThat(outcome.touched().of(outcome.item())).isNotNull();
            } catch (AwsException e) {
                actual = "refused";
            }
            assertThat(actual)
                    .as("%s of %s with %s, seed %d", text, item, values, SEED)
                    .isEqualTo(expected);
            if (actual instanceof String) refused++;
            else made++;
        }
        assertThat(made).isGreaterThan(5_000);
        assertThat(refused).isGreaterThan(1_000);
    }

    private @Nullable Update bound(String text) {
        try {
            Placeholders placeholders = Placeholders.of(null, values.isEmpty() ? null : new ExpressionValues(values));
            Update update = UpdateExpression.parse(text).bind(placeholders);
            placeholders.checkUsed();
            return update;
        } catch (AwsException refused) {
            assertThat(refused.message()).doesNotContain("Syntax", "not defined", "unused", "overlap", "conflict");
            return null;
        }
    }

    // ---- drawing

    private List<Clause> clauses() {
        List<Clause> clauses = new ArrayList<>();
        for (int i = 1 + draws.below(4); i > 0; i--) {
            List<Object> path = path();
            if (clauses.stream().noneMatch(other -> meet(other.path(), path))) clauses.add(clause(path));
        }
        return clauses;
    }

    /// Whether one path leads through the other, or takes a list for a map.
    private static boolean meet(List<Object> one, List<Object> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            if (one.get(i).getClass() != other.get(i).getClass()) return true;
            if (!one.get(i).equals(other.get(i))) return false;
        }
        return true;
    }

    private Clause clause(List<Object> path) {
        return switch (draws.below(6)) {
            case 0, 1, 2 -> set(path);
            case 3 -> new Clause("REMOVE", path, spelled(path), _ -> "");
            case 4 -> {
                Value value = drawnOrHeld(path);
                yield new Clause("ADD", path, spelled(path) + " " + placeholder(value), _ -> Plain.of(value));
            }
            default -> {
                Value value = drawnOrHeld(path);
                yield new Clause("DELETE", path, spelled(path) + " " + placeholder(value), _ -> Plain.of(value));
            }
        };
    }

    /// A value that often has the type of what the item has there.
    private Value drawnOrHeld(List<Object> path) {
        Object held = Plain.at(Plain.of(item), path);
        Value value = draws.value(0);
        for (int i = 0; i < 20; i++) {
            boolean suits = held == null || Plain.type(held).equals(value.type().name());
            if (suits && (value instanceof Value.Number || Update.isSet(value))) break;
            value = draws.value(0);
        }
        return value;
    }

    private Clause set(List<Object> path) {
        Clause source = source();
        String text = spelled(path) + " = " + source.text();
        if (draws.below(3) > 0) return new Clause("SET", path, text, source.value());
        boolean plus = draws.below(2) == 0;
        Clause other = source();
        return new Clause("SET", path, text + (plus ? " + " : "-") + other.text(), plain -> {
            Object left = source.value().apply(plain);
            Object right = other.value().apply(plain);
            if (!(left instanceof BigDecimal one) || !(right instanceof BigDecimal two)) throw new Refused();
            return number(plus ? one.add(two) : one.subtract(two));
        });
    }

    private static BigDecimal number(BigDecimal value) {
        if (value.signum() == 0) return BigDecimal.ZERO;
        BigDecimal plain = value.stripTrailingZeros();
        int exponent = plain.precision() - plain.scale() - 1;
        if (plain.precision() > 38 || exponent > 125 || exponent < -130) throw new Refused();
        return plain;
    }

    private Clause source() {
        List<Object> path = path();
        Function<Map<String, Object>, Object> at = plain -> {
            Object held = Plain.at(plain, path);
            if (held == null) throw new Refused();
            return held;
        };
        return switch (draws.below(6)) {
            case 0, 1 -> new Clause("", path, spelled(path), at);
            case 2 -> {
                Clause otherwise = source();
                yield new Clause(
                        "", path, "if_not_exists(%s, %s)".formatted(spelled(path), otherwise.text()), plain -> {
                            Object held = Plain.at(plain, path);
                            return held == null ? otherwise.value().apply(plain) : held;
                        });
            }
            case 3 -> {
                Clause more = source();
                yield new Clause("", path, "list_append(%s, %s)".formatted(spelled(path), more.text()), plain -> {
                    Object head = at.apply(plain);
                    if (!(more.value().apply(plain) instanceof List<?> tail) || !(head instanceof List<?> list))
                        throw new Refused();
                    List<Object> elements = new ArrayList<>(list);
                    elements.addAll(tail);
                    return elements;
                });
            }
            default -> {
                Value value = draws.value(1);
                yield new Clause("", path, placeholder(value), _ -> Plain.of(value));
            }
        };
    }

    private String placeholder(Value value) {
        String name = ":v" + values.count();
        values = values.with(name, value);
        return name;
    }

    private List<Object> path() {
        List<Object> path = new ArrayList<>();
        path.add(item.isEmpty() || draws.below(4) == 0 ? draws.name() : item.name(draws.below(item.count())));
        while (path.size() < 4 && draws.below(2) == 0) {
            boolean isList = Plain.at(Plain.of(item), path) instanceof List<?>;
            path.add(isList == draws.below(10) > 0 ? (Object) draws.below(5) : draws.name());
        }
        return path;
    }

    private static String spelled(List<Object> path) {
        StringBuilder text = new StringBuilder();
        for (Object step : path)
            if (step instanceof Integer) text.append('[').append(step).append(']');
            else text.append(text.isEmpty() ? "" : ".").append(step);
        return text.toString();
    }

    private static String text(List<Clause> clauses) {
        Map<String, String> sections = new TreeMap<>();
        for (Clause clause : clauses)
            sections.merge(clause.section(), clause.text(), (before, more) -> before + ", " + more);
        StringBuilder text = new StringBuilder();
        sections.forEach(
                (name, content) -> text.append(name).append(' ').append(content).append(' '));
        return text.toString();
    }

    // ---- the plain update

    private static final Object GONE = new Object();

    /// The plain item after the update, or that it is refused.
    private Object expected(List<Clause> clauses) {
        try {
            Map<String, Object> before = Plain.of(item);
            Map<String, Object> after = Plain.of(item);
            Map<List<Object>, TreeMap<Integer, Object>> appended = new IdentityHashMap<>();
            for (Clause clause : clauses) {
                Object value = clause.value().apply(before);
                Object held = Plain.at(before, clause.path());
                Object result = switch (clause.section()) {
                    case "SET" -> value;
                    case "REMOVE" -> null;
                    case "ADD" -> sum(held, value);
                    default -> difference(held, value);
                };
                put(after, clause.path(), result, appended);
            }
            appended.forEach((list, elements) -> list.addAll(elements.values()));
            return withoutGone(after);
        } catch (Refused refused) {
            return "refused";
        }
    }

    @SuppressWarnings("unchecked")
    private static void put(
            Map<String, Object> item,
            List<Object> path,
            @Nullable Object value,
            Map<List<Object>, TreeMap<Integer, Object>> appended) {
        Object container = path.size() == 1 ? item : Plain.at(item, path.subList(0, path.size() - 1));
        if (path.getLast() instanceof Integer index) {
            if (!(container instanceof List<?>)) throw new Refused();
            List<Object> list = (List<Object>) container;
            if (index < list.size()) list.set(index, value == null ? GONE : value);
            else if (value != null)
                appended.computeIfAbsent(list, _ -> new TreeMap<>()).put(index, value);
        } else {
            if (!(container instanceof Map<?, ?>)) throw new Refused();
            if (value == null) ((Map<String, Object>) container).remove((String) path.getLast());
            else ((Map<String, Object>) container).put((String) path.getLast(), value);
        }
    }

    private static Object withoutGone(Object value) {
        if (value instanceof Map<?, ?> map) map.values().forEach(UpdatePropertyTest::withoutGone);
        if (value instanceof List<?> list) {
            list.removeIf(element -> element == GONE);
            list.forEach(UpdatePropertyTest::withoutGone);
        }
        return value;
    }

    private static Object sum(@Nullable Object held, Object added) {
        if (held == null) return added;
        if (held instanceof BigDecimal one && added instanceof BigDecimal two) return number(one.add(two));
        if (!(held instanceof Plain.Elements set)
                || !(added instanceof Plain.Elements more)
                || set.type() != more.type()) throw new Refused();
        Plain.Elements union = new Plain.Elements(set.type(), new HashSet<>(set.elements()));
        union.elements().addAll(more.elements());
        return union;
    }

    private static @Nullable Object difference(@Nullable Object held, Object taken) {
        if (held == null) return null;
        if (!(held instanceof Plain.Elements set)
                || !(taken instanceof Plain.Elements less)
                || set.type() != less.type()) throw new Refused();
        Plain.Elements rest = new Plain.Elements(set.type(), new HashSet<>(set.elements()));
        rest.elements().removeAll(less.elements());
        return rest.elements().isEmpty() ? null : rest;
    }
}
