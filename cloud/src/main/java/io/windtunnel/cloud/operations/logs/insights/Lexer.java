package io.windtunnel.cloud.operations.logs.insights;

import io.windtunnel.cloud.operations.logs.insights.Token.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts a query into words, one at a time: whether `/` begins a regular expression only the parser knows.
final class Lexer {
    private static final List<String> SYMBOLS = List.of(
            "=~", "!=", "<=", ">=", "==", "=", "<", ">", "(", ")", "[", "]", ",", "|", "+", "-", "*", "/", "%", "^");

    private final String query;
    private int at;
    private @Nullable Token ahead;

    Lexer(String query) {
        this.query = query;
    }

    String query() {
        return query;
    }

    /// The next word, which stays the next one.
    Token peek() {
        if (ahead == null) ahead = read(skipped(at));
        return ahead;
    }

    Token next() {
        Token token = peek();
        at = token.end();
        ahead = null;
        return token;
    }

    /// Where the next word begins.
    int start() {
        return skipped(at);
    }

    /// Goes on at a character.
    void moveTo(int offset) {
        at = offset;
        ahead = null;
    }

    /// Where the last word that was taken ended.
    int offset() {
        return at;
    }

    boolean take(String symbol) {
        if (!peek().is(symbol)) return false;
        next();
        return true;
    }

    boolean takeWord(String word) {
        if (!peek().isWord(word)) return false;
        next();
        return true;
    }

    void expect(String symbol) {
        if (!take(symbol)) throw unexpected(peek());
    }

    boolean regexAhead() {
        int start = start();
        return start < query.length() && query.charAt(start) == '/';
    }

    /// The regular expression between slashes.
    String regex() {
        int start = start();
        for (int i = start + 1; i < query.length(); i++) {
            if (query.charAt(i) == '\\') i++;
            else if (query.charAt(i) == '/') {
                moveTo(i + 1);
                return query.substring(start + 1, i).replace("\\/", "/");
            }
        }
        throw malformed("the regular expression is not closed", start, query.length());
    }

    MalformedQuery unexpected(Token token) {
        if (token.kind() == Kind.END) return malformed("unexpected end of the query", query.length(), query.length());
        return malformed(
                "unexpected symbol found " + query.substring(token.start(), token.end()), token.start(), token.end());
    }

    /// A refusal that says the line and the position in it, both counted from 1.
    MalformedQuery malformed(String words, int start, int end) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < Math.min(start, query.length()); i++)
            if (query.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        return new MalformedQuery(words + " at line " + line + " and position " + (start - lineStart + 1), start, end);
    }

    /// Over white space and comments.
    private int skipped(int from) {
        int i = from;
        while (i < query.length()) {
            if (Character.isWhitespace(query.charAt(i))) i++;
            else if (query.charAt(i) == '#') while (i < query.length() && query.charAt(i) != '\n') i++;
            else break;
        }
        return i;
    }

    private Token read(int start) {
        if (start >= query.length()) return new Token(Kind.END, "", query.length(), query.length());
        char first = query.charAt(start);
        if (first == '"' || first == '\'') return text(start, first);
        if (first == '`') {
            int end = query.indexOf('`', start + 1);
            if (end < 0) throw malformed("the backtick is not closed", start, query.length());
            int after = name(end + 1);
            String tail = query.substring(end + 1, after).replace("`", "");
            return new Token(Kind.QUOTED_NAME, query.substring(start + 1, end) + tail, start, after);
        }
        if (Character.isDigit(first)) return number(start);
        if (first == '@' || first == '_' || Character.isLetter(first)) {
            int end = name(start);
            String name = query.substring(start, end);
            return new Token(name.indexOf('`') < 0 ? Kind.NAME : Kind.QUOTED_NAME, name.replace("`", ""), start, end);
        }
        for (String symbol : SYMBOLS)
            if (query.startsWith(symbol, start)) return new Token(Kind.SYMBOL, symbol, start, start + symbol.length());
        throw malformed("unexpected symbol found " + first, start, start + 1);
    }

    /// The end of a name that goes on at `from`; a part of it after a dot may stand in backticks.
    private int name(int from) {
        int end = from;
        while (end < query.length()) {
            char each = query.charAt(end);
            if (Character.isLetterOrDigit(each) || each == '_' || each == '@' || each == '.') end++;
            else if (each == '`' && end > 0 && query.charAt(end - 1) == '.') {
                int close = query.indexOf('`', end + 1);
                if (close < 0) throw malformed("the backtick is not closed", end, query.length());
                end = close + 1;
            } else break;
        }
        return end;
    }

    private Token text(int start, char quote) {
        StringBuilder text = new StringBuilder();
        for (int i = start + 1; i < query.length(); i++) {
            char each = query.charAt(i);
            if (each == quote) return new Token(Kind.TEXT, text.toString(), start, i + 1);
            if (each == '\\' && i + 1 < query.length()) {
                char escaped = query.charAt(++i);
                switch (escaped) {
                    case 'n' -> text.append('\n');
                    case 't' -> text.append('\t');
                    case '"', '\'', '\\' -> text.append(escaped);
                    default -> text.append('\\').append(escaped);
                }
            } else text.append(each);
        }
        throw malformed("the text is not closed", start, query.length());
    }

    private Token number(int start) {
        int end = digits(start);
        if (end + 1 < query.length() && query.charAt(end) == '.' && Character.isDigit(query.charAt(end + 1)))
            end = digits(end + 1);
        int unit = end;
        while (unit < query.length() && Character.isLetter(query.charAt(unit))) unit++;
        Kind kind = unit == end ? Kind.NUMBER : Kind.PERIOD;
        return new Token(kind, query.substring(start, unit), start, unit);
    }

    private int digits(int from) {
        int end = from;
        while (end < query.length() && Character.isDigit(query.charAt(end))) end++;
        return end;
    }
}
