package io.windtunnel.cloud.operations.logs.pattern;

/// A text that is no filter pattern; the message says what is wrong with it.
public final class BadPattern extends RuntimeException {
    private final String words;

    BadPattern(String words) {
        super(words, null, false, false);
        this.words = words;
    }

    /// What is wrong.
    public String words() {
        return words;
    }
}
