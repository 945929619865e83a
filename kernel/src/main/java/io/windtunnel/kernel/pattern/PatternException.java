package io.windtunnel.kernel.pattern;

/// A pattern that is none. The message is the reason, for the service to put into its own sentence.
public final class PatternException extends RuntimeException {
    PatternException(String reason) {
        super(reason, null, false, false);
    }
}
