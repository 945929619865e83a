package io.windtunnel.kernel.alarm;

/// Reads a composite alarm's rule. `NOT` binds before `AND`, `AND` before `OR`; words are read in either
/// case.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
/// (AlarmRule)
final class AlarmRuleParser {
    /// A rule may have this many elements: alarms, constants and pairs of parentheses.
    private static final int MOST_ELEMENTS = 500;

    /// A limit of this parser, against endless nesting.
    private static final int MOST_NESTED = 100;

    private final String text;
    private int at;
    private int elements;

    AlarmRuleParser(String text) {
        this.text = text;
    }

    AlarmRule rule() {
        AlarmRule rule = or(0);
        space();
        if (at < text.length()) throw unexpected();
        return rule;
    }

    private AlarmRule or(int depth) {
        AlarmRule rule = and(depth);
        while (word("OR")) rule = new AlarmRule.Or(rule, and(depth));
        return rule;
    }

    private AlarmRule and(int depth) {
        AlarmRule rule = not(depth);
        while (word("AND")) rule = new AlarmRule.And(rule, not(depth));
        return rule;
    }

    private AlarmRule not(int depth) {
        if (depth > MOST_NESTED) throw new IllegalArgumentException("the rule is nested too deeply");
        return word("NOT") ? new AlarmRule.Not(not(depth + 1)) : single(depth);
    }

    private AlarmRule single(int depth) {
        space();
        if (++elements > MOST_ELEMENTS)
            throw new IllegalArgumentException("the rule has more than " + MOST_ELEMENTS + " elements");
        if (sign('(')) {
            AlarmRule inner = or(depth + 1);
            if (!sign(')')) throw unexpected();
            return inner;
        }
        if (word("TRUE")) return new AlarmRule.Constant(true);
        if (word("FALSE")) return new AlarmRule.Constant(false);
        for (AlarmState state : AlarmState.values())
            if (word(state.name())) return new AlarmRule.Child(argument(), state);
        throw unexpected();
    }

    private String argument() {
        if (!sign('(')) throw unexpected();
        space();
        boolean quoted = at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'');
        String name = quoted ? quoted(text.charAt(at)) : bare();
        if (name.isEmpty() || !sign(')')) throw unexpected();
        return name;
    }

    /// A name in quotation marks, in which a backslash takes the next character as it is.
    private String quoted(char mark) {
        StringBuilder name = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != mark; at++) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) at++;
            name.append(text.charAt(at));
        }
        if (at >= text.length()) throw unexpected();
        at++;
        return name.toString();
    }

    private String bare() {
        int start = at;
        while (at < text.length() && text.charAt(at) != ')' && text.charAt(at) != '(') at++;
        return text.substring(start, at).strip();
    }

    private boolean sign(char wanted) {
        space();
        if (at >= text.length() || text.charAt(at) != wanted) return false;
        at++;
        return true;
    }

    private boolean word(String wanted) {
        space();
        int end = at + wanted.length();
        if (!text.regionMatches(true, at, wanted, 0, wanted.length())) return false;
        if (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_'))
            return false;
        at = end;
        return true;
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException(
                at < text.length()
                        ? "Unsupported token '%s' at char %d".formatted(text.charAt(at), at)
                        : "Unexpected end of rule at char " + at);
    }
}
