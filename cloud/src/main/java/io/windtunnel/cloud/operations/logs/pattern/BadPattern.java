package io.windtunnel.cloud.operations.logs.pattern;

/// A text that is no filter pattern; the message says what is wrong with it.
public final class BadPattern extends RuntimeException {
    BadPattern(String message) {
        super(message, null, false, false);
    }
}
