package io.windtunnel.cloud.operations.logs.pattern;

import io.windtunnel.cloud.operations.logs.pattern.Condition.Operator;
import io.windtunnel.cloud.operations.logs.pattern.Condition.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads conditions: `&&` binds closer than `||`, parentheses closer than both.
final class ConditionReader {
    /// How deep parentheses may stand in each other, our choice.
    private static final int MOST_DEPTH = 32;

    /// The operators, longer ones first.
    private static final List<Operator> OPERATORS = List.of(
            Operator.UNEQUAL,
            Operator.LESS_OR_EQUAL,
            Operator.GREATER_OR_EQUAL,
            Operator.EQUAL,
            Operator.LESS,
            Operator.GREATER);

    private final String text;
    private int at;
    private int depth;

    private ConditionReader(String text) {
        this.text = text;
    }

    static Condition read(String text) {
        ConditionReader reader = new ConditionReader(text);
        Condition condition = reader.any();
        reader.space();
        if (reader.at < text.length()) throw reader.unexpected();
        return condition;
    }

    private Condition any() {
        List<Condition> parts = new ArrayList<>(List.of(all()));
        while (take("||")) parts.add(all());
        return parts.size() == 1 ? parts.getFirst() : new Condition.Or(List.copyOf(parts));
    }

    private Condition all() {
        List<Condition> parts = new ArrayList<>(List.of(one()));
        while (take("&&")) parts.add(one());
        return parts.size() == 1 ? parts.getFirst() : new Condition.And(List.copyOf(parts));
    }

    private Condition one() {
        if (!take("(")) return comparison();
        if (++depth > MOST_DEPTH) throw new BadPattern("Invalid filter pattern: too many parentheses");
        Condition inner = any();
        if (!take(")")) throw unexpected();
        depth--;
        return inner;
    }

    private Condition comparison() {
        String selector = selector();
        for (Operator operator : OPERATORS)
            if (take(operator.text)) return new Condition.Compare(selector, operator, comparand(operator));
        if (word("IS")) {
            for (State state : List.of(State.NULL, State.TRUE, State.FALSE))
                if (word(state.name())) return new Condition.Is(selector, state);
            throw unexpected();
        }
        if (word("EXISTS")) return new Condition.Is(selector, State.EXISTING);
        if (word("NOT") && word("EXISTS")) return new Condition.Is(selector, State.MISSING);
        throw unexpected();
    }

    /// A JSON path, or the name of a field.
    private String selector() {
        space();
        int start = at;
        while (at < text.length()) {
            char each = text.charAt(at);
            if (each == '[') {
                int end = text.indexOf(']', at);
                if (end < 0) throw unexpected();
                at = end + 1;
            } else if (Character.isLetterOrDigit(each) || "$._-*".indexOf(each) >= 0) at++;
            else break;
        }
        String selector = text.substring(start, at);
        if (selector.isEmpty()) throw unexpected();
        if (selector.startsWith("$") && Selector.parse(selector).isEmpty())
            throw new BadPattern("Invalid filter pattern: invalid selector " + selector);
        return selector;
    }

    private Comparand comparand(Operator operator) {
        space();
        if (at == text.length()) throw unexpected();
        char first = text.charAt(at);
        if (first == '"' || first == '%') {
            int end = PatternReader.closing(text, at);
            if (end < 0) throw unexpected();
            String inner = text.substring(at + 1, end);
            at = end + 1;
            return first == '%'
                    ? new Comparand.Regex(PatternReader.regex(inner))
                    : Comparand.Text.of(PatternReader.unescaped(inner), true);
        }
        int start = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && ")&|".indexOf(text.charAt(at)) < 0)
            at++;
        if (at == start) throw unexpected();
        Comparand.Text comparand = Comparand.Text.of(text.substring(start, at), false);
        boolean ordered = operator != Operator.EQUAL && operator != Operator.UNEQUAL;
        if (ordered && comparand.number().isEmpty())
            throw new BadPattern("Invalid filter pattern: " + operator.text + " needs a number");
        return comparand;
    }

    private boolean word(String word) {
        space();
        int end = at + word.length();
        if (end > text.length()
                || !text.substring(at, end).toUpperCase(Locale.ROOT).equals(word)) return false;
        if (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) return false;
        at = end;
        return true;
    }

    private boolean take(String symbol) {
        space();
        if (!text.startsWith(symbol, at)) return false;
        at += symbol.length();
        return true;
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
    }

    private BadPattern unexpected() {
        return at >= text.length()
                ? new BadPattern("Invalid filter pattern: it ends too early")
                : new BadPattern("Invalid filter pattern: unexpected '" + text.charAt(at) + "' in: " + text.strip());
    }
}
