package io.windtunnel.cloud.database.dynamodb.partiql;

import io.windtunnel.cloud.database.dynamodb.partiql.Word.Kind;
import io.windtunnel.wire.AwsException;
import java.util.ArrayList;
import java.util.List;

/// The words of a statement, one after the other.
final class Words {
    private static final List<String> PAIRS = List.of("<<", ">>", "<=", ">=", "<>", "!=");

    private final List<Word> words;
    private int at;

    Words(String statement) {
        words = cut(statement);
    }

    Word peek() {
        return words.get(at);
    }

    Word peekNext() {
        return words.get(Math.min(at + 1, words.size() - 1));
    }

    Word next() {
        Word word = words.get(at);
        if (word.kind() != Kind.END) at++;
        return word;
    }

    boolean take(String symbol) {
        if (!peek().is(symbol)) return false;
        at++;
        return true;
    }

    boolean takeWord(String word) {
        if (!peek().isWord(word)) return false;
        at++;
        return true;
    }

    void expect(String symbol) {
        if (!take(symbol)) throw malformed("Expected " + symbol);
    }

    void expectWord(String word) {
        if (!takeWord(word)) throw malformed("Expected " + word);
    }

    String name() {
        if (!peek().isName()) throw malformed("Expected identifier");
        return next().text();
    }

    static AwsException malformed(String what) {
        return AwsException.validation("Statement wasn't well formed, can't be processed: " + what);
    }

    private static List<Word> cut(String text) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (Character.isWhitespace(next)) {
                at++;
            } else if (next == '\'' || next == '"') {
                at = quoted(text, at, words);
            } else if (isLetter(next)) {
                int end = at;
                while (end < text.length() && (isLetter(text.charAt(end)) || isDigit(text.charAt(end)))) end++;
                words.add(new Word(Kind.PLAIN, text.substring(at, end)));
                at = end;
            } else if (isDigit(next) || next == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1))) {
                int end = numberEnd(text, at);
                words.add(new Word(Kind.NUMBER, text.substring(at, end)));
                at = end;
            } else {
                int length = at + 1 < text.length() && PAIRS.contains(text.substring(at, at + 2)) ? 2 : 1;
                words.add(new Word(Kind.SYMBOL, text.substring(at, at + length)));
                at += length;
            }
        }
        words.add(new Word(Kind.END, ""));
        return words;
    }

    /// Adds the string or name that begins at `start`; a doubled quote stands for one.
    private static int quoted(String text, int start, List<Word> words) {
        char quote = text.charAt(start);
        StringBuilder content = new StringBuilder();
        int at = start + 1;
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next != quote) {
                content.append(next);
            } else if (at < text.length() && text.charAt(at) == quote) {
                content.append(quote);
                at++;
            } else {
                words.add(new Word(quote == '"' ? Kind.QUOTED : Kind.STRING, content.toString()));
                return at;
            }
        }
        throw malformed("Unterminated quoted text");
    }

    private static int numberEnd(String text, int start) {
        int end = start;
        while (end < text.length()) {
            char next = text.charAt(end);
            boolean sign = end > start && (next == '+' || next == '-') && (text.charAt(end - 1) | 0x20) == 'e';
            if (!isDigit(next) && next != '.' && (next | 0x20) != 'e' && !sign) break;
            end++;
        }
        return end;
    }

    private static boolean isLetter(char next) {
        return next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z' || next == '_';
    }

    private static boolean isDigit(char next) {
        return next >= '0' && next <= '9';
    }
}
