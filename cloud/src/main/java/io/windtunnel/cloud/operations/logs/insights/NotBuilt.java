package io.windtunnel.cloud.operations.logs.insights;

/// A part of the language that Windtunnel does not have; the message is its name.
public final class NotBuilt extends RuntimeException {
    private final String what;

    NotBuilt(String what) {
        super(what, null, false, false);
        this.what = what;
    }

    /// The part that is missing, such as `the query command pattern`.
    public String what() {
        return what;
    }
}
