package io.windtunnel.rehearsal.steps;

import io.windtunnel.wire.WireRequest;
import org.jspecify.annotations.Nullable;

/// A step as a request of a service's own protocol, and what it means to the ledger.
record StepRequest(WireRequest request, Meaning meaning) {
    /// What a request does to data.
    sealed interface Meaning {
        /// It sends a message.
        record Sends() implements Meaning {}

        /// It tells others: nothing is kept of it.
        record Tells() implements Meaning {}

        /// It writes an item; null removes it.
        record Writes(Ledger.Item item, @Nullable String value) implements Meaning {}

        /// It reads an item.
        ///
        /// @param absent the status when there is none
        record Reads(Ledger.Item item, int absent) implements Meaning {}
    }
}
