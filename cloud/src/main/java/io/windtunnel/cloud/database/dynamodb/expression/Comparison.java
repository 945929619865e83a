package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.item.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The comparators of expressions. What is missing differs from everything and is in no order.
public enum Comparison {
    EQUAL("="),
    NOT_EQUAL("<>"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String symbol;

    Comparison(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }

    static @Nullable Comparison of(Token token) {
        if (token.kind() != Token.Kind.SYMBOL) return null;
        for (Comparison comparison : values()) if (comparison.symbol.equals(token.text())) return comparison;
        return null;
    }

    /// The comparison with its sides changed.
    public Comparison mirrored() {
        return switch (this) {
            case EQUAL, NOT_EQUAL -> this;
            case LESS -> GREATER;
            case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
            case GREATER -> LESS;
            case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
        };
    }

    boolean isOrdering() {
        return this != EQUAL && this != NOT_EQUAL;
    }

    public boolean holds(@Nullable Value left, @Nullable Value right) {
        if (left == null || right == null) return this == NOT_EQUAL;
        if (this == EQUAL) return left.equals(right);
        if (this == NOT_EQUAL) return !left.equals(right);
        if (!isOrdered(left) || left.type() != right.type()) return false;
        int order = order(left, right);
        return switch (this) {
            case EQUAL, NOT_EQUAL -> false;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    /// Whether values of its type have an order.
    static boolean isOrdered(Value value) {
        return value instanceof Value.Text || value instanceof Value.Number || value instanceof Value.Binary;
    }

    /// The order of two values of one ordered type.
    static int order(Value left, Value right) {
        return switch (left) {
            case Value.Text text -> order(text.text(), ((Value.Text) right).text());
            case Value.Number number -> number.compareTo((Value.Number) right);
            case Value.Binary binary -> binary.compareTo((Value.Binary) right);
            case Value.Bool _,
                    Value.Null _,
                    Value.TextSet _,
                    Value.NumberSet _,
                    Value.BinarySet _,
                    Value.ListValue _,
                    Value.MapValue _ -> throw new IllegalArgumentException(left.type() + " has no order");
        };
    }

    /// Strings are ordered by their bytes in UTF-8, which differs from Java's order where there are
    /// surrogates.
    private static int order(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char one = left.charAt(i);
            char other = right.charAt(i);
            if (one == other) continue;
            if (!Character.isSurrogate(one) && !Character.isSurrogate(other)) return Character.compare(one, other);
            return Arrays.compareUnsigned(
                    left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
        }
        return Integer.compare(left.length(), right.length());
    }
}
