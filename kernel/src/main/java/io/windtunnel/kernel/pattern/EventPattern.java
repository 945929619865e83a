package io.windtunnel.kernel.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A pattern, read once and held against many events. Patterns and events are trees as JSON has them: maps, lists,
/// texts, [java.math.BigDecimal]s, booleans and null.
///
/// Every field of the pattern must match (a field of the event that the pattern does not name is passed over); a field
/// matches when one of its alternatives matches its value, or one of its values where it is a list. Where a list holds
/// objects, one of them must match all that the pattern says below that field. `$or` holds patterns of which one must
/// match.
///
/// Immutable; safe to share between threads.
public final class EventPattern {
    private static final String OR = "$or";

    /// The most ways in which a pattern's `$or`s may be combined: 1,000 (EventBridge).
    private static final long MOST_COMBINATIONS = 1_000;

    private sealed interface Part {}

    /// A field whose value is held against alternatives.
    private record Leaf(String name, List<Matcher> alternatives, boolean mayBeAbsent) implements Part {}

    /// A field below which there are others.
    private record Branch(String name, Conjunction below) implements Part {}

    /// One of these.
    private record Choice(List<Conjunction> alternatives) implements Part {}

    private record Conjunction(List<Part> parts) {
        boolean matches(Map<?, ?> object) {
            for (Part part : parts) if (!holds(part, object)) return false;
            return true;
        }

        private static boolean holds(Part part, Map<?, ?> object) {
            return switch (part) {
                case Leaf leaf -> leaf(leaf, object);
                case Branch branch -> branch(branch, object.get(branch.name));
                case Choice choice -> {
                    for (Conjunction each : choice.alternatives) if (each.matches(object)) yield true;
                    yield false;
                }
            };
        }

        private static boolean leaf(Leaf leaf, Map<?, ?> object) {
            Object value = object.get(leaf.name);
            if (value == null && !object.containsKey(leaf.name)) return leaf.mayBeAbsent;
            if (value instanceof Map<?, ?>) return leaf.mayBeAbsent;
            if (!(value instanceof List<?> values)) return any(leaf.alternatives, value);
            boolean scalar = false;
            for (Object each : values) {
                if (each instanceof Map<?, ?> || each instanceof List<?>) continue;
                scalar = true;
                if (any(leaf.alternatives, each)) return true;
            }
            return !scalar && leaf.mayBeAbsent;
        }

        private static boolean any(List<Matcher> alternatives, @Nullable Object value) {
            for (Matcher each : alternatives) if (each.matches(value)) return true;
            return false;
        }

        private static boolean branch(Branch branch, @Nullable Object value) {
            if (value instanceof Map<?, ?> object) return branch.below.matches(object);
            if (value instanceof List<?> values) {
                for (Object each : values)
                    if (each instanceof Map<?, ?> object && branch.below.matches(object)) return true;
                return false;
            }
            return branch.below.matches(Map.of());
        }
    }

    private final Conjunction root;

    private EventPattern(Conjunction root) {
        this.root = root;
    }

    /// @throws PatternException when `tree` is no pattern
    public static EventPattern parse(Map<?, ?> tree) {
        if (tree.isEmpty()) throw new PatternException("Empty Object is not allowed");
        if (combinations(tree) > MOST_COMBINATIONS)
            throw new PatternException("Rule is too complex - try using fewer $or");
        return new EventPattern(conjunction(tree));
    }

    private static Conjunction conjunction(Map<?, ?> tree) {
        List<Part> parts = new ArrayList<>(tree.size());
        tree.forEach((key, value) -> parts.add(part((String) key, value)));
        return new Conjunction(List.copyOf(parts));
    }

    private static Part part(String name, @Nullable Object value) {
        if (name.equals(OR) && value instanceof List<?> alternatives && isChoice(alternatives)) {
            List<Conjunction> read = new ArrayList<>();
            for (Object each : alternatives) read.add(conjunction((Map<?, ?>) each));
            return new Choice(List.copyOf(read));
        }
        return switch (value) {
            case List<?> alternatives -> {
                List<Matcher> read = Matchers.parse(alternatives);
                yield new Leaf(name, read, read.contains(new Matcher.Exists(false)));
            }
            case Map<?, ?> below -> {
                if (below.isEmpty()) throw new PatternException("Empty Object is not allowed");
                yield new Branch(name, conjunction(below));
            }
            case null, default -> throw new PatternException("\"" + name + "\" must be an object or an array");
        };
    }

    /// Whether a field named `$or` is the operator: it holds at least two patterns, not match expressions.
    private static boolean isChoice(List<?> alternatives) {
        if (alternatives.size() < 2) return false;
        for (Object each : alternatives) if (!(each instanceof Map<?, ?> map) || map.isEmpty()) return false;
        return true;
    }

    private static long combinations(Map<?, ?> tree) {
        long product = 1;
        for (Map.Entry<?, ?> each : tree.entrySet()) {
            if (OR.equals(each.getKey()) && each.getValue() instanceof List<?> list && isChoice(list)) {
                long sum = 0;
                for (Object one : list) sum += combinations((Map<?, ?>) one);
                product *= sum;
            } else if (each.getValue() instanceof Map<?, ?> below) product *= combinations(below);
            if (product > MOST_COMBINATIONS) return product;
        }
        return product;
    }

    public boolean matches(Map<?, ?> event) {
        return root.matches(event);
    }
}
