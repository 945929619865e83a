package io.windtunnel.cloud.operations.logs.insights;

/// A text that is no query: what is wrong, and from which character to which.
public final class MalformedQuery extends RuntimeException {
    private final int start;
    private final int end;

    MalformedQuery(String message, int start, int end) {
        super(message, null, false, false);
        this.start = start;
        this.end = end;
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
