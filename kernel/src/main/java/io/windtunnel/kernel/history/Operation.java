package io.windtunnel.kernel.history;

import java.util.Optional;

/// An operation as its client saw it.
///
/// @param client who called; a client's operations follow one another
/// @param output what was answered; empty when no answer came, so that nobody knows whether it was done
/// @param invokedNanos when it was called, on the one clock of all clients
/// @param returnedNanos when the answer came; of an operation without one, anything
public record Operation<I, O>(int client, I input, Optional<O> output, long invokedNanos, long returnedNanos) {
    public Operation {
        if (output.isPresent() && returnedNanos < invokedNanos)
            throw new IllegalArgumentException("answered before it was called");
    }

    /// Whether its outcome is known.
    public boolean answered() {
        return output.isPresent();
    }

    @Override
    public String toString() {
        String said = output.map(Object::toString).orElse("no answer");
        return "client " + client + ": " + input + " -> " + said + " [" + invokedNanos + ", "
                + (answered() ? returnedNanos : "...") + "]";
    }
}
