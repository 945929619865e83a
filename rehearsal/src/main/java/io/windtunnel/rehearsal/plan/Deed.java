package io.windtunnel.rehearsal.plan;

import java.time.Duration;
import java.util.Map;

/// What operators do.
public sealed interface Deed {
    /// A stack is updated.
    ///
    /// @param parameters those that change; the others stay
    record UpdateStack(Map<String, String> parameters) implements Deed {
        public UpdateStack {
            if (parameters.isEmpty()) throw new IllegalArgumentException("at least one parameter that changes");
            parameters = Map.copyOf(parameters);
        }
    }

    /// A backup of a table is made.
    ///
    /// @param table its logical id
    record BackUpTable(String table) implements Deed {}

    /// A table that was deleted is restored by its name from the newest backup there is of it.
    ///
    /// @param table its logical id
    /// @param takes from then until it is there again
    record RestoreTable(String table, Duration takes) implements Deed {}
}
