package io.windtunnel.cloud.database.dynamodb.partiql;

/// A word of a statement.
///
/// @param text what it says: a quoted one without its quotes
record Word(Kind kind, String text) {
    enum Kind {
        /// A keyword, function or name.
        PLAIN,
        /// A name in double quotes.
        QUOTED,
        /// A string in single quotes.
        STRING,
        NUMBER,
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.PLAIN && text.equalsIgnoreCase(word);
    }

    boolean isName() {
        return kind == Kind.PLAIN || kind == Kind.QUOTED;
    }
}
