package io.windtunnel.cloud.database.dynamodb.expression;

/// A word of an expression.
///
/// @param text as it is spelt; `<EOF>` at the end
/// @param start where it begins
/// @param end where it ends
record Token(Kind kind, String text, int start, int end) {
    enum Kind {
        WORD,
        /// `#name`
        NAME,
        /// `:value`
        VALUE,
        NUMBER,
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }
}
