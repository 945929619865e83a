package io.windtunnel.cloud.database.dynamodb.expression;

import io.windtunnel.cloud.database.dynamodb.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/// Cuts an expression into words.
final class Lexer {
    private Lexer() {}

    /// The words of `text`, the last of kind END. What is no word at all is a symbol of one character.
    static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (isSpace(next)) {
                at++;
                continue;
            }
            Token token = token(text, at, next);
            tokens.add(token);
            at = token.end();
        }
        tokens.add(new Token(Kind.END, "<EOF>", text.length(), text.length()));
        return tokens;
    }

    private static Token token(String text, int start, char first) {
        if (isLetter(first)) return token(Kind.WORD, text, start, wordEnd(text, start));
        if (first == '#') return token(Kind.NAME, text, start, wordEnd(text, start + 1));
        if (first == ':') return token(Kind.VALUE, text, start, wordEnd(text, start + 1));
        if (isDigit(first)) {
            int end = start;
            while (end < text.length() && isDigit(text.charAt(end))) end++;
            return token(Kind.NUMBER, text, start, end);
        }
        boolean two = start + 1 < text.length()
                && (first == '<' && (text.charAt(start + 1) == '=' || text.charAt(start + 1) == '>')
                        || first == '>' && text.charAt(start + 1) == '=');
        int length = two || isPair(text, start) ? 2 : 1;
        return token(Kind.SYMBOL, text, start, start + length);
    }

    private static boolean isPair(String text, int start) {
        return Character.isHighSurrogate(text.charAt(start)) && start + 1 < text.length();
    }

    private static Token token(Kind kind, String text, int start, int end) {
        return new Token(kind, text.substring(start, end), start, end);
    }

    private static int wordEnd(String text, int start) {
        int end = start;
        while (end < text.length() && (isLetter(text.charAt(end)) || isDigit(text.charAt(end)))) end++;
        return end;
    }

    private static boolean isSpace(char next) {
        return next == ' ' || next == '\t' || next == '\r' || next == '\n';
    }

    private static boolean isLetter(char next) {
        return next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z' || next == '_';
    }

    private static boolean isDigit(char next) {
        return next >= '0' && next <= '9';
    }
}
