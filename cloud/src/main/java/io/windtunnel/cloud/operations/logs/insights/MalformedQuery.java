package io.windtunnel.cloud.operations.logs.insights;

/// A text that is no query: what is wrong, and from which character to which.
public final class MalformedQuery extends RuntimeException {
    private final String words;
    private final int start;
    private final int end;

    MalformedQuery(String words, int start, int end) {
        super(words, null, false, false);
        this.words = words;
        this.start = start;
        this.end = end;
    }

    /// What is wrong, and where.
    public String words() {
        return words;
    }

    /// The offset of the first character at fault.
    public int start() {
        return start;
    }

    /// The offset after the last character at fault.
    public int end() {
        return end;
    }
}
