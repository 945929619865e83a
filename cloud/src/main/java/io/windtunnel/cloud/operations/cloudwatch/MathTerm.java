package io.windtunnel.cloud.operations.cloudwatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A metric math expression, taken apart.
///
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
sealed interface MathTerm {
    /// A limit of this parser, against endless nesting.
    int MAXIMUM_DEPTH = 50;

    record Constant(double value) implements MathTerm {}

    record Text(String value) implements MathTerm {}

    /// Another query of the request, by its id.
    record Reference(String id) implements MathTerm {}

    record Negated(MathTerm term) implements MathTerm {}

    record Binary(String operator, MathTerm left, MathTerm right) implements MathTerm {}

    record Listed(List<MathTerm> terms) implements MathTerm {}

    record Function(String name, List<MathTerm> arguments) implements MathTerm {}

    /// @throws IllegalArgumentException when `text` is not an expression, saying where
    static MathTerm parse(String text) {
        Parser parser = new Parser(text);
        MathTerm term = parser.term(0, 0);
        parser.end();
        return term;
    }

    /// Reads by precedence: `||`, `&&`, comparisons, sums, products, powers.
    final class Parser {
        private static final List<List<String>> LEVELS = List.of(
                List.of("||", "OR"),
                List.of("&&", "AND"),
                List.of("==", "!=", "<=", ">=", "<", ">"),
                List.of("+", "-"),
                List.of("*", "/"),
                List.of("^"));

        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        MathTerm term(int level, int depth) {
            if (depth > MAXIMUM_DEPTH) throw new IllegalArgumentException("the expression is nested too deeply");
            if (level == LEVELS.size()) return single(depth);
            MathTerm left = term(level + 1, depth);
            for (String operator = operator(level); !operator.isEmpty(); operator = operator(level))
                left = new Binary(operator, left, term(level + 1, depth));
            return left;
        }

        private String operator(int level) {
            space();
            for (String operator : LEVELS.get(level)) {
                if (!text.regionMatches(true, at, operator, 0, operator.length())) continue;
                boolean word = Character.isLetter(operator.charAt(0));
                if (word && isWord(at + operator.length())) continue;
                at += operator.length();
                return operator.equals("OR") ? "||" : operator.equals("AND") ? "&&" : operator;
            }
            return "";
        }

        private boolean isWord(int index) {
            return index < text.length()
                    && (Character.isLetterOrDigit(text.charAt(index)) || text.charAt(index) == '_');
        }

        private MathTerm single(int depth) {
            space();
            if (at >= text.length()) throw unexpected();
            char next = text.charAt(at);
            if (next == '-') {
                at++;
                return new Negated(single(depth + 1));
            }
            if (next == '(') {
                at++;
                MathTerm inner = term(0, depth + 1);
                expect(')');
                return inner;
            }
            if (next == '[') {
                at++;
                return new Listed(terms(']', depth + 1));
            }
            if (next == '"' || next == '\'') return new Text(quoted(next));
            if (Character.isDigit(next) || next == '.') return new Constant(number());
            if (Character.isLetter(next)) return named(depth);
            throw unexpected();
        }

        private MathTerm named(int depth) {
            int start = at;
            while (isWord(at)) at++;
            String word = text.substring(start, at);
            space();
            if (at >= text.length() || text.charAt(at) != '(') return new Reference(word);
            at++;
            return new Function(word.toUpperCase(Locale.ROOT), terms(')', depth + 1));
        }

        private List<MathTerm> terms(char closing, int depth) {
            List<MathTerm> terms = new ArrayList<>();
            space();
            if (at < text.length() && text.charAt(at) == closing) {
                at++;
                return terms;
            }
            while (true) {
                terms.add(term(0, depth));
                space();
                if (at < text.length() && text.charAt(at) == ',') at++;
                else break;
            }
            expect(closing);
            return terms;
        }

        private String quoted(char quote) {
            int end = text.indexOf(quote, at + 1);
            if (end < 0) throw unexpected();
            String inner = text.substring(at + 1, end);
            at = end + 1;
            return inner;
        }

        private double number() {
            int start = at;
            while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) at++;
            int mantissa = at;
            if (at < text.length() && (text.charAt(at) | 0x20) == 'e') {
                at++;
                if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) at++;
                while (at < text.length() && Character.isDigit(text.charAt(at))) at++;
                if (!Character.isDigit(text.charAt(at - 1))) at = mantissa;
            }
            return Double.parseDouble(text.substring(start, at));
        }

        private void expect(char wanted) {
            space();
            if (at >= text.length() || text.charAt(at) != wanted) throw unexpected();
            at++;
        }

        void end() {
            space();
            if (at < text.length()) throw unexpected();
        }

        private void space() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
        }

        private IllegalArgumentException unexpected() {
            String rest = at < text.length() ? "'" + text.charAt(at) + "'" : "end";
            return new IllegalArgumentException("Unexpected %s at position %d".formatted(rest, at));
        }
    }
}
