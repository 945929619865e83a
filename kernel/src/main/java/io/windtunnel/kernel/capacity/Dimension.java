package io.windtunnel.kernel.capacity;

/// One of the dimensions that a capacity unit is measured in; the largest one counts.
public enum Dimension {
    NEW_CONNECTIONS("new connections"),
    ACTIVE_CONNECTIONS("active connections"),
    PROCESSED_BYTES("processed bytes"),
    RULE_EVALUATIONS("rule evaluations");

    private final String words;

    Dimension(String words) {
        this.words = words;
    }

    /// As AWS's pricing page calls it.
    public String words() {
        return words;
    }
}
