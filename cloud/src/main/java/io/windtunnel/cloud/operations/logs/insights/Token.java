package io.windtunnel.cloud.operations.logs.insights;

/// A word of a query, and where it stands: from `start` until before `end`.
///
/// @param text a name without its backticks, a text without its quotes, anything else as it is written
record Token(Kind kind, String text, int start, int end) {
    enum Kind {
        NAME,
        /// In backticks: never a keyword.
        QUOTED_NAME,
        TEXT,
        NUMBER,
        /// A number with a unit, such as `5m`.
        PERIOD,
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.NAME && text.equalsIgnoreCase(word);
    }

    boolean isName() {
        return kind == Kind.NAME || kind == Kind.QUOTED_NAME;
    }
}
