package io.windtunnel.rehearsal.stage;

/// A rehearsal that could not be played to its end, and why: a design that cannot be deployed, most often. Told to the
/// user without a trace.
public final class RehearsalFailure extends RuntimeException {
    public RehearsalFailure(String message) {
        super(message);
    }
}
